"""The terms right before and right after a phrase: a rendering is known by its company too."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from aligner.term import Term
from glossary.candidates.corpus_index import SideIndex
from glossary.suggestions.phrase_pairs import PhrasePair

SURE = 0.6
"""Least confidence of a pair that speaks for the phrases beside it as a known term does."""

_Neighbour = tuple[int, bool]
"""The number of a term, and whether it stands before the phrase."""


def have_company(
    source: SideIndex, target: SideIndex, found: Sequence[PhrasePair], terms: Sequence[Term]
) -> list[bool]:
    """Whether a term or a sure pair stands on the same side of both phrases, for each pair.

    "Cold War case studies" and 冷战案例 have "Cold War" 冷战 before "case studies" and 案例.
    """
    names: dict[str, set[int]] = defaultdict(set)
    renderings: dict[str, set[int]] = defaultdict(set)
    for number, term in enumerate(terms):
        for text in (term.source, *(v.text for v in term.source_variants)):
            names[text.casefold()].add(number)
        for text in (term.target, *(v.text for v in term.target_variants)):
            renderings[text.casefold()].add(number)
    for number, pair in enumerate(found, len(terms)):
        if pair.confidence(company=False) >= SURE:
            names[pair.name.casefold()].add(number)
            renderings[pair.rendering.casefold()].add(number)
    result = []
    for pair in found:
        beside = _find_neighbours(source, pair.left, names)
        result.append(bool(beside and beside & _find_neighbours(target, pair.right, renderings)))
    return result


def _find_neighbours(
    side: SideIndex, candidate: int, terms: Mapping[str, set[int]]
) -> set[_Neighbour]:
    """The terms that stand beside a candidate somewhere; `terms` has their folded spellings."""
    spans = side.spans
    found: set[_Neighbour] = set()
    for at in np.flatnonzero(spans.candidate == candidate).tolist():
        sentence = int(spans.sentence[at])
        run = slice(int(spans.bounds[sentence]), int(spans.bounds[sentence + 1]))
        before = run.start + np.flatnonzero(spans.last[run] == spans.first[at])
        after = run.start + np.flatnonzero(spans.first[run] == spans.last[at])
        for beside, is_before in ((before, True), (after, False)):
            for other in beside.tolist():
                folded = spans.surface(side.tokens, other).casefold()
                found |= {(term, is_before) for term in terms.get(folded, ())}
    return found
