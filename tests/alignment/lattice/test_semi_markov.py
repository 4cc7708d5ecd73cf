"""The lattice against brute force on small texts."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS, FORBIDDEN, Gap, Step
from aligner.alignment.lattice.semi_markov import best_path, find_marginals
from aligner.arrays import Float64s

GAP = Gap(-1.0, 0.5)


def every_path(rows: int, columns: int) -> list[list[Step]]:
    def go_on(i: int, j: int) -> Iterator[list[Step]]:
        if (i, j) == (rows, columns):
            yield []
        for number, (n, m) in enumerate(BEADS):
            if i + n <= rows and j + m <= columns:
                for rest in go_on(i + n, j + m):
                    yield [Step(number, i, j), *rest]

    return list(go_on(0, 0))


def score_path(path: list[Step], scores: Float64s, gap: Gap) -> float:
    total, in_gap = 0.0, False
    for number, i, j in path:
        total += scores[number, i, j]
        if number < 2:
            total += gap.going_on if in_gap else gap.opening
        in_gap = number < 2
    return total


def make_scores(rows: int, columns: int, seed: int) -> Float64s:
    return np.random.default_rng(seed).normal(size=(len(BEADS), rows + 1, columns + 1)) * 2


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 10_000))
def test_sums_and_best_path_are_those_of_all_paths(rows: int, columns: int, seed: int) -> None:
    """Forward and backward sums, marginals and the best path agree with listing every path."""
    scores, band = make_scores(rows, columns, seed), Band.full(rows, columns)
    paths = every_path(rows, columns)
    values = np.array([score_path(path, scores, GAP) for path in paths])
    total = np.logaddexp.reduce(values)
    expected = np.zeros(scores.shape)
    for path, value in zip(paths, values, strict=True):
        for number, i, j in path:
            expected[number, i, j] += np.exp(value - total)
    found = find_marginals(scores, band, GAP)
    assert found.log_total == pytest.approx(total)
    np.testing.assert_allclose(found.beads, expected, atol=1e-9)
    assert best_path(scores, band, GAP) == paths[int(values.argmax())]


@settings(deadline=None, max_examples=20)
@given(st.integers(2, 9), st.integers(2, 9), st.integers(0, 10_000))
def test_path_uses_every_sentence_once(rows: int, columns: int, seed: int) -> None:
    """A path names every sentence of both sides exactly once, in order."""
    path = best_path(make_scores(rows, columns, seed), Band.full(rows, columns), GAP)
    source = [i for k, i, _ in path for i in range(i, i + BEADS[k][0])]
    target = [j for k, _, j in path for j in range(j, j + BEADS[k][1])]
    assert source == list(range(rows))
    assert target == list(range(columns))


def test_marginals_of_a_sentence_sum_to_one() -> None:
    """Exactly one bead holds each source sentence."""
    scores = make_scores(7, 6, 3)
    beads = find_marginals(scores, Band.full(7, 6), GAP).beads
    for sentence in range(7):
        total = sum(
            beads[k, max(0, sentence - n + 1) : sentence + 1].sum()
            for k, (n, _) in enumerate(BEADS)
            if n
        )
        assert total == pytest.approx(1)


def test_wide_band_gives_what_the_full_lattice_gives() -> None:
    """A band that moves but holds all likely nodes has the marginals of the full lattice."""
    rows = columns = 12
    full = np.full((len(BEADS), rows + 1, columns + 1), FORBIDDEN)
    lows = np.maximum(np.arange(rows + 1) - 4, 0)
    lows = np.minimum(lows, columns + 1 - 9)
    band = Band(lows, 9, columns)
    banded = np.full((len(BEADS), rows + 1, 9), FORBIDDEN)
    rng = np.random.default_rng(5)
    for i in range(rows + 1):
        for j in range(max(0, i - 2), min(columns, i + 2) + 1):
            values = rng.normal(size=len(BEADS))
            full[:, i, j] = values
            banded[:, i, j - lows[i]] = values
    one = find_marginals(full, Band.full(rows, columns), GAP)
    other = find_marginals(banded, band, GAP)
    assert other.log_total == pytest.approx(one.log_total)
    for i in range(rows + 1):
        window = slice(lows[i], lows[i] + 9)
        np.testing.assert_allclose(other.beads[:, i], one.beads[:, i, window], atol=1e-9)
