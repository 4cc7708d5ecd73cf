"""The lattice with jumps against walking every journey one by one."""

from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.lattice.semi_markov import BEADS, FORBIDDEN, Band, Gap
from aligner.alignment.lattice.with_jumps import Field, Leg, Prices, best_journey, find_travels

Journey = tuple[float, tuple[Leg, ...]]

seeds = st.integers(0, 10_000)


def make_field(row: int, column: int, lows: list[int], width: int, seed: int) -> Field:
    chance = np.random.default_rng(seed)
    scores = chance.normal(-1, 1, (len(BEADS), len(lows), width))
    scores[chance.random(scores.shape) < 0.2] = FORBIDDEN
    return Field(row, column, Band(np.array(lows), width, lows[-1] + width - 1), scores)


def make_case(seed: int) -> tuple[list[Field], Prices]:
    fields = [make_field(0, 0, [0, 0, 1, 1], 3, seed), make_field(1, 10, [0, 1, 1], 2, seed + 1)]
    absent = np.random.default_rng(seed + 2).normal(-0.3, 0.2, 3)
    return fields, Prices(-1.0, absent, Gap(-0.5, -0.2))


def walk_all(fields: list[Field], prices: Prices) -> Iterator[Journey]:
    """Every journey with its score."""
    count = len(prices.absent)

    def outside(i: int, score: float, legs: tuple[Leg, ...]) -> Iterator[Journey]:
        if i == count:
            yield score, legs
            return
        yield from outside(i + 1, score + prices.absent[i], legs)
        for k, field in enumerate(fields):
            if i in field.rows:
                for c in range(field.band.width):
                    yield from inside(k, (i - field.row, c), "new", score + prices.enter, legs)

    def inside(
        k: int, node: tuple[int, int], after: str, score: float, legs: tuple[Leg, ...]
    ) -> Iterator[Journey]:
        field, (r, c) = fields[k], node
        if after == "bead":
            yield from outside(field.row + r, score, legs)
        lows = field.band.lows
        for number, (n, m) in enumerate(BEADS):
            if r + n >= len(lows) or (number < 2 and after == "new"):
                continue
            column = c + m - int(lows[r + n] - lows[r])
            own = float(field.scores[number, r, c])
            if not 0 <= column < field.band.width or own == FORBIDDEN:
                continue
            price = prices.gap.opening if after == "bead" else prices.gap.going_on
            total = score + own + (price if number < 2 else 0)
            leg = Leg(k, number, field.row + r, field.column + int(lows[r]) + c)
            kind = "bead" if number > 1 else "gap"
            yield from inside(k, (r + n, column), kind, total, (*legs, leg))

    yield from outside(0, 0.0, ())


@settings(deadline=None, max_examples=15)
@given(seeds)
def test_sums_are_those_of_all_journeys(seed: int) -> None:
    """Total, bead and absence probabilities equal those counted journey by journey."""
    fields, prices = make_case(seed)
    journeys = list(walk_all(fields, prices))
    scores = np.array([score for score, _ in journeys])
    total = np.logaddexp.reduce(scores)
    travels = find_travels(fields, prices)
    assert abs(travels.log_total - total) < 1e-9
    counted = [np.zeros(field.scores.shape) for field in fields]
    for score, legs in journeys:
        for leg in legs:
            field = fields[leg.field]
            r = leg.i - field.row
            c = leg.j - field.column - int(field.band.lows[r])
            counted[leg.field][leg.bead, r, c] += np.exp(score - total)
    for mine, theirs in zip(travels.beads, counted, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-9)


@settings(deadline=None, max_examples=15)
@given(seeds)
def test_best_journey_is_the_best_of_all(seed: int) -> None:
    """The journey given back has the highest score of all."""
    fields, prices = make_case(seed)
    best = max(walk_all(fields, prices), key=lambda journey: journey[0])
    assert tuple(best_journey(fields, prices)) == best[1]


def test_without_fields_all_is_absent() -> None:
    """Where nothing resembles anything no sentence has a counterpart."""
    travels = find_travels([], Prices(-5.0, np.zeros(4), Gap()))
    assert travels.absent.tolist() == [1.0] * 4
    assert best_journey([], Prices(-5.0, np.zeros(4), Gap())) == []


def test_every_sentence_is_linked_or_absent() -> None:
    """The probabilities of all that can happen to a source sentence add up to one."""
    fields, prices = make_case(3)
    travels = find_travels(fields, prices)
    happens = travels.absent.copy()
    for field, beads in zip(fields, travels.beads, strict=True):
        for number, (n, _) in enumerate(BEADS):
            for step in range(n):
                for r in range(len(field.band.lows) - n):
                    happens[field.row + r + step] += beads[number, r].sum()
    np.testing.assert_allclose(happens, 1.0)
