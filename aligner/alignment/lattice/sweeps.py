"""Forward and backward sweeps over one band of the lattice: what all sums and best paths share.

A sweep combines the scores of all paths to each node, or from it to the end, one row of the band at
a time. Between two rows whoever drives it may let paths begin and end: `semi_markov` does so at the
first and the last node only, `with_jumps` at every node of several bands at once.

There are two states: a path has come to a node by a full bead or by an empty one, since opening a
gap and extending it cost differently. With `SUM` the combined scores are those of Rabiner (1989)
and, for steps of several sentences, Sarawagi & Cohen (2004); with `MAX` those of Viterbi (1967).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np

from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS, LONGEST, TOTAL, Gap, Step
from aligner.arrays import Float64s

NEVER = -1e9
"""Score of a node that cannot be reached: below that of any path, even of `FORBIDDEN` beads."""
_SIZES = np.array(BEADS)


class Algebra(NamedTuple):
    """How the scores of two paths to a node, and of many, are combined."""

    pair: np.ufunc
    many: Callable[[Float64s], Float64s]
    """From shape (paths, width) to shape (width,)."""


def _log_sum(stacked: Float64s) -> Float64s:
    top = stacked.max(axis=0)
    return np.asarray(top + np.log(np.exp(stacked - top).sum(axis=0)))


def _maximum(stacked: Float64s) -> Float64s:
    return np.asarray(stacked.max(axis=0))


SUM = Algebra(np.logaddexp, _log_sum)
MAX = Algebra(np.maximum, _maximum)


@dataclass(frozen=True, slots=True)
class Lattice:
    """A band with a score for every bead in it."""

    band: Band
    scores: Float64s
    """Shape (beads, rows, width), log-odds."""
    gap: Gap


class ForwardSweep:
    """Combined scores of all paths to each node; `arrive` at a row, then `depart` from it."""

    def __init__(self, lattice: Lattice, algebra: Algebra) -> None:
        self.lattice = lattice
        rows, width = len(lattice.band.lows), lattice.band.width
        self.after_bead = np.full((rows, width), NEVER)
        """Scores of the paths whose last bead is a full one."""
        self.after_gap = np.full((rows, width), NEVER)
        """Scores of the paths whose last bead is an empty one."""
        self._algebra = algebra
        pad = width + TOTAL
        self._inner = slice(pad, pad + width)
        # The last rows with the scores of the beads that start there, padded on both sides; and
        # one more, in which nothing ever is, in place of those before the first.
        self._ring = np.full((LONGEST + 2, len(BEADS), width + 2 * pad), NEVER)
        # For each row and bead where in the ring its row before begins, on the same column.
        at = np.arange(rows)[:, None]
        start = pad - lattice.band.shifts(-_SIZES[:, 0]) - _SIZES[:, 1]
        there = (at >= _SIZES[:, 0]) & (start >= 0) & (start <= pad + width)
        slots = np.where(there, (at - _SIZES[:, 0]) % (LONGEST + 1), LONGEST + 1)
        begins = np.ravel_multi_index(
            (slots, np.arange(len(BEADS)), np.where(there, start, 0)), self._ring.shape
        )
        self._cells = begins[:, :, None] + np.arange(width)

    def arrive(self, i: int) -> None:
        """Combines the beads that end in row i; empty target beads within the row still miss."""
        arriving = self._ring.take(self._cells[i])
        if i:
            self.after_bead[i] = self._algebra.many(arriving[2:])
        self.after_gap[i] = arriving[0]

    def depart(self, i: int, entering: float = NEVER) -> None:
        """Finishes row i and scores every bead that starts in it.

        `entering` is the score of paths that begin at any node of the row, with a full bead.
        """
        pair, gap, scores = self._algebra.pair, self.lattice.gap, self.lattice.scores[:, i]
        after_bead = self.after_bead[i]
        after_gap = self.after_gap[i] = self._along_row(i)
        row = self._ring[i % (LONGEST + 1)]
        reached = pair(after_bead, after_gap)
        if entering > NEVER:
            reached = pair(reached, entering)
        row[2:, self._inner] = scores[2:] + reached
        row[0, self._inner] = scores[0] + pair(after_bead + gap.opening, after_gap + gap.going_on)

    def _along_row(self, i: int) -> Float64s:
        """Scores of row i after an empty bead, from the row above and from the left; (width,)."""
        gap, skips = self.lattice.gap, self.lattice.scores[1, i, :-1]
        entering = self.after_gap[i].copy()
        opened = self.after_bead[i, :-1] + gap.opening + skips
        entering[1:] = self._algebra.pair(entering[1:], opened)
        return _accumulate(entering, gap.going_on + skips, self._algebra.pair)

    def last_step(
        self, node: tuple[int, int], *, in_gap: bool, entering: Float64s | None = None
    ) -> tuple[Step, "Before"]:
        """Best bead that ends at a node, and what comes before it on the path.

        `in_gap` says whether the bead itself must be an empty one; `entering`, shape (rows,), has
        the scores of paths that begin in each row, with a full bead.
        """
        (i, j), gap, scores = node, self.lattice.gap, self.lattice.scores
        best, found = -np.inf, (Step(0, i - 1, j), Before.GAP)
        for number, (n, m) in enumerate(BEADS):
            a, b = i - n, j - m
            if (number < 2) != in_gap or a < 0 or b < 0:
                continue
            column = b - int(self.lattice.band.lows[a])
            if not 0 <= column < self.lattice.band.width:
                continue
            values = {} if in_gap or entering is None else {Before.START: entering[a]}
            values[Before.BEAD] = self.after_bead[a, column] + (gap.opening if in_gap else 0.0)
            values[Before.GAP] = self.after_gap[a, column] + (gap.going_on if in_gap else 0.0)
            for before, value in values.items():
                if (score := value + scores[number, a, column]) > best:
                    best, found = score, (Step(number, a, b), before)
        return found


class Before(Enum):
    """What comes before a bead on its path."""

    START = "start"
    """Nothing: the path, or a passage of it, begins with the bead."""
    BEAD = "bead"
    """A full bead."""
    GAP = "gap"
    """An empty bead."""


class BackwardSweep:
    """Summed scores of all paths from each node to the end; `gather` a row, then `finish` it."""

    def __init__(self, lattice: Lattice) -> None:
        self.lattice = lattice
        rows, width = len(lattice.band.lows), lattice.band.width
        pad = width + TOTAL
        self._inner = slice(pad, pad + width)
        # A row more, in which nothing ever is, in place of those behind the last.
        self._to_bead = np.full((rows + 1, width + 2 * pad), NEVER)
        self._to_gap = np.full((rows + 1, width + 2 * pad), NEVER)
        # For each row and bead where the row it ends in begins, on the same column.
        at = np.arange(rows)[:, None] + _SIZES[:, 0]
        start = pad - lattice.band.shifts(_SIZES[:, 0]) + _SIZES[:, 1]
        there = (at < rows) & (start >= 0) & (start <= pad + width)
        self._begins = np.where(there, at, rows) * (width + 2 * pad) + np.where(there, start, 0)
        self._columns = np.arange(width)

    @property
    def to_bead(self) -> Float64s:
        """Scores of the paths on from each node after a full bead, shape (rows, width)."""
        return self._to_bead[:-1, self._inner]

    @property
    def to_gap(self) -> Float64s:
        """Scores of the paths on from each node after an empty bead, shape (rows, width)."""
        return self._to_gap[:-1, self._inner]

    def gather(self, i: int) -> Float64s:
        """Summed scores of the paths from the nodes of row i that go on with a full bead."""
        cells = self._begins[i, 2:, None] + self._columns
        return _log_sum(self.lattice.scores[2:, i] + self._to_bead.take(cells))

    def finish(self, i: int, full: Float64s, leaving: float = NEVER) -> None:
        """Finishes row i, given what `gather` has returned.

        `leaving` is the score of paths that end, for this band, at any node of the row after a
        full bead.
        """
        gap, scores = self.lattice.gap, self.lattice.scores[:, i]
        skips = scores[1, :-1]
        down = scores[0] + self._to_gap.take(self._begins[i, 0] + self._columns)
        entering = np.logaddexp(full, down + gap.going_on)
        # The same running sum as forward, from the right.
        to_gap = _accumulate(entering[::-1], (gap.going_on + skips)[::-1], np.logaddexp)[::-1]
        skipping = np.full(len(full), NEVER)
        skipping[:-1] = gap.opening + skips + to_gap[1:]
        to_bead = np.logaddexp(np.logaddexp(full, down + gap.opening), skipping)
        self._to_gap[i, self._inner] = to_gap
        self._to_bead[i, self._inner] = (
            to_bead if leaving <= NEVER else np.logaddexp(to_bead, leaving)
        )


def _accumulate(entering: Float64s, costs: Float64s, join: np.ufunc) -> Float64s:
    """x[j] = entering[j] joined with x[j-1] + costs[j-1], as a running sum of differences.

    Shape (width,), that of `costs` (width - 1,).
    """
    summed = np.concatenate([[0.0], np.cumsum(costs)])
    return np.asarray(summed + join.accumulate(entering - summed))
