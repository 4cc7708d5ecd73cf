"""The heaviest chain: of many stretches of two texts, those that follow each other and weigh most.

Accepted links that one path can go through, sure passages in the same order, and the links that a
ladder can hold are all such chains. Time is O(n log n): a Fenwick tree (Fenwick 1994) holds the
best chain that ends at or before each target position (the heaviest increasing subsequence,
Jacobson & Vo 1992).
"""

import heapq
from collections.abc import Sequence
from typing import NamedTuple

from aligner.bitext import Run


class Stretch(NamedTuple):
    """A run of either text, and what it is worth to have it in the chain."""

    source: Run
    target: Run
    weight: float


def heaviest_chain(stretches: Sequence[Stretch], *, prefer_later: bool = False) -> list[int]:
    """Positions of the stretches of the heaviest chain, in order.

    One stretch follows another if it begins where the other ends, or later, in both texts. They
    must be sorted by the start of their source; a chain keeps that order. Weights are positive.

    Args:
        stretches: Sorted by source start; empty runs are allowed.
        prefer_later: Of predecessors whose chains weigh the same, take the last, not the first.

    >>> crossing = [Stretch(Run(0, 1), Run(5, 6), 1.0), Stretch(Run(1, 2), Run(2, 3), 1.0),
    ...             Stretch(Run(2, 3), Run(4, 5), 1.0)]
    >>> heaviest_chain(crossing)
    [1, 2]
    """
    best = _BestUpTo(max((stretch.target.end for stretch in stretches), default=0) + 1)
    totals: list[float] = []
    before: list[int | None] = []
    waiting: list[tuple[int, int]] = []
    for number, stretch in enumerate(stretches):
        while waiting and waiting[0][0] <= stretch.source.start:
            _, ready = heapq.heappop(waiting)
            rank = ready if prefer_later else -ready
            best.put(stretches[ready].target.end, (totals[ready], rank))
        total, rank = best.get(stretch.target.start)
        totals.append(total + stretch.weight)
        before.append(abs(rank) if total else None)
        heapq.heappush(waiting, (stretch.source.end, number))
    chain: list[int] = []
    at = max(range(len(totals)), key=totals.__getitem__, default=None)
    while at is not None:
        chain.append(at)
        at = before[at]
    return chain[::-1]


class _BestUpTo:
    """The greatest value put at a place or before it: a Fenwick tree of maxima."""

    def __init__(self, size: int) -> None:
        self._cells: list[tuple[float, int]] = [(0.0, 0)] * (size + 1)

    def put(self, place: int, value: tuple[float, int]) -> None:
        """Puts a value at a place."""
        at = place + 1
        while at < len(self._cells):
            self._cells[at] = max(self._cells[at], value)
            at += at & -at

    def get(self, place: int) -> tuple[float, int]:
        """The greatest value at the place or before it; zeros if there is none."""
        found = (0.0, 0)
        at = place + 1
        while at > 0:
            found = max(found, self._cells[at])
            at -= at & -at
        return found
