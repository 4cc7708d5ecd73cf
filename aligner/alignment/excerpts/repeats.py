"""Finds every occurrence of a passage: each further path avoids the targets of the earlier ones.

A passage that occurs twice in the target text shares its probability between both occurrences, and
one path can visit only one of them. So the best path is searched repeatedly, each time with the
target sentences of the earlier paths forbidden, until no passage is worth its cost. Then the
probabilities on each path are summed again with the targets of all other paths forbidden: a passage
is not doubtful because it occurs twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from aligner.alignment.excerpts.regions import forbid_targets
from aligner.alignment.lattice.beads import BEADS, FORBIDDEN, Gap
from aligner.alignment.lattice.with_jumps import (
    JumpCosts,
    JumpMarginals,
    JumpStep,
    ScoredRegion,
    best_jump_path,
    find_jump_marginals,
)
from aligner.arrays import Bools, Float64s

_MOST_PATHS = 8
"""Most occurrences of a passage that are found: one that occurs more often is boilerplate."""
_COST = 0.02
"""Cost of a passage, a bead and a skipped target sentence when probabilities are added up: among
equals the path with fewer pieces wins."""
_ABSENT_FROM = 0.75
"""Probability of no counterpart from which a sentence stays unlinked. Below it the sentence is
linked, if with little confidence: a doubtful link is a suggestion, and its confidence says so. See
the table in docs/lab."""
_WEAKEST_PASSAGE = 0.35
"""Probability of a counterpart that the best sentence of a passage must have: between the weakest
true passage of the development excerpts (.42) and the strongest chance one (.29)."""
_RIVAL_FROM = 0.05
"""Probability from which a bead counts as a rival of another."""
_SURE_COUNTERPART = 0.9
"""Mean probability of having a counterpart that a lone bead, or a further occurrence, must have."""
_LETTERS = 12
"""Fewest letters of a copy. Twelve Chinese characters are a short sentence, and hardly ever chance.
"""
_SURE_REPEAT = 0.5
"""Mean probability of being exactly right that the beads of a further occurrence must have too."""


class FoundBead(NamedTuple):
    """A full bead (both sides have sentences) of one path."""

    path: int
    """Number of the path; 0 is the best one."""
    i: int
    n: int
    j: int
    m: int
    probability: float
    runner_up: float
    """Probability of the likeliest other bead with one of its source sentences."""
    is_copy: bool = False
    """Whether its target sentences repeat those of another bead word for word."""


@dataclass(frozen=True, slots=True)
class FoundBeads:
    """The beads of all paths, and how likely each sentence has no counterpart on any of them."""

    beads: tuple[FoundBead, ...]
    """By path, then source position."""
    source_absent: Float64s
    """Probability that a source sentence has no counterpart, shape (source sentences,)."""
    target_absent: Float64s
    """Probability that a target sentence has no counterpart, shape (target sentences,)."""


def find_repeats(
    regions: Sequence[ScoredRegion], costs: JumpCosts, target: Sequence[str]
) -> FoundBeads:
    """Finds the beads of all paths, and copies of them; `target` has the target sentences."""
    columns = len(target)
    visited = list(_find_paths(regions, costs, columns))
    source_absent = np.ones(len(costs.absent))
    target_absent = np.ones(columns)
    every = np.any([np.zeros(columns, np.bool_), *visited], axis=0)
    beads: list[FoundBead] = []
    for number, own in enumerate(visited):
        left = [forbid_targets(region, every & ~own) for region in regions]
        marginals = find_jump_marginals(left, costs)
        absent = _source_absent(left, marginals)
        found = list(_decode(number, left, marginals, absent))
        found = [
            bead
            for passage in _passages(found)
            if _is_kept(passage, absent, alone=len(passage) == 1 and not number, again=number > 0)
            for bead in passage
        ]
        if not found and number:
            continue
        if number:
            taken = {j for bead in beads for j in range(bead.j, bead.j + bead.m)}
            found = [b for b in found if taken.isdisjoint(range(b.j, b.j + b.m))]
        beads += found
        if not number:
            beads += find_copies(found, target)
        source_absent = np.minimum(source_absent, absent)
        target_absent = np.minimum(target_absent, _target_absent(left, marginals, columns))
    return FoundBeads(tuple(beads), source_absent, target_absent)


def find_copies(beads: Sequence[FoundBead], target: Sequence[str]) -> list[FoundBead]:
    """Copies of the beads, wherever their target sentences occur again word for word.

    The surroundings of a passage differ from one occurrence to the next; whether one text
    translates the other does not. So a copy has the probability of its original. A few letters may
    well be repeated by chance: neighbouring copies must have `_LETTERS` letters together.
    """
    words = ["".join(c for c in text if c.isalnum()) for text in target]
    positions: dict[str, list[int]] = {}
    for j, text in enumerate(words):
        positions.setdefault(text, []).append(j)
    linked = {j for bead in beads for j in range(bead.j, bead.j + bead.m)}
    rows: dict[int, list[FoundBead]] = {}
    for bead in beads:
        own = words[bead.j : bead.j + bead.m]
        for j in positions[own[0]]:
            if words[j : j + bead.m] == own and linked.isdisjoint(range(j, j + bead.m)):
                rows.setdefault(j - bead.j, []).append(bead._replace(path=1, j=j, is_copy=True))
    return [
        bead
        for _, copies in sorted(rows.items())
        for passage in _passages(copies)
        if sum(len(words[j]) for b in passage for j in range(b.j, b.j + b.m)) >= _LETTERS
        for bead in passage
    ]


def _find_paths(regions: Sequence[ScoredRegion], costs: JumpCosts, columns: int) -> Iterator[Bools]:
    """Yields for each path which target sentences its passages use, shape (target sentences,)."""
    used = np.zeros(columns, np.bool_)
    for _ in range(_MOST_PATHS):
        steps = best_jump_path([forbid_targets(region, used) for region in regions], costs)
        if not any(step.bead > 1 for step in steps):
            return
        own = np.zeros(columns, np.bool_)
        for before, step in zip([None, *steps], steps, strict=False):
            own[step.j : step.j + BEADS[step.bead][1]] = True
            if before is not None and before.region == step.region and before.j < step.j:
                own[before.j : step.j] = True
        own &= ~used
        used |= own
        yield own


def _source_absent(regions: Sequence[ScoredRegion], marginals: JumpMarginals) -> Float64s:
    """Probability that each source sentence is in no bead."""
    absent = marginals.absent.copy()
    for region, beads in zip(regions, marginals.beads, strict=True):
        rows = len(region.band.lows) - 1
        absent[region.row : region.row + rows] += beads[0, :rows].sum(axis=1)
    return np.minimum(absent, 1.0)


def _target_absent(
    regions: Sequence[ScoredRegion], marginals: JumpMarginals, columns: int
) -> Float64s:
    """Probability that each target sentence is in no bead."""
    present = np.zeros(columns + 1)
    for region, beads in zip(regions, marginals.beads, strict=True):
        starts = region.column + region.band.lows[:, None] + np.arange(region.band.width)
        for number, (n, m) in enumerate(BEADS):
            for step in range(m if n else 0):
                np.add.at(present, np.minimum(starts + step, columns), beads[number])
    return np.clip(1.0 - present[:columns], 0.0, 1.0)


def _decode(
    path: int, regions: Sequence[ScoredRegion], marginals: JumpMarginals, absent: Float64s
) -> Iterator[FoundBead]:
    """Yields the beads of the path with the highest expected number of right source sentences."""
    worth = [
        replace(region, scores=_bead_values(region, beads, absent))
        for region, beads in zip(regions, marginals.beads, strict=True)
    ]
    likely = _likely_beads(regions, marginals, len(absent))
    for step in best_jump_path(worth, JumpCosts(-_COST, _absent_values(absent), Gap())):
        n, m = BEADS[step.bead]
        if n and m:
            probability = _probability(regions, marginals, step)
            runner_up = max(
                (p for i in range(step.i, step.i + n) for key, p in likely[i] if key != step[1:]),
                default=0.0,
            )
            yield FoundBead(path, step.i, n, step.j, m, probability, runner_up)


def _likely_beads(
    regions: Sequence[ScoredRegion], marginals: JumpMarginals, count: int
) -> list[list[tuple[tuple[int, int, int], float]]]:
    """Beads that may contain each source sentence, as (number, i, j), with their probabilities."""
    likely: list[list[tuple[tuple[int, int, int], float]]] = [[] for _ in range(count)]
    for region, beads in zip(regions, marginals.beads, strict=True):
        for number, r, c in np.argwhere(beads > _RIVAL_FROM).tolist():
            key = (number, region.row + r, region.column + int(region.band.lows[r]) + c)
            for i in range(key[1], key[1] + BEADS[number][0]):
                likely[i].append((key, float(beads[number, r, c])))
    return likely


def _bead_values(region: ScoredRegion, beads: Float64s, absent: Float64s) -> Float64s:
    sizes = np.array([n for n, _ in BEADS])[:, None, None]
    worth = beads * sizes - _COST
    rows = len(region.band.lows) - 1
    worth[0, :rows] = _absent_values(absent)[region.row : region.row + rows, None] - _COST
    return np.where(region.scores > FORBIDDEN / 2, worth, FORBIDDEN)


def _absent_values(absent: Float64s) -> Float64s:
    """Value of leaving each sentence unlinked; negative where it may have a counterpart."""
    return np.where(absent < _ABSENT_FROM, -0.5, absent)


def _probability(
    regions: Sequence[ScoredRegion], marginals: JumpMarginals, step: JumpStep
) -> float:
    region = regions[step.region]
    r = step.i - region.row
    c = step.j - region.column - int(region.band.lows[r])
    return float(marginals.beads[step.region][step.bead, r, c])


def _passages(beads: Sequence[FoundBead]) -> Iterator[list[FoundBead]]:
    """Groups of beads that follow each other closely on both sides."""
    passage: list[FoundBead] = []
    for bead in beads:
        if passage and not _follows(passage[-1], bead):
            yield passage
            passage = []
        passage.append(bead)
    if passage:
        yield passage


def _follows(before: FoundBead, bead: FoundBead) -> bool:
    return before.i + before.n <= bead.i <= before.i + before.n + 2 and (
        before.j + before.m <= bead.j <= before.j + before.m + 2
    )


def _is_kept(passage: list[FoundBead], absent: Float64s, *, alone: bool, again: bool) -> bool:
    """Whether a passage is kept: a lone bead or a further occurrence must be beyond doubt."""
    present = np.array([1 - absent[i] for b in passage for i in range(b.i, b.i + b.n)])
    if not alone and not again:
        return bool(present.max() >= _WEAKEST_PASSAGE)
    exact = np.mean([bead.probability for bead in passage])
    return bool(present.mean() >= _SURE_COUNTERPART and (alone or exact >= _SURE_REPEAT))
