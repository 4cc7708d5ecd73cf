"""What is left of a linked term when a shorter one is taken away from both sides."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from aligner.bitext import Side
from aligner.term import Term, TermEvidence
from glossary.candidates.corpus_index import CorpusIndex

Remainder = tuple[Term, str, str]
"""The longer term, and what is left of its source and of its rendering, folded."""


def find_remainders(terms: Sequence[Term]) -> Iterator[Remainder]:
    """Each longer term without a shorter one that opens, or closes, both of its sides.

    "Chinese leaders" 中国领导人 without "Chinese" 中国 leaves "leaders" 领导人.
    """
    renderings: dict[str, set[str]] = defaultdict(set)
    for term in terms:
        renderings[term.source.casefold()].add(term.target.casefold())
    for term in terms:
        source, target = term.source.casefold(), term.target.casefold()
        for cut in range(1, len(source)):
            if source[cut] == " ":
                continue
            head, tail = source[:cut].rstrip(), source[cut:]
            for part in sorted(renderings.get(head, ())):
                rest = target.removeprefix(part).strip()
                if rest and rest != target:
                    yield term, tail, rest
            for part in sorted(renderings.get(tail, ())):
                rest = target.removesuffix(part).strip()
                if rest and rest != target:
                    yield term, head, rest


def number_remainders(index: CorpusIndex, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """The candidates of source and target that are the remainders of a linked term.

    They are looked up in the first sentences that hold the longer term.
    """
    found = []
    for term, left, right in find_remainders(terms):
        if not term.evidence:
            continue
        here = _find_candidate(index, Side.SOURCE, term.evidence[0], left)
        there = _find_candidate(index, Side.TARGET, term.evidence[0], right)
        if here is not None and there is not None:
            found.append((here, there))
    return found


def _find_candidate(index: CorpusIndex, side: Side, place: TermEvidence, text: str) -> int | None:
    """The candidate with these letters in the sentence of the evidence, if there is one."""
    one, segment = (
        (index.source, place.source_segment)
        if side is Side.SOURCE
        else (index.target, place.target_segment)
    )
    bitext = index.bitext_names.index(place.bitext)
    in_bitext = slice(*np.searchsorted(one.bitext_number, [bitext, bitext + 1]).tolist())
    sentence = in_bitext.start + segment
    for at in range(int(one.spans.bounds[sentence]), int(one.spans.bounds[sentence + 1])):
        if one.spans.surface(one.tokens, at).casefold() == text:
            return int(one.spans.candidate[at])
    return None
