"""Suggests terms: pairs found by similarity alone, marked as suggested."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligner.arrays import Bools
from aligner.encoders.protocol import Encoder
from aligner.term import Term, TermOrigin
from glossary.candidates.corpus_index import CorpusIndex, SideIndex
from glossary.ranking.forms import count_forms
from glossary.suggestions.candidates import collect_forms, find_new_candidates
from glossary.suggestions.corpus_text import CorpusText, add_corpus
from glossary.suggestions.neighbours import have_company
from glossary.suggestions.overlap import Suggestion, drop_overlapping
from glossary.suggestions.phrase_pairs import pair_phrases
from glossary.suggestions.remainders import number_remainders
from glossary.suggestions.title_case import write_small
from glossary.suggestions.unaligned import occurs_unaligned

MAX_SUGGESTIONS = 60
"""Most suggestions; more would bury what was found in links."""
MIN_CONFIDENCE = 0.6
"""Least confidence of a suggestion: between .5 and .6 half of them are wrong."""


def suggest(
    index: CorpusIndex, terms: Sequence[Term], corpus: Sequence[CorpusText], encoder: Encoder
) -> list[Term]:
    """Pairs of new terms from text without a counterpart, surest first.

    What the texts themselves say comes before what `corpus` adds in other words: both sides of a
    pair of the first kind occur in the unaligned part of the texts, and their terms are not paired
    again with the words of the corpus. Without a link nothing says that the texts belong together.
    """
    if not index.link_sentences:
        return []
    own = _pair(*unaligned_parts(index, terms), terms, encoder)
    if not corpus:
        return own[:MAX_SUGGESTIONS]
    source, target = add_corpus(index.source, corpus), add_corpus(index.target, corpus)
    more = _pair(Part(source), Part(target), [*terms, *own], encoder)
    return [*own, *more][:MAX_SUGGESTIONS]


@dataclass(frozen=True, slots=True)
class Part:
    """One language, and which of its candidates may be suggested: all of them, or those marked."""

    side: SideIndex
    allowed: Bools | None = None
    remainders: frozenset[int] = frozenset()

    def candidates(self, known: set[str]) -> list[int]:
        """The numbers of the candidates that are no known terms, the most term-like first."""
        found = find_new_candidates(self.side, known, self.remainders)
        return [i for i in found if self.allowed is None or self.allowed[i]]


def unaligned_parts(index: CorpusIndex, terms: Sequence[Term]) -> tuple[Part, Part]:
    """Both languages, limited to what stands outside the links.

    Of what remains of a linked term one side must stand there: both have been compared in the links
    otherwise.
    """
    sides = (index.source, index.target)
    free = [
        occurs_unaligned(side, [link[k] for link in index.link_sentences])
        for k, side in enumerate(sides)
    ]
    remainders = [
        pair
        for pair in number_remainders(index, terms)
        if any(mask[number] for mask, number in zip(free, pair, strict=True))
    ]
    for pair in remainders:
        for mask, number in zip(free, pair, strict=True):
            mask[number] = True
    left, right = (
        Part(side, mask, frozenset(pair[k] for pair in remainders))
        for k, (side, mask) in enumerate(zip(sides, free, strict=True))
    )
    return left, right


def _pair(left: Part, right: Part, terms: Sequence[Term], encoder: Encoder) -> list[Term]:
    """Pairs of candidates that are no terms yet, surest first."""
    known_sources, known_targets = collect_forms(terms)
    sources, targets = left.candidates(known_sources), right.candidates(known_targets)
    if not sources or not targets:
        return []
    source, target = left.side, right.side
    found = pair_phrases(source, target, sources, targets, encoder)
    company = have_company(source, target, found, terms)
    weighed = [
        Suggestion(pair.left, pair.right, pair.confidence(company=beside))
        for pair, beside in zip(found, company, strict=True)
    ]
    sure = [pair for pair in weighed if pair.confidence >= MIN_CONFIDENCE]
    untitled = {pair.left for pair in found if pair.untitled}
    return [
        _make_suggestion(source, target, p, untitled=p.left in untitled)
        for p in drop_overlapping(source, target, sure)
    ]


def _make_suggestion(
    source: SideIndex, target: SideIndex, pair: Suggestion, *, untitled: bool
) -> Term:
    """The term; `untitled` says that capitals of its name belong to a headline."""
    here = np.flatnonzero(source.spans.candidate == pair.left)
    there = np.flatnonzero(target.spans.candidate == pair.right)
    source_forms, target_forms = count_forms(source, here), count_forms(target, there)
    name = source_forms[0].text
    small = [form.text for form in source_forms if form.text.islower()]
    if small:
        name = small[0]
    elif untitled:
        name = write_small(source, pair.left, name)
    return Term(
        source=name,
        target=target_forms[0].text,
        source_language=source.language,
        target_language=target.language,
        confidence=round(pair.confidence, 4),
        origin=TermOrigin.SUGGESTED,
        source_count=len(here),
        target_count=len(there),
        source_variants=tuple(form for form in source_forms if form.text != name),
    )
