"""Calibration and review measures, against their definitions done the slow way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evaluation.calibration import (
    Judged,
    found_at,
    measure_calibration,
    review_curve,
)

confidences = st.floats(0, 1) | st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0])
some = st.lists(st.builds(Judged, confidences, st.booleans()), min_size=1, max_size=30)


@given(some)
def test_ece_is_the_mean_distance_over_the_bins(judged: list[Judged]) -> None:
    """For each of ten bins: |mean confidence - share right| times its share of the beads."""
    total = 0.0
    for low in range(10):
        cell = [j for j in judged if min(int(j.confidence * 10), 9) == low]
        if cell:
            mean = sum(j.confidence for j in cell) / len(cell)
            share = sum(j.right for j in cell) / len(cell)
            total += abs(mean - share) * len(cell) / len(judged)
    assert measure_calibration(judged).ece == pytest.approx(total, abs=1e-9)


@given(some)
def test_auroc_is_the_chance_of_a_wrong_one_being_less_sure(judged: list[Judged]) -> None:
    """Over all pairs of a wrong and a right bead; a tie counts half."""
    wrong = [j.confidence for j in judged if not j.right]
    right = [j.confidence for j in judged if j.right]
    if not wrong or not right:
        assert measure_calibration(judged).auroc_wrong is None
        return
    wins = sum((w < r) + (w == r) / 2 for w in wrong for r in right)
    assert measure_calibration(judged).auroc_wrong == pytest.approx(
        wins / len(wrong) / len(right), abs=1e-9
    )


@given(some)
def test_the_review_curve_goes_up_from_corner_to_corner(judged: list[Judged]) -> None:
    """It starts at (0, 0), ends at (1, 1), never falls; there is none when nothing is wrong."""
    curve = review_curve(judged)
    if all(j.right for j in judged):
        assert not curve
        return
    assert [tuple(curve[0]), tuple(curve[-1])] == [(0, 0), (1, 1)]
    assert list(curve) == sorted(curve)


@given(some, st.floats(0, 1))
def test_what_is_not_worth_anything_finds_by_chance(judged: list[Judged], share: float) -> None:
    """When all confidences are equal, looking at a share finds that share of the errors."""
    flat = [Judged(0.5, j.right) for j in judged]
    if not all(j.right for j in judged):
        assert found_at(review_curve(flat), share) == pytest.approx(share)


def test_a_worked_example() -> None:
    """Five beads, by hand.

    Sorted: .1 wrong, .3 right, .5 wrong, .9 right, .9 right. The first 20 % is one bead, and half
    of the errors. Brier: (.01 + .49 + .25 + .01 + .01) / 5. AUROC: .1 is below all three right
    ones, .5 below two of three.
    """
    judged = [Judged(0.9, True), Judged(0.1, False), Judged(0.9, True), Judged(0.3, True),
              Judged(0.5, False)]  # fmt: skip
    result = measure_calibration(judged)
    assert result.wrong_in_lowest == pytest.approx(0.5)
    assert result.brier == pytest.approx(0.77 / 5)
    assert result.auroc_wrong == pytest.approx(5 / 6)
    assert result.ece == pytest.approx((0.1 + 0.7 + 0.5 + 0.2) / 5)
    assert [b.count for b in result.bins] == [0, 1, 0, 1, 0, 1, 0, 0, 0, 2]


def test_scores_that_are_no_probabilities_can_still_be_ranked() -> None:
    """Outside 0..1 there is no ECE and no Brier score, but there is AUROC and a review curve."""
    result = measure_calibration([Judged(10.7, True), Judged(-1, False)])
    assert (result.ece, result.brier, result.bins) == (None, None, ())
    assert result.auroc_wrong == 1.0
    assert result.wrong_in_lowest == pytest.approx(0.4)
