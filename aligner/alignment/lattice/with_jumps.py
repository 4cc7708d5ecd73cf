"""The lattice with jumps: source sentences in order, counterparts anywhere in the target text.

A path passes over the source text. It is either outside, where every source sentence it passes has
no counterpart, or inside a region: a part of the lattice in which a passage may lie. It enters a
region at any node at a cost that grows with the length of the target text (the more nodes there
are, the less likely is this one), takes beads there as in `semi_markov`, and leaves it after any
full bead. A single region that is entered at its first node and left at its last is the ordinary
lattice, and without regions no sentence has a counterpart: both are cases of this one model.

The sums are those of a hidden semi-Markov model (Rabiner 1989; Sarawagi & Cohen 2004) whose jumps
are uniform (compare the distortions of Vogel, Ney & Tillmann 1996).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from aligner.alignment.lattice.semi_markov import BEADS, FORBIDDEN, LONGEST, Band, Gap
from aligner.arrays import Float64s, Int64s

_FULL = tuple(range(2, len(BEADS)))
_SOURCE_SIZES = np.array([n for n, _ in BEADS])
_TARGET_SIZES = np.array([m for _, m in BEADS])
_NUMBERS = np.arange(len(BEADS))
_NEVER = FORBIDDEN


@dataclass(frozen=True, slots=True)
class ScoredRegion:
    """A part of the lattice: a band about a possible passage, with a score for every bead in it."""

    row: int
    """Source position of the band's first row."""
    column: int
    """Target position of the band's column 0."""
    band: Band
    scores: Float64s
    """Scores of all beads, shape (beads, rows, width), as `score_beads` gives them."""

    @property
    def rows(self) -> range:
        """Source positions of the nodes."""
        return range(self.row, self.row + len(self.band.lows))


@dataclass(frozen=True, slots=True)
class JumpCosts:
    """Costs of a path beside the scores of its beads; log-odds."""

    enter: float
    """Cost of entering a region at one particular node."""
    absent: Float64s
    """Cost of passing each source sentence outside the regions, shape (source sentences,)."""
    gap: Gap


class JumpStep(NamedTuple):
    """A bead of a path: its region, its position in `BEADS` and the node it starts at."""

    region: int
    bead: int
    i: int
    j: int


@dataclass(frozen=True, slots=True)
class JumpMarginals:
    """Result of the sums over all paths."""

    beads: tuple[Float64s, ...]
    """Probability of each bead of each region, in the shape of its scores."""
    absent: Float64s
    """Probability that each source sentence is passed outside the regions, shape (source
    sentences,)."""
    entries: float
    """Expected number of passages."""
    log_total: float
    """Logarithm of the summed weights of all paths."""


def find_jump_marginals(regions: Sequence[ScoredRegion], costs: JumpCosts) -> JumpMarginals:
    """Probability of every bead, and of every source sentence being outside the regions."""
    forward = _Forward(regions, costs, np.logaddexp)
    backward = _Backward(regions, costs)
    total = float(forward.outside[-1])
    beads = []
    entries = 0.0
    for region, reached, onward in zip(regions, forward.tables, backward.tables, strict=True):
        probability = np.zeros(region.scores.shape)
        entering = forward.outside[region.row : region.rows.stop, None] + costs.enter
        before = reached.before(entering, costs.gap)
        for r in range(len(region.band.lows)):
            rest = region.scores[:, r] + onward.ahead(region.band, r) - total
            probability[:, r] = np.exp(np.minimum(before[:, r] + rest, 0))
            entries += float(np.exp(np.minimum(entering[r] + rest[2:], 0)).sum())
        beads.append(probability)
    absent = np.exp(forward.outside[:-1] + costs.absent + backward.outside[1:] - total)
    return JumpMarginals(tuple(beads), absent, entries, total)


def best_jump_path(regions: Sequence[ScoredRegion], costs: JumpCosts) -> list[JumpStep]:
    """Beads of the path with the highest score, in source order, empty ones included.

    Viterbi 1967.
    """
    forward = _Forward(regions, costs, np.maximum)
    steps: list[JumpStep] = []
    i = len(costs.absent)
    while i:
        found = _exit_at(regions, forward, i)
        if found is None:
            i -= 1
            continue
        passage = list(_trace(found[0], regions[found[0]], forward, costs, (i, found[1])))
        steps += passage
        i = passage[-1].i
    return steps[::-1]


def _table(band: Band, *, deep: int = 1) -> Float64s:
    """An empty table of a band's nodes: room for every bead that leads out of the band."""
    return np.full((len(band.lows) + LONGEST, deep, 3 * band.width), _NEVER)


def _column_shifts(band: Band) -> Int64s:
    """Columns by which each bead moves within the band, for every row; shape (rows, beads)."""
    rows = np.arange(len(band.lows))[:, None]
    ends = np.minimum(rows + _SOURCE_SIZES, len(band.lows) - 1)
    shifts = _TARGET_SIZES - (band.lows[ends] - band.lows[rows])
    return np.asarray(np.clip(shifts, -band.width, band.width))


class _ForwardScores(NamedTuple):
    """Combined scores of all paths to every node, by the kind of the last bead; (rows, width)."""

    after_bead: Float64s
    after_gap: Float64s

    def before(self, entering: Float64s, gap: Gap) -> Float64s:
        """Score of what precedes a bead of each kind at every node, shape (beads, rows, width)."""
        full = np.logaddexp(np.logaddexp(self.after_bead, self.after_gap), entering)
        empty = np.logaddexp(self.after_bead + gap.opening, self.after_gap + gap.going_on)
        return np.stack([empty] * 2 + [full] * (len(BEADS) - 2))


class _BackwardScores(NamedTuple):
    """Combined scores of all paths from every node to the end; padded tables."""

    to_bead: Float64s
    """Score after a full bead."""
    to_gap: Float64s
    """Score after an empty bead."""
    shifts: Int64s

    def ahead(self, band: Band, r: int) -> Float64s:
        """Score of what follows each bead that starts in row r, shape (beads, width)."""
        columns = self.shifts[r][:, None] + np.arange(band.width, 2 * band.width)
        rows = (r + _SOURCE_SIZES)[:, None]
        return np.concatenate(
            [self.to_gap[rows[:2], 0, columns[:2]], self.to_bead[rows[2:], 0, columns[2:]]]
        )


class _Forward:
    """Forward pass: the summed, or highest, score of all paths to every node."""

    def __init__(self, regions: Sequence[ScoredRegion], costs: JumpCosts, join: np.ufunc) -> None:
        self.outside = np.full(len(costs.absent) + 1, _NEVER)
        """Score of all paths that have passed i source sentences and are outside the regions."""
        self.tables = [
            _ForwardScores(np.full(shape, _NEVER), np.full(shape, _NEVER))
            for shape in (region.scores.shape[1:] for region in regions)
        ]
        self.shifts = [_column_shifts(region.band) for region in regions]
        self._departures = [_table(region.band, deep=len(BEADS)) for region in regions]
        self.outside[0] = 0.0
        for i, active in enumerate(_active(regions, len(self.outside))):
            for k in active:
                self._arrive(regions[k], k, i, join)
            if i:
                ways = [self.outside[i - 1] + costs.absent[i - 1]]
                ways += [join.reduce(self.tables[k].after_bead[i - regions[k].row]) for k in active]
                self.outside[i] = join.reduce(ways)
            for k in active:
                self._depart(regions[k], k, costs, i, join)

    def _arrive(self, region: ScoredRegion, k: int, i: int, join: np.ufunc) -> None:
        """Collects the beads that lead to row i; empty ones within the row are still missing."""
        r, band = i - region.row, region.band
        starts = np.maximum(r - _SOURCE_SIZES, 0)
        shifts = self.shifts[k][starts, _NUMBERS][:, None]
        columns = np.arange(band.width, 2 * band.width) - shifts
        arriving = self._departures[k][starts[:, None], _NUMBERS[:, None], columns]
        arriving[r < _SOURCE_SIZES] = _NEVER
        self.tables[k].after_bead[r] = join.reduce(arriving[2:])
        self.tables[k].after_gap[r] = arriving[0]

    def _depart(
        self, region: ScoredRegion, k: int, costs: JumpCosts, i: int, join: np.ufunc
    ) -> None:
        """Finishes row i and stores what leaves it along every bead."""
        r, gap = i - region.row, costs.gap
        scores, table = region.scores[:, r], self.tables[k]
        # Within the row, empty beads on the target side: x[j] = in[j] + x[j-1] + cost[j-1].
        entering = table.after_gap[r].copy()
        opened = table.after_bead[r] + gap.opening + scores[1]
        entering[1:] = join(entering[1:], opened[:-1])
        table.after_gap[r] = _accumulate(entering, gap.going_on + scores[1, :-1], join)
        here = join(join(table.after_bead[r], table.after_gap[r]), self.outside[i] + costs.enter)
        down = join(table.after_bead[r] + gap.opening, table.after_gap[r] + gap.going_on)
        leaving = self._departures[k][r, :, region.band.width : 2 * region.band.width]
        leaving[:] = scores + here
        leaving[:2] = scores[:2] + down


class _Backward:
    """Backward pass: the summed score of all paths from every node to the end."""

    def __init__(self, regions: Sequence[ScoredRegion], costs: JumpCosts) -> None:
        self.outside = np.full(len(costs.absent) + 1, _NEVER)
        self.outside[-1] = 0.0
        self.tables = [
            _BackwardScores(_table(region.band), _table(region.band), _column_shifts(region.band))
            for region in regions
        ]
        for i, active in reversed(list(enumerate(_active(regions, len(self.outside))))):
            ahead = [self._ahead(regions[k], self.tables[k], i) for k in active]
            full = [np.logaddexp.reduce(way[2:]) for way in ahead]
            self.outside[i] = np.logaddexp.reduce(
                [self.outside[i], *(costs.enter + np.logaddexp.reduce(way) for way in full)]
            )
            for k, way, on in zip(active, ahead, full, strict=True):
                self._gather(regions[k], self.tables[k], costs.gap, i, full=on, down=way[0])
            if i:
                self.outside[i - 1] = self.outside[i] + costs.absent[i - 1]

    def _ahead(self, region: ScoredRegion, table: _BackwardScores, i: int) -> Float64s:
        """Score from each node of row i to the end by each bead, shape (beads, width)."""
        r = i - region.row
        return table.ahead(region.band, r) + region.scores[:, r]

    def _gather(
        self,
        region: ScoredRegion,
        table: _BackwardScores,
        gap: Gap,
        i: int,
        *,
        full: Float64s,
        down: Float64s,
    ) -> None:
        """Finishes row i: `full` scores the paths by a full bead, `down` by an empty source one."""
        r, width = i - region.row, region.band.width
        skips = region.scores[1, r]
        entering = np.logaddexp(full, down + gap.going_on)
        # The same running sum as forward, from the right.
        to_gap = _accumulate(entering[::-1], (gap.going_on + skips[:-1])[::-1], np.logaddexp)[::-1]
        table.to_gap[r, 0, width : 2 * width] = to_gap
        skipping = np.full(width, _NEVER)
        skipping[:-1] = gap.opening + skips[:-1] + to_gap[1:]
        inside = np.logaddexp(np.logaddexp(full, down + gap.opening), skipping)
        table.to_bead[r, 0, width : 2 * width] = np.logaddexp(inside, self.outside[i])


def _accumulate(entering: Float64s, costs: Float64s, join: np.ufunc) -> Float64s:
    """x[j] = entering[j] joined with x[j-1] + costs[j-1], as a running sum of differences."""
    summed = np.concatenate([[0.0], np.cumsum(costs)])
    return np.asarray(summed + join.accumulate(entering - summed))


def _active(regions: Sequence[ScoredRegion], count: int) -> list[list[int]]:
    """Regions that have nodes at each source position."""
    active: list[list[int]] = [[] for _ in range(count)]
    for k, region in enumerate(regions):
        for i in region.rows:
            active[i].append(k)
    return active


def _exit_at(regions: Sequence[ScoredRegion], forward: _Forward, i: int) -> tuple[int, int] | None:
    """Region and band column where the best path leaves a region at i; None if it is outside."""
    for k, region in enumerate(regions):
        if i in region.rows:
            row = forward.tables[k].after_bead[i - region.row]
            if row.max() == forward.outside[i] and row.max() > _NEVER / 2:
                return k, int(row.argmax())
    return None


def _trace(
    k: int, region: ScoredRegion, forward: _Forward, costs: JumpCosts, node: tuple[int, int]
) -> Iterator[JumpStep]:
    """Beads of one passage, last to first. The node is (i, band column)."""
    band = region.band
    r, c, in_gap = node[0] - region.row, node[1], False
    while True:
        r, c, number, in_gap, entered = _last_step(k, region, forward, costs, (r, c, in_gap))
        yield JumpStep(k, number, region.row + r, region.column + int(band.lows[r]) + c)
        if entered:
            return


def _last_step(
    k: int, region: ScoredRegion, forward: _Forward, costs: JumpCosts, state: tuple[int, int, bool]
) -> tuple[int, int, int, bool, bool]:
    """Best bead into a state.

    Its start row and column, number, whether a gap precedes, whether it enters.
    """
    r, c, in_gap = state
    gap, band = costs.gap, region.band
    table, shifts = forward.tables[k], forward.shifts[k]
    best, found = -np.inf, (r, c, 0, False, True)
    for number in (0, 1) if in_gap else _FULL:
        a = r - BEADS[number][0]
        if a < 0:
            continue
        b = c - int(shifts[a, number])
        if not 0 <= b < band.width:
            continue
        opened = table.after_bead[a, b] + (gap.opening if in_gap else 0.0)
        kept = table.after_gap[a, b] + (gap.going_on if in_gap else 0.0)
        fresh = -np.inf if in_gap else forward.outside[region.row + a] + costs.enter
        score = region.scores[number, a, b] + max(opened, kept, fresh)
        if score > best:
            best = score
            entered = not in_gap and fresh >= max(opened, kept)
            found = (a, b, number, kept > opened and not entered, entered)
    return found
