"""The lattice with jumps: source sentences in order, counterparts anywhere in the target text.

A journey walks over the source text. It is either away, where every source sentence it passes has
no counterpart, or inside a field: a part of the lattice in which a passage may lie. It enters a
field at any node for a price that grows with the length of the target text (the more places there
are, the less likely is this one), takes beads there as in `lattice`, and leaves it behind any full
bead. A single field that is entered at its first node and left at its last is the ordinary lattice,
and without fields every sentence is without counterpart: both are cases of this one model.

The sums are those of a hidden semi-Markov model (Rabiner 1989; Sarawagi & Cohen 2004) whose jumps
are uniform (compare the distortions of Vogel, Ney & Tillmann 1996).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.lattice.semi_markov import BEADS, FORBIDDEN, LONGEST, Band, Gap, Scores

_FULL = tuple(range(2, len(BEADS)))
_SOURCE_SIZES = np.array([n for n, _ in BEADS])
_TARGET_SIZES = np.array([m for _, m in BEADS])
_NUMBERS = np.arange(len(BEADS))
_NEVER = FORBIDDEN


@dataclass(frozen=True, slots=True)
class Field:
    """A part of the lattice: a band about a possible passage, with a score for every bead in it."""

    row: int
    """The source position of the band's first row."""
    column: int
    """The target position of the band's column 0."""
    band: Band
    scores: Scores
    """Shape (beads, rows, width) as `score_beads` gives it."""

    @property
    def rows(self) -> range:
        """Source positions of its nodes."""
        return range(self.row, self.row + len(self.band.lows))


@dataclass(frozen=True, slots=True)
class Prices:
    """What a journey costs apart from its beads; logarithms of weights."""

    enter: float
    """Of entering a field at one particular node."""
    absent: Scores
    """Of each source sentence that is passed outside the fields."""
    gap: Gap


class Leg(NamedTuple):
    """A bead of a journey: its field, its position in `BEADS` and the node it starts at."""

    field: int
    bead: int
    i: int
    j: int


@dataclass(frozen=True, slots=True)
class Travels:
    """What the sums over all journeys give."""

    beads: tuple[Scores, ...]
    """For each field the probability of each bead, in the shape of its scores."""
    absent: Scores
    """Probability that a source sentence is passed outside the fields."""
    entries: float
    """Expected number of passages."""
    log_total: float
    """Logarithm of the summed weights of all journeys."""


def find_travels(fields: Sequence[Field], prices: Prices) -> Travels:
    """The probability of every bead, and of every source sentence being outside the fields."""
    forward = _Sweep(fields, prices, np.logaddexp)
    backward = _Return(fields, prices)
    total = float(forward.away[-1])
    beads = []
    entries = 0.0
    for field, reached, onward in zip(fields, forward.tables, backward.tables, strict=True):
        probability = np.zeros(field.scores.shape)
        entering = forward.away[field.row : field.rows.stop, None] + prices.enter
        before = reached.before(entering, prices.gap)
        for r in range(len(field.band.lows)):
            rest = field.scores[:, r] + onward.ahead(field.band, r) - total
            probability[:, r] = np.exp(np.minimum(before[:, r] + rest, 0))
            entries += float(np.exp(np.minimum(entering[r] + rest[2:], 0)).sum())
        beads.append(probability)
    absent = np.exp(forward.away[:-1] + prices.absent + backward.away[1:] - total)
    return Travels(tuple(beads), absent, entries, total)


def best_journey(fields: Sequence[Field], prices: Prices) -> list[Leg]:
    """The beads of the journey of the highest score, in source order; empty beads included."""
    sweep = _Sweep(fields, prices, np.maximum)
    legs: list[Leg] = []
    i = len(prices.absent)
    while i:
        found = _exit_at(fields, sweep, i)
        if found is None:
            i -= 1
            continue
        passage = list(_trace(found[0], fields[found[0]], sweep, prices, (i, found[1])))
        legs += passage
        i = passage[-1].i
    return legs[::-1]


_Floor = NDArray[np.float64]


def _table(band: Band, *, deep: int = 1) -> _Floor:
    """An empty table of a band's nodes: room for every bead that leads out of the band."""
    return np.full((len(band.lows) + LONGEST, deep, 3 * band.width), _NEVER)


def _slides(band: Band) -> NDArray[np.int64]:
    """By how many columns of the band each bead moves, for every row; shape (rows, beads)."""
    rows = np.arange(len(band.lows))[:, None]
    ends = np.minimum(rows + _SOURCE_SIZES, len(band.lows) - 1)
    slides = _TARGET_SIZES - (band.lows[ends] - band.lows[rows])
    return np.asarray(np.clip(slides, -band.width, band.width))


class _Reached(NamedTuple):
    """The scores of all journeys to every node, by the last bead; shapes (rows, width)."""

    after_bead: Scores
    after_gap: Scores

    def before(self, entering: Scores, gap: Gap) -> Scores:
        """What a bead of each kind has behind it at every node, shape (beads, rows, width)."""
        full = np.logaddexp(np.logaddexp(self.after_bead, self.after_gap), entering)
        empty = np.logaddexp(self.after_bead + gap.opening, self.after_gap + gap.going_on)
        return np.stack([empty] * 2 + [full] * (len(BEADS) - 2))


class _Onward(NamedTuple):
    """The scores of all ways on from every node; padded tables."""

    to_bead: _Floor
    """Behind a full bead."""
    to_gap: _Floor
    """Behind an empty bead."""
    slides: NDArray[np.int64]

    def ahead(self, band: Band, r: int) -> Scores:
        """What each bead that starts in row r has before it, shape (beads, width)."""
        columns = self.slides[r][:, None] + np.arange(band.width, 2 * band.width)
        rows = (r + _SOURCE_SIZES)[:, None]
        return np.concatenate(
            [self.to_gap[rows[:2], 0, columns[:2]], self.to_bead[rows[2:], 0, columns[2:]]]
        )


class _Sweep:
    """Forward: the summed, or highest, score of all journeys to every node."""

    def __init__(self, fields: Sequence[Field], prices: Prices, join: np.ufunc) -> None:
        self.away = np.full(len(prices.absent) + 1, _NEVER)
        """Score of all journeys that have passed i source sentences and are outside the fields."""
        self.tables = [
            _Reached(np.full(shape, _NEVER), np.full(shape, _NEVER))
            for shape in (field.scores.shape[1:] for field in fields)
        ]
        self.slides = [_slides(field.band) for field in fields]
        self._departures = [_table(field.band, deep=len(BEADS)) for field in fields]
        self.away[0] = 0.0
        for i, active in enumerate(_active(fields, len(self.away))):
            for k in active:
                self._arrive(fields[k], k, i, join)
            if i:
                ways = [self.away[i - 1] + prices.absent[i - 1]]
                ways += [join.reduce(self.tables[k].after_bead[i - fields[k].row]) for k in active]
                self.away[i] = join.reduce(ways)
            for k in active:
                self._depart(fields[k], k, prices, i, join)

    def _arrive(self, field: Field, k: int, i: int, join: np.ufunc) -> None:
        """Collect the beads that lead to row i; empty ones within the row are still missing."""
        r, band = i - field.row, field.band
        starts = np.maximum(r - _SOURCE_SIZES, 0)
        slides = self.slides[k][starts, _NUMBERS][:, None]
        columns = np.arange(band.width, 2 * band.width) - slides
        arriving = self._departures[k][starts[:, None], _NUMBERS[:, None], columns]
        arriving[r < _SOURCE_SIZES] = _NEVER
        self.tables[k].after_bead[r] = join.reduce(arriving[2:])
        self.tables[k].after_gap[r] = arriving[0]

    def _depart(self, field: Field, k: int, prices: Prices, i: int, join: np.ufunc) -> None:
        """Finish row i and store what goes on from it along every bead."""
        r, gap = i - field.row, prices.gap
        scores, table = field.scores[:, r], self.tables[k]
        # Within the row, empty beads on the target side: x[j] = in[j] + x[j-1] + cost[j-1].
        entering = table.after_gap[r].copy()
        opened = table.after_bead[r] + gap.opening + scores[1]
        entering[1:] = join(entering[1:], opened[:-1])
        table.after_gap[r] = _running(entering, gap.going_on + scores[1, :-1], join)
        here = join(join(table.after_bead[r], table.after_gap[r]), self.away[i] + prices.enter)
        down = join(table.after_bead[r] + gap.opening, table.after_gap[r] + gap.going_on)
        leaving = self._departures[k][r, :, field.band.width : 2 * field.band.width]
        leaving[:] = scores + here
        leaving[:2] = scores[:2] + down


class _Return:
    """Backward: the summed score of all ways from every node to the end."""

    def __init__(self, fields: Sequence[Field], prices: Prices) -> None:
        self.away = np.full(len(prices.absent) + 1, _NEVER)
        self.away[-1] = 0.0
        self.tables = [
            _Onward(_table(field.band), _table(field.band), _slides(field.band)) for field in fields
        ]
        for i, active in reversed(list(enumerate(_active(fields, len(self.away))))):
            ahead = [self._ahead(fields[k], self.tables[k], i) for k in active]
            full = [np.logaddexp.reduce(way[2:]) for way in ahead]
            self.away[i] = np.logaddexp.reduce(
                [self.away[i], *(prices.enter + np.logaddexp.reduce(way) for way in full)]
            )
            for k, way, on in zip(active, ahead, full, strict=True):
                self._gather(fields[k], self.tables[k], prices.gap, i, full=on, down=way[0])
            if i:
                self.away[i - 1] = self.away[i] + prices.absent[i - 1]

    def _ahead(self, field: Field, table: _Onward, i: int) -> Scores:
        """Score from each node of row i to the end by each bead, shape (beads, width)."""
        r = i - field.row
        return table.ahead(field.band, r) + field.scores[:, r]

    def _gather(
        self, field: Field, table: _Onward, gap: Gap, i: int, *, full: Scores, down: Scores
    ) -> None:
        """Finish row i: `full` scores the ways by a full bead, `down` by an empty source one."""
        r, width = i - field.row, field.band.width
        skips = field.scores[1, r]
        entering = np.logaddexp(full, down + gap.going_on)
        # The same running sum as forward, from the right.
        to_gap = _running(entering[::-1], (gap.going_on + skips[:-1])[::-1], np.logaddexp)[::-1]
        table.to_gap[r, 0, width : 2 * width] = to_gap
        skipping = np.full(width, _NEVER)
        skipping[:-1] = gap.opening + skips[:-1] + to_gap[1:]
        inside = np.logaddexp(np.logaddexp(full, down + gap.opening), skipping)
        table.to_bead[r, 0, width : 2 * width] = np.logaddexp(inside, self.away[i])


def _running(entering: Scores, costs: Scores, join: np.ufunc) -> Scores:
    """x[j] = entering[j] joined with x[j-1] + costs[j-1], as a running sum of differences."""
    summed = np.concatenate([[0.0], np.cumsum(costs)])
    return np.asarray(summed + join.accumulate(entering - summed))


def _active(fields: Sequence[Field], count: int) -> list[list[int]]:
    """For each source position the fields that have nodes there."""
    active: list[list[int]] = [[] for _ in range(count)]
    for k, field in enumerate(fields):
        for i in field.rows:
            active[i].append(k)
    return active


def _exit_at(fields: Sequence[Field], sweep: _Sweep, i: int) -> tuple[int, int] | None:
    """Field and band column where the best journey leaves a field at i; None: it was away."""
    for k, field in enumerate(fields):
        if i in field.rows:
            row = sweep.tables[k].after_bead[i - field.row]
            if row.max() == sweep.away[i] and row.max() > _NEVER / 2:
                return k, int(row.argmax())
    return None


def _trace(
    k: int, field: Field, sweep: _Sweep, prices: Prices, node: tuple[int, int]
) -> Iterator[Leg]:
    """The beads of one passage, from the last to the first. The node is (i, band column)."""
    band = field.band
    r, c, in_gap = node[0] - field.row, node[1], False
    while True:
        r, c, number, in_gap, entered = _last_leg(k, field, sweep, prices, (r, c, in_gap))
        yield Leg(k, number, field.row + r, field.column + int(band.lows[r]) + c)
        if entered:
            return


def _last_leg(
    k: int, field: Field, sweep: _Sweep, prices: Prices, state: tuple[int, int, bool]
) -> tuple[int, int, int, bool, bool]:
    """The best bead into a state: its start row and column, number, gap before, just entered."""
    r, c, in_gap = state
    gap, band = prices.gap, field.band
    table, slides = sweep.tables[k], sweep.slides[k]
    best, found = -np.inf, (r, c, 0, False, True)
    for number in (0, 1) if in_gap else _FULL:
        a = r - BEADS[number][0]
        if a < 0:
            continue
        b = c - int(slides[a, number])
        if not 0 <= b < band.width:
            continue
        opened = table.after_bead[a, b] + (gap.opening if in_gap else 0.0)
        kept = table.after_gap[a, b] + (gap.going_on if in_gap else 0.0)
        fresh = -np.inf if in_gap else sweep.away[field.row + a] + prices.enter
        score = field.scores[number, a, b] + max(opened, kept, fresh)
        if score > best:
            best = score
            entered = not in_gap and fresh >= max(opened, kept)
            found = (a, b, number, kept > opened and not entered, entered)
    return found
