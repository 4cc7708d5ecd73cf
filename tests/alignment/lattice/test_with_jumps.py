"""The lattice with jumps against walking every path one by one."""

from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS, FORBIDDEN, Gap
from aligner.alignment.lattice.with_jumps import (
    JumpCosts,
    JumpStep,
    ScoredRegion,
    best_jump_path,
    find_jump_marginals,
)

Path = tuple[float, tuple[JumpStep, ...]]

seeds = st.integers(0, 10_000)


def make_region(row: int, column: int, lows: list[int], width: int, seed: int) -> ScoredRegion:
    chance = np.random.default_rng(seed)
    scores = chance.normal(-1, 1, (len(BEADS), len(lows), width))
    scores[chance.random(scores.shape) < 0.2] = FORBIDDEN
    return ScoredRegion(row, column, Band(np.array(lows), width, lows[-1] + width - 1), scores)


def make_case(seed: int) -> tuple[list[ScoredRegion], JumpCosts]:
    regions = [make_region(0, 0, [0, 0, 1, 1], 3, seed), make_region(1, 10, [0, 1, 1], 2, seed + 1)]
    absent = np.random.default_rng(seed + 2).normal(-0.3, 0.2, 3)
    return regions, JumpCosts(-1.0, absent, Gap(-0.5, -0.2))


def walk_all(regions: list[ScoredRegion], costs: JumpCosts) -> Iterator[Path]:
    """Every path with its score."""
    count = len(costs.absent)

    def outside(i: int, score: float, steps: tuple[JumpStep, ...]) -> Iterator[Path]:
        if i == count:
            yield score, steps
            return
        yield from outside(i + 1, score + costs.absent[i], steps)
        for k, region in enumerate(regions):
            if i in region.rows:
                for c in range(region.band.width):
                    yield from inside(k, (i - region.row, c), "new", score + costs.enter, steps)

    def inside(
        k: int, node: tuple[int, int], after: str, score: float, steps: tuple[JumpStep, ...]
    ) -> Iterator[Path]:
        region, (r, c) = regions[k], node
        if after == "bead":
            yield from outside(region.row + r, score, steps)
        lows = region.band.lows
        for number, (n, m) in enumerate(BEADS):
            if r + n >= len(lows) or (number < 2 and after == "new"):
                continue
            column = c + m - int(lows[r + n] - lows[r])
            own = float(region.scores[number, r, c])
            if not 0 <= column < region.band.width or own == FORBIDDEN:
                continue
            price = costs.gap.opening if after == "bead" else costs.gap.going_on
            total = score + own + (price if number < 2 else 0)
            step = JumpStep(k, number, region.row + r, region.column + int(lows[r]) + c)
            kind = "bead" if number > 1 else "gap"
            yield from inside(k, (r + n, column), kind, total, (*steps, step))

    yield from outside(0, 0.0, ())


@settings(deadline=None, max_examples=15)
@given(seeds)
def test_sums_are_those_of_all_journeys(seed: int) -> None:
    """Total, bead and absence probabilities equal those counted path by path."""
    regions, costs = make_case(seed)
    paths = list(walk_all(regions, costs))
    scores = np.array([score for score, _ in paths])
    total = np.logaddexp.reduce(scores)
    marginals = find_jump_marginals(regions, costs)
    assert abs(marginals.log_total - total) < 1e-9
    counted = [np.zeros(region.scores.shape) for region in regions]
    for score, steps in paths:
        for step in steps:
            region = regions[step.region]
            r = step.i - region.row
            c = step.j - region.column - int(region.band.lows[r])
            counted[step.region][step.bead, r, c] += np.exp(score - total)
    for mine, theirs in zip(marginals.beads, counted, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-9)


@settings(deadline=None, max_examples=15)
@given(seeds)
def test_best_journey_is_the_best_of_all(seed: int) -> None:
    """The path given back has the highest score of all."""
    regions, costs = make_case(seed)
    best = max(walk_all(regions, costs), key=lambda path: path[0])
    assert tuple(best_jump_path(regions, costs)) == best[1]


def test_without_fields_all_is_absent() -> None:
    """Where nothing resembles anything no sentence has a counterpart."""
    marginals = find_jump_marginals([], JumpCosts(-5.0, np.zeros(4), Gap()))
    assert marginals.absent.tolist() == [1.0] * 4
    assert best_jump_path([], JumpCosts(-5.0, np.zeros(4), Gap())) == []


def test_every_sentence_is_linked_or_absent() -> None:
    """The probabilities of all that can happen to a source sentence add up to one."""
    regions, costs = make_case(3)
    marginals = find_jump_marginals(regions, costs)
    happens = marginals.absent.copy()
    for region, beads in zip(regions, marginals.beads, strict=True):
        for number, (n, _) in enumerate(BEADS):
            for step in range(n):
                for r in range(len(region.band.lows) - n):
                    happens[region.row + r + step] += beads[number, r].sum()
    np.testing.assert_allclose(happens, 1.0)
