"""Every occurrence of the passages: the journey, walked again without the places it has been to.

A passage that stands twice in the target text shares its probability between both places, and one
walk can visit only one of them. So the walk is repeated, each time with the target sentences barred
that earlier walks used, until nothing worth its price is left. Then the probabilities of each walk
are summed anew with the places of all other walks barred: a passage is not doubtful because it
stands twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.excerpts.regions import bar_targets
from aligner.alignment.lattice.semi_markov import BEADS, FORBIDDEN, Gap
from aligner.alignment.lattice.with_jumps import (
    Field,
    Leg,
    Prices,
    Travels,
    best_journey,
    find_travels,
)

_WALKS = 8
"""A passage that stands more often than this is boilerplate."""
_PRICE = 0.02
"""Of a passage, a bead and a skipped target sentence when probabilities are added up: among equals
the walk with fewer pieces wins."""
_DOUBT = 0.75
"""A sentence that is absent with a lower probability is linked, if only with little confidence: a
link in doubt is a suggestion, and its confidence says so. See the table in docs/lab."""
_STANDS = 0.35
"""But not where no sentence of the passage has at least this probability of a counterpart: between
the weakest true passage of the development excerpts (.42) and the strongest chance one (.29)."""
_LIKELY = 0.05
"""Beads of a lower probability are no rivals."""
_PRESENT = 0.9
"""A bead that stands alone, and a further occurrence, need this mean probability of having one."""
_LETTERS = 12
"""Of a copy, at least. Twelve Chinese characters are a short sentence, and hardly ever chance."""
_EXACT = 0.5
"""The beads of a further occurrence also need this mean probability of being exactly right."""

Floats = NDArray[np.float64]


class Found(NamedTuple):
    """A full bead of one walk."""

    walk: int
    i: int
    n: int
    j: int
    m: int
    probability: float
    rival: float
    """Probability of the likeliest other bead with one of its source sentences."""
    copied: bool = False
    """Whether it was found as a copy of another bead's target sentences, word for word."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """What all walks found."""

    beads: tuple[Found, ...]
    """By walk, then source position."""
    source_absent: Floats
    """Probability that a source sentence has no counterpart in any place."""
    target_absent: Floats


def find_occurrences(fields: Sequence[Field], prices: Prices, target: Sequence[str]) -> Occurrences:
    """The beads of all walks, and the copies of what they found; `target` has the sentences."""
    columns = len(target)
    visited = list(_visit(fields, prices, columns))
    source_absent = np.ones(len(prices.absent))
    target_absent = np.ones(columns)
    every = np.any([np.zeros(columns, np.bool_), *visited], axis=0)
    beads: list[Found] = []
    for walk, own in enumerate(visited):
        left = [bar_targets(field, every & ~own) for field in fields]
        travels = find_travels(left, prices)
        absent = _source_absent(left, travels)
        found = list(_decode(walk, left, travels, absent))
        found = [
            bead
            for passage in _passages(found)
            if _is_sure(passage, absent, alone=len(passage) == 1 and not walk, again=walk > 0)
            for bead in passage
        ]
        if not found and walk:
            continue
        if walk:
            taken = {j for bead in beads for j in range(bead.j, bead.j + bead.m)}
            found = [b for b in found if taken.isdisjoint(range(b.j, b.j + b.m))]
        beads += found
        if not walk:
            beads += find_copies(found, target)
        source_absent = np.minimum(source_absent, absent)
        target_absent = np.minimum(target_absent, _target_absent(left, travels, columns))
    return Occurrences(tuple(beads), source_absent, target_absent)


def find_copies(beads: Sequence[Found], target: Sequence[str]) -> list[Found]:
    """The beads again wherever their target sentences stand once more, word for word.

    What surrounds a passage differs from place to place; whether one text translates the other does
    not depend on the place. So a copy has the probability of its original. A few letters may well
    stand twice by chance: neighbouring copies must have `_LETTERS` letters together.
    """
    words = ["".join(c for c in text if c.isalnum()) for text in target]
    places: dict[str, list[int]] = {}
    for j, text in enumerate(words):
        places.setdefault(text, []).append(j)
    linked = {j for bead in beads for j in range(bead.j, bead.j + bead.m)}
    rows: dict[int, list[Found]] = {}
    for bead in beads:
        own = words[bead.j : bead.j + bead.m]
        for j in places[own[0]]:
            if words[j : j + bead.m] == own and linked.isdisjoint(range(j, j + bead.m)):
                rows.setdefault(j - bead.j, []).append(bead._replace(walk=1, j=j, copied=True))
    return [
        bead
        for _, copies in sorted(rows.items())
        for passage in _passages(copies)
        if sum(len(words[j]) for b in passage for j in range(b.j, b.j + b.m)) >= _LETTERS
        for bead in passage
    ]


def _visit(fields: Sequence[Field], prices: Prices, columns: int) -> Iterator[NDArray[np.bool_]]:
    """The target sentences of each walk's passages."""
    barred = np.zeros(columns, np.bool_)
    for _ in range(_WALKS):
        legs = best_journey([bar_targets(field, barred) for field in fields], prices)
        if not any(leg.bead > 1 for leg in legs):
            return
        own = np.zeros(columns, np.bool_)
        for before, leg in zip([None, *legs], legs, strict=False):
            own[leg.j : leg.j + BEADS[leg.bead][1]] = True
            if before is not None and before.field == leg.field and before.j < leg.j:
                own[before.j : leg.j] = True
        own &= ~barred
        barred |= own
        yield own


def _source_absent(fields: Sequence[Field], travels: Travels) -> Floats:
    """Probability of each source sentence to be outside all beads."""
    absent = travels.absent.copy()
    for field, beads in zip(fields, travels.beads, strict=True):
        rows = len(field.band.lows) - 1
        absent[field.row : field.row + rows] += beads[0, :rows].sum(axis=1)
    return np.minimum(absent, 1.0)


def _target_absent(fields: Sequence[Field], travels: Travels, columns: int) -> Floats:
    """Probability of each target sentence to be outside all beads."""
    present = np.zeros(columns + 1)
    for field, beads in zip(fields, travels.beads, strict=True):
        starts = field.column + field.band.lows[:, None] + np.arange(field.band.width)
        for number, (n, m) in enumerate(BEADS):
            for step in range(m if n else 0):
                np.add.at(present, np.minimum(starts + step, columns), beads[number])
    return np.clip(1.0 - present[:columns], 0.0, 1.0)


def _decode(
    walk: int, fields: Sequence[Field], travels: Travels, absent: Floats
) -> Iterator[Found]:
    """The walk of which the most source sentences are expected to be right."""
    worth = [
        replace(field, scores=_worth(field, beads, absent))
        for field, beads in zip(fields, travels.beads, strict=True)
    ]
    likely = _likely_beads(fields, travels, len(absent))
    for leg in best_journey(worth, Prices(-_PRICE, _absent_worth(absent), Gap())):
        n, m = BEADS[leg.bead]
        if n and m:
            probability = _probability(fields, travels, leg)
            rival = max(
                (p for i in range(leg.i, leg.i + n) for key, p in likely[i] if key != leg[1:]),
                default=0.0,
            )
            yield Found(walk, leg.i, n, leg.j, m, probability, rival)


def _likely_beads(
    fields: Sequence[Field], travels: Travels, count: int
) -> list[list[tuple[tuple[int, int, int], float]]]:
    """For each source sentence the beads that may hold it, as (number, i, j), and how likely."""
    likely: list[list[tuple[tuple[int, int, int], float]]] = [[] for _ in range(count)]
    for field, beads in zip(fields, travels.beads, strict=True):
        for number, r, c in np.argwhere(beads > _LIKELY).tolist():
            key = (number, field.row + r, field.column + int(field.band.lows[r]) + c)
            for i in range(key[1], key[1] + BEADS[number][0]):
                likely[i].append((key, float(beads[number, r, c])))
    return likely


def _worth(field: Field, beads: Floats, absent: Floats) -> Floats:
    sizes = np.array([n for n, _ in BEADS])[:, None, None]
    worth = beads * sizes - _PRICE
    rows = len(field.band.lows) - 1
    worth[0, :rows] = _absent_worth(absent)[field.row : field.row + rows, None] - _PRICE
    return np.where(field.scores > FORBIDDEN / 2, worth, FORBIDDEN)


def _absent_worth(absent: Floats) -> Floats:
    """What leaving a sentence without counterpart is worth: nothing where it likely has one."""
    return np.where(absent < _DOUBT, -0.5, absent)


def _probability(fields: Sequence[Field], travels: Travels, leg: Leg) -> float:
    field = fields[leg.field]
    r = leg.i - field.row
    c = leg.j - field.column - int(field.band.lows[r])
    return float(travels.beads[leg.field][leg.bead, r, c])


def _passages(beads: Sequence[Found]) -> Iterator[list[Found]]:
    """Beads that follow each other closely on both sides."""
    passage: list[Found] = []
    for bead in beads:
        if passage and not _follows(passage[-1], bead):
            yield passage
            passage = []
        passage.append(bead)
    if passage:
        yield passage


def _follows(before: Found, bead: Found) -> bool:
    return before.i + before.n <= bead.i <= before.i + before.n + 2 and (
        before.j + before.m <= bead.j <= before.j + before.m + 2
    )


def _is_sure(passage: list[Found], absent: Floats, *, alone: bool, again: bool) -> bool:
    """Whether a passage may stand: a lone bead or a further occurrence must be beyond doubt."""
    present = np.array([1 - absent[i] for b in passage for i in range(b.i, b.i + b.n)])
    if not alone and not again:
        return bool(present.max() >= _STANDS)
    exact = np.mean([bead.probability for bead in passage])
    return bool(present.mean() >= _PRESENT and (alone or exact >= _EXACT))
