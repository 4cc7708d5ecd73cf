"""The lattice with jumps: source sentences in order, their counterparts anywhere in the target text.

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

from aligner.alignment.lattice import BEADS, FORBIDDEN, Band, Gap, Scores

_FULL = tuple(range(2, len(BEADS)))
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
        inside = np.logaddexp(reached.after_bead, reached.after_gap)
        for number, (n, _) in enumerate(BEADS):
            rows = max(0, len(field.band.lows) - n)
            ahead = onward.to_gap if number < 2 else onward.to_bead
            rest = field.scores[number, :rows] + _ahead(ahead, field.band, number) - total
            if number < 2:
                before = np.logaddexp(
                    reached.after_bead + prices.gap.opening, reached.after_gap + prices.gap.going_on
                )[:rows]
            else:
                before = np.logaddexp(inside, entering)[:rows]
                entries += float(np.exp(np.minimum(entering[:rows] + rest, 0)).sum())
            probability[number, :rows] = np.exp(np.minimum(before + rest, 0))
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


class _Reached(NamedTuple):
    after_bead: Scores
    after_gap: Scores


class _Onward(NamedTuple):
    to_bead: Scores
    """From each node to the end, the next bead being a full one."""
    to_gap: Scores
    """From each node behind an empty bead to the end."""


class _Sweep:
    """Forward: the summed, or highest, score of all journeys to every node."""

    def __init__(self, fields: Sequence[Field], prices: Prices, join: np.ufunc) -> None:
        self.away = np.full(len(prices.absent) + 1, _NEVER)
        """Score of all journeys that have passed i source sentences and are outside the fields."""
        self.tables = [
            _Reached(np.full(shape, _NEVER), np.full(shape, _NEVER))
            for shape in (field.scores.shape[1:] for field in fields)
        ]
        self.away[0] = 0.0
        for i, active in enumerate(_active(fields, len(self.away))):
            if i:
                ways = [self.away[i - 1] + prices.absent[i - 1]]
                ways += [
                    join.reduce(self.tables[k].after_bead[i - fields[k].row]) for k in active
                ]
                self.away[i] = join.reduce(ways)
            for k in active:
                self._spread(fields[k], self.tables[k], prices, i, join)

    def _spread(
        self, field: Field, table: _Reached, prices: Prices, i: int, join: np.ufunc
    ) -> None:
        """Carry the scores of row i on along its beads."""
        r, gap = i - field.row, prices.gap
        scores = field.scores[:, r]
        # Within the row, empty beads on the target side: x[j] = in[j] + x[j-1] + cost[j-1].
        entering = table.after_gap[r].copy()
        opened = table.after_bead[r] + gap.opening + scores[1]
        entering[1:] = join(entering[1:], opened[:-1])
        table.after_gap[r] = _running(entering, gap.going_on + scores[1, :-1], join)
        here = join(join(table.after_bead[r], table.after_gap[r]), self.away[i] + prices.enter)
        for number in _FULL:
            _push(table.after_bead, field.band, r, number, here + scores[number], join)
        down = join(table.after_bead[r] + gap.opening, table.after_gap[r] + gap.going_on)
        _push(table.after_gap, field.band, r, 0, down + scores[0], join)


class _Return:
    """Backward: the summed score of all ways from every node to the end."""

    def __init__(self, fields: Sequence[Field], prices: Prices) -> None:
        self.away = np.full(len(prices.absent) + 1, _NEVER)
        self.away[-1] = 0.0
        self.tables = [
            _Onward(np.full(shape, _NEVER), np.full(shape, _NEVER))
            for shape in (field.scores.shape[1:] for field in fields)
        ]
        for i, active in reversed(list(enumerate(_active(fields, len(self.away))))):
            entries = [self._enter(fields[k], self.tables[k], i) for k in active]
            ways = [prices.enter + entry for entry in entries if entry.size]
            self.away[i] = np.logaddexp.reduce(
                [self.away[i], *(np.logaddexp.reduce(way) for way in ways)]
            )
            for k, full in zip(active, entries, strict=True):
                self._gather(fields[k], self.tables[k], prices, i, full)
            if i:
                self.away[i - 1] = self.away[i] + prices.absent[i - 1]

    def _enter(self, field: Field, table: _Onward, i: int) -> Scores:
        """Score from each node of row i on, a full bead being next."""
        r = i - field.row
        ways = np.full(field.band.width, _NEVER)
        for number in _FULL:
            ahead = _pull(table.to_bead, field.band, r, number)
            if ahead is not None:
                ways = np.logaddexp(ways, ahead + field.scores[number, r])
        return ways

    def _gather(self, field: Field, table: _Onward, prices: Prices, i: int, full: Scores) -> None:
        r, gap = i - field.row, prices.gap
        ahead = _pull(table.to_gap, field.band, r, 0)
        down = np.full(len(full), _NEVER) if ahead is None else ahead + field.scores[0, r]
        skips = field.scores[1, r]
        entering = np.logaddexp(full, down + gap.going_on)
        # The same running sum as forward, from the right.
        to_gap = _running(entering[::-1], (gap.going_on + skips[:-1])[::-1], np.logaddexp)[::-1]
        table.to_gap[r] = to_gap
        skipping = np.full(len(full), _NEVER)
        skipping[:-1] = gap.opening + skips[:-1] + to_gap[1:]
        inside = np.logaddexp(np.logaddexp(full, down + gap.opening), skipping)
        table.to_bead[r] = np.logaddexp(inside, self.away[i])


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


def _slide(band: Band, r: int, number: int) -> int:
    """By how many columns of the band a bead moves."""
    n, m = BEADS[number]
    return int(m - (band.lows[r + n] - band.lows[r]))


def _push(
    table: Scores, band: Band, r: int, number: int, values: Scores, join: np.ufunc
) -> None:
    """Join the values of row r into the row that the bead leads to."""
    if r + BEADS[number][0] >= len(band.lows):
        return
    by = _slide(band, r, number)
    row = table[r + BEADS[number][0]]
    first, last = max(0, by), min(band.width, band.width + by)
    if first < last:
        row[first:last] = join(row[first:last], values[first - by : last - by])


def _pull(table: Scores, band: Band, r: int, number: int) -> Scores | None:
    """At each column of row r the value where the bead leads to; None below the last row."""
    if r + BEADS[number][0] >= len(band.lows):
        return None
    by = _slide(band, r, number)
    values = np.full(band.width, _NEVER)
    first, last = max(0, by), min(band.width, band.width + by)
    if first < last:
        values[first - by : last - by] = table[r + BEADS[number][0]][first:last]
    return values


def _ahead(table: Scores, band: Band, number: int) -> Scores:
    """At every node the value where the bead leads to."""
    rows = max(0, len(band.lows) - BEADS[number][0])
    pulled = [_pull(table, band, r, number) for r in range(rows)]
    return np.stack([p for p in pulled if p is not None]) if rows else np.zeros((0, band.width))


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
    table, band = sweep.tables[k], field.band
    r, c, in_gap = node[0] - field.row, node[1], False
    while True:
        r, c, number, in_gap, entered = _last_leg(field, table, sweep, prices, (r, c, in_gap))
        yield Leg(k, number, field.row + r, field.column + int(band.lows[r]) + c)
        if entered:
            return


def _last_leg(
    field: Field, table: _Reached, sweep: _Sweep, prices: Prices, state: tuple[int, int, bool]
) -> tuple[int, int, int, bool, bool]:
    """The best bead into a state: its start row and column, number, gap before, just entered."""
    r, c, in_gap = state
    gap, band = prices.gap, field.band
    best, found = -np.inf, (r, c, 0, False, True)
    for number in (0, 1) if in_gap else _FULL:
        a = r - BEADS[number][0]
        if a < 0:
            continue
        b = c - _slide(band, a, number)
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
