"""Of suggestions that overlap on both sides, the one that is the whole term."""

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.candidates.corpus_index import SideIndex
from glossary.suggestions.unaligned import occurs_alone


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The numbers of two candidates, and the probability that they mean the same."""

    left: int
    right: int
    confidence: float


def drop_overlapping(
    source: SideIndex, target: SideIndex, found: Sequence[Suggestion]
) -> list[Suggestion]:
    """The suggestions, surest first, without pieces of others.

    Of two that overlap on both sides the surer stays, and both if the shorter phrases occur by
    themselves as well (Cold War 冷战 beside New Cold War 新冷战). A source phrase that never does
    is a piece of the longer one, however sure it is ("building measures" of "confidence-building
    measures").
    """
    ordered = sorted(found, key=lambda pair: (-pair.confidence, pair.left))
    left = _Overlaps(source, [pair.left for pair in ordered])
    right = _Overlaps(target, [pair.right for pair in ordered])
    pieces = {one for one in ordered for other in ordered if left.is_piece(one.left, other.left)}
    kept: list[Suggestion] = []
    for pair in ordered:
        if pair not in pieces and not any(
            left.overlap(pair.left, other.left) and right.overlap(pair.right, other.right)
            for other in kept
        ):
            kept.append(pair)
    return kept


class _Overlaps:
    """Which of some candidates of a side are parts of others."""

    def __init__(self, side: SideIndex, candidates: Sequence[int]) -> None:
        self._side = side
        # One text sets a hyphen here and leaves it there.
        self._spelling = {i: side.spans.keys[i].replace("-", " ") for i in candidates}

    def is_piece(self, inner: int, outer: int) -> bool:
        """Whether a candidate is a shorter part of another and occurs nowhere else."""
        one, other = self._spelling[inner], self._spelling[outer]
        return len(one) < len(other) and one in other and not occurs_alone(self._side, inner, outer)

    def overlap(self, one: int, other: int) -> bool:
        """Whether one of two candidates is the other, or a piece of it."""
        same = self._spelling[one] == self._spelling[other]
        return same or self.is_piece(one, other) or self.is_piece(other, one)
