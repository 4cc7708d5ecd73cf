"""The alignment lattice: its beads, its band, best paths and probabilities.

A node (i, j) means that the first i source and the first j target sentences are done; a bead is a
step from one node to another. `Band` says which nodes are filled in: a window of j for every i. A
score for every bead at every node makes it a linear-chain model; forward and backward sums (Rabiner
1989; Sarawagi & Cohen 2004 for steps of several sentences) give the probability of every bead. A
second state remembers that the last bead was an empty one: opening a gap and extending it cost
differently.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from aligner.arrays import Float64s, Int64s

LONGEST = 6
"""Most sentences on one side of a bead."""
TOTAL = 7
"""Most sentences on both sides of a bead together."""
BEADS: tuple[tuple[int, int], ...] = (
    (1, 0),
    (0, 1),
    *((n, m) for n in range(1, LONGEST + 1) for m in range(1, LONGEST + 1) if n + m <= TOTAL),
)
"""Sentences on the source and target side of each kind of bead; the two empty ones first."""
_SIZES = np.array(BEADS)
NEVER = -1e9
"""Score of a node that cannot be reached."""
FORBIDDEN = -1e4
"""Score of a forbidden bead; finite, so that a path always exists."""


@dataclass(frozen=True, slots=True)
class Band:
    """Nodes to fill in: for source position i the targets lows[i] … lows[i] + width - 1."""

    lows: Int64s
    """First target position of each row, never falling; shape (source sentences + 1,)."""
    width: int
    target_count: int

    @property
    def source_count(self) -> int:
        """Number of source sentences."""
        return len(self.lows) - 1

    @classmethod
    def full(cls, source_count: int, target_count: int) -> "Band":
        """Band of all nodes."""
        return cls(np.zeros(source_count + 1, np.int64), target_count + 1, target_count)


@dataclass(frozen=True, slots=True)
class Gap:
    """Cost of an empty bead beside its own score, log-odds.

    The first of a row, and each further one.
    """

    opening: float = 0.0
    going_on: float = 0.0


_NO_COST = Gap()


class Step(NamedTuple):
    """A bead on a path: its position in `BEADS` and the node it starts at."""

    bead: int
    i: int
    j: int


class ScoredBead(NamedTuple):
    """A bead of the best path with its probability."""

    step: Step
    probability: float
    runner_up: float
    """Probability of the likeliest other bead that shares a sentence with it."""

    def moved(self, i: int, j: int) -> "ScoredBead":
        """Counts the bead from another start."""
        step = Step(self.step.bead, self.step.i + i, self.step.j + j)
        return self._replace(step=step)


@dataclass(frozen=True, slots=True)
class Marginals:
    """Result of the sums over all paths."""

    beads: Float64s
    """Probability of each bead, shape (beads, source positions, width)."""
    log_total: float
    """Logarithm of the summed exponentials of all paths' scores."""
    openings: float
    """Expected number of rows of empty beads."""
    goings_on: float
    """Expected number of further empty beads in such rows."""


def best_path(scores: Float64s, band: Band, gap: Gap = _NO_COST) -> list[Step]:
    """Path of the highest score, in order (Viterbi 1967); `scores` are (beads, rows, width)."""
    after_bead, after_gap = _forward(scores, band, gap, _MAX)
    i, j = band.source_count, band.target_count
    in_gap = after_gap[i, j - band.lows[i]] > after_bead[i, j - band.lows[i]]
    steps: list[Step] = []
    while i or j:
        step, in_gap = _last_step(
            scores, band, gap, (after_bead, after_gap), (i, j), in_gap=bool(in_gap)
        )
        steps.append(step)
        i, j = step.i, step.j
    return steps[::-1]


def find_marginals(scores: Float64s, band: Band, gap: Gap = _NO_COST) -> Marginals:
    """Probability of every bead, by forward and backward sums.

    `scores` has shape (beads, rows, width).
    """
    after_bead, after_gap = _forward(scores, band, gap, _SUM)
    to_bead, to_gap = _backward(scores, band, gap)
    total = float(np.logaddexp(to_bead[0, 0], NEVER)) if band.lows[0] == 0 else NEVER
    reached = np.logaddexp(after_bead, after_gap)
    opened = after_bead + gap.opening
    kept = after_gap + gap.going_on
    beads = np.zeros(scores.shape)
    openings = goings_on = 0.0
    for number, (n, m) in enumerate(BEADS):
        rows = max(0, band.source_count + 1 - n)
        ahead = _shifted(to_gap if number < 2 else to_bead, band, n, m)[:rows]
        rest = scores[number, :rows] + ahead - total
        if number < 2:
            first = np.exp(np.minimum(opened[:rows] + rest, 0))
            further = np.exp(np.minimum(kept[:rows] + rest, 0))
            openings += float(first.sum())
            goings_on += float(further.sum())
            beads[number, :rows] = first + further
        else:
            beads[number, :rows] = np.exp(np.minimum(reached[:rows] + rest, 0))
    return Marginals(beads, total, openings, goings_on)


class _Algebra(NamedTuple):
    """How the scores of two paths to a node, and of many, are combined."""

    pair: np.ufunc
    many: Callable[[Float64s], Float64s]


def _log_sum(stacked: Float64s) -> Float64s:
    top = stacked.max(axis=0)
    return np.asarray(top + np.log(np.exp(stacked - top).sum(axis=0)))


def _maximum(stacked: Float64s) -> Float64s:
    return np.asarray(stacked.max(axis=0))


_SUM = _Algebra(np.logaddexp, _log_sum)
_MAX = _Algebra(np.maximum, _maximum)


def _forward(
    scores: Float64s, band: Band, gap: Gap, algebra: _Algebra
) -> tuple[Float64s, Float64s]:
    """Combined score of all paths to each node, after a full bead and after an empty one.

    (rows, width) each.
    """
    rows, width = len(band.lows), band.width
    pad = width + TOTAL
    after_bead = np.full((rows, width), NEVER)
    after_gap = np.full((rows, width), NEVER)
    # The last rows with the scores of the beads that start there, padded on both sides; and one
    # more, in which nothing ever is, in place of those before the first.
    ring = np.full((LONGEST + 2, len(BEADS), width + 2 * pad), NEVER)
    inner = slice(pad, pad + width)
    # For each row and bead where in the ring its row before begins, on the same column.
    at = np.arange(rows)[:, None]
    start = pad - _shifts(band, -_SIZES[:, 0]) - _SIZES[:, 1]
    there = (at >= _SIZES[:, 0]) & (start >= 0) & (start <= pad + width)
    slots = np.where(there, (at - _SIZES[:, 0]) % (LONGEST + 1), LONGEST + 1)
    begins = np.ravel_multi_index(
        (slots, np.arange(len(BEADS)), np.where(there, start, 0)), ring.shape
    )
    cells = begins[:, :, None] + np.arange(width)
    for i in range(rows):
        arriving = ring.take(cells[i])
        after_bead[i] = algebra.many(arriving[2:]) if i else NEVER
        if i == 0:
            after_bead[0, 0] = 0.0
        after_gap[i] = _along_row(after_bead[i], arriving[0], scores[1, i], gap, algebra)
        reached = algebra.pair(after_bead[i], after_gap[i])
        row = ring[i % (LONGEST + 1)]
        row[2:, inner] = scores[2:, i] + reached
        row[0, inner] = scores[0, i] + algebra.pair(
            after_bead[i] + gap.opening, after_gap[i] + gap.going_on
        )
    return after_bead, after_gap


def _along_row(
    after_bead: Float64s, arriving: Float64s, skips: Float64s, gap: Gap, algebra: _Algebra
) -> Float64s:
    """Scores of a row's nodes after an empty bead, from the row above and from the left; (width,).

    With s the costs of extending the gap, summed from the left, x[j] = in[j] + x[j-1] + cost[j-1]
    becomes a running sum of in[j] - s[j].
    """
    entering = arriving.copy()
    entering[1:] = algebra.pair(entering[1:], after_bead[:-1] + gap.opening + skips[:-1])
    summed = np.concatenate([[0.0], np.cumsum(gap.going_on + skips[:-1])])
    return np.asarray(summed + algebra.pair.accumulate(entering - summed))


def _backward(scores: Float64s, band: Band, gap: Gap) -> tuple[Float64s, Float64s]:
    """Combined score of all paths from each node to the end, after a full and an empty bead.

    (rows, width).
    """
    rows, width = len(band.lows), band.width
    pad = width + TOTAL
    # A row more, in which nothing ever is, in place of those behind the last.
    to_bead = np.full((rows + 1, width + 2 * pad), NEVER)
    to_gap = np.full((rows + 1, width + 2 * pad), NEVER)
    inner = slice(pad, pad + width)
    last = rows - 1
    end = band.target_count - int(band.lows[last])
    # For each row and bead where the row it ends in begins, on the same column.
    at = np.arange(rows)[:, None] + _SIZES[:, 0]
    start = pad - _shifts(band, _SIZES[:, 0]) + _SIZES[:, 1]
    there = (at <= last) & (start >= 0) & (start <= pad + width)
    begins = np.where(there, at, rows) * (width + 2 * pad) + np.where(there, start, 0)
    columns = np.arange(width)
    for i in range(last, -1, -1):
        full = _log_sum(scores[2:, i] + to_bead.take(begins[i, 2:, None] + columns))
        if i == last:
            full[end] = 0.0
        down = scores[0, i] + to_gap.take(begins[i, 0] + columns)
        entering = np.logaddexp(full, down + gap.going_on)
        # The same running sum as in `_along_row`, from the right.
        costs = (gap.going_on + scores[1, i, :-1])[::-1]
        summed = np.concatenate([[0.0], np.cumsum(costs)])
        behind = (summed + np.logaddexp.accumulate(entering[::-1] - summed))[::-1]
        to_gap[i, inner] = behind
        skipping = np.full(width, NEVER)
        skipping[:-1] = gap.opening + scores[1, i, :-1] + behind[1:]
        to_bead[i, inner] = np.logaddexp(np.logaddexp(full, down + gap.opening), skipping)
    return to_bead[:rows, inner], to_gap[:rows, inner]


def _shifts(band: Band, steps: Int64s) -> Int64s:
    """Columns by which each row's window lies to the left of that of the row so many steps on.

    Shape (rows, steps); the first and the last window are taken to continue outside the text.
    """
    rows = len(band.lows)
    other = np.clip(np.arange(rows)[:, None] + steps, 0, rows - 1)
    return np.asarray(band.lows[other] - band.lows[:, None])


def _shifted(values: Float64s, band: Band, n: int, m: int) -> Float64s:
    """Value of node (i + n, j + m) at each node (i, j); `NEVER` outside the band."""
    rows = len(band.lows) - n
    if rows <= 0:
        return np.full((0, band.width), NEVER)
    columns = np.arange(band.width) + m - (band.lows[n:] - band.lows[:rows])[:, None]
    inside = (columns >= 0) & (columns < band.width)
    found = np.take_along_axis(values[n:], np.clip(columns, 0, band.width - 1), axis=1)
    return np.where(inside, found, NEVER)


def _last_step(
    scores: Float64s,
    band: Band,
    gap: Gap,
    reached: tuple[Float64s, Float64s],
    node: tuple[int, int],
    *,
    in_gap: bool,
) -> tuple[Step, bool]:
    """Best bead that ends at a node, and whether the one before it is empty.

    `in_gap` says whether the bead itself must be an empty one.
    """
    i, j = node
    best, found = -np.inf, (Step(0, i - 1, j), True)
    for number, (n, m) in enumerate(BEADS):
        a, b = i - n, j - m
        if (number < 2) != in_gap or a < 0 or b < 0:
            continue
        column = b - int(band.lows[a])
        if not 0 <= column < band.width:
            continue
        for state, values in enumerate(reached):
            cost = (gap.going_on if state else gap.opening) if number < 2 else 0.0
            value = values[a, column] + scores[number, a, column] + cost
            if value > best:
                best, found = value, (Step(number, a, b), bool(state))
    return found
