"""Measures whether confidences are probabilities, and whether low ones lead to the errors.

All functions take `Judged` beads: the confidence of a predicted bead, and whether it is right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

BINS = 10
"""Bins of equal width between confidence 0 and 1."""
REVIEWED = 0.2
"""The share of links, those of lowest confidence, that `wrong_in_lowest` is measured in."""


class Judged(NamedTuple):
    """The confidence of a predicted bead, and whether the bead is exactly right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The beads whose confidence lies between `low` and `high`."""

    low: float
    high: float
    count: int
    confidence: float
    """Mean confidence of the beads; the middle of the bin if it is empty."""
    share_right: float
    """Share of the beads that are right; 0 if the bin is empty."""


class ReviewPoint(NamedTuple):
    """Share of the links reviewed, lowest confidence first, and share of the errors found there."""

    reviewed: float
    found: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Measures of the confidences of a set of beads; None where one is not defined."""

    beads: int
    wrong: int
    ece: float | None
    """Expected calibration error: mean distance between confidence and share of right beads, over
    10 equal bins, weighted by their beads. None if a confidence is outside 0..1."""
    brier: float | None
    """Mean squared distance of confidence from 1 (right) or 0 (wrong) (Brier 1950)."""
    auroc_wrong: float | None
    """Probability that a wrong bead has a lower confidence than a right one; ties count half."""
    wrong_in_lowest: float | None
    """Share of the wrong beads that are among the 20 % of lowest confidence; by chance 0.2."""
    bins: tuple[Bin, ...]
    review: tuple[ReviewPoint, ...]
    """The review curve from (0, 0) to (1, 1), linear between points; beads of equal confidence
    share a point. Empty if nothing is wrong."""


def measure_calibration(judged: Sequence[Judged]) -> Calibration:
    """All measures of a set of judged beads."""
    proper = bool(judged) and all(0 <= item.confidence <= 1 for item in judged)
    curve = review_curve(judged)
    return Calibration(
        beads=len(judged),
        wrong=sum(not item.right for item in judged),
        ece=expected_calibration_error(judged) if proper else None,
        brier=brier_score(judged) if proper else None,
        auroc_wrong=auroc_of_wrong(judged),
        wrong_in_lowest=found_at(curve, REVIEWED) if curve else None,
        bins=reliability_bins(judged) if proper else (),
        review=curve,
    )


def expected_calibration_error(judged: Sequence[Judged], bins: int = BINS) -> float:
    """Mean distance of confidence and share of right beads over equal bins (Naeini et al. 2015).

    >>> expected_calibration_error([Judged(0.9, True), Judged(0.9, False)])
    0.4
    """
    cells = _cells(judged, bins)
    distance = (abs(sum(c for c, _ in cell) - sum(right for _, right in cell)) for cell in cells)
    return sum(distance) / len(judged)


def brier_score(judged: Sequence[Judged]) -> float:
    """Mean squared distance of confidence from 1 (right) or 0 (wrong).

    >>> brier_score([Judged(0.5, True), Judged(1.0, True)])
    0.125
    """
    return sum((confidence - right) ** 2 for confidence, right in judged) / len(judged)


def auroc_of_wrong(judged: Sequence[Judged]) -> float | None:
    """Probability that a wrong bead has lower confidence than a right one; None without both kinds.

    >>> auroc_of_wrong([Judged(0.2, False), Judged(0.2, True), Judged(0.9, True)])
    0.75
    """
    right = sum(item.right for item in judged)
    wrong = len(judged) - right
    if not right or not wrong:
        return None
    below = total = 0.0
    for tied, wrong_tied in _ties(judged):
        total += (tied - wrong_tied) * (below + wrong_tied / 2)
        below += wrong_tied
    return total / (right * wrong)


def review_curve(judged: Sequence[Judged]) -> tuple[ReviewPoint, ...]:
    """Share of errors found against share of links reviewed, lowest confidence first.

    >>> [tuple(point) for point in review_curve([Judged(0.2, False), Judged(0.9, True)])]
    [(0.0, 0.0), (0.5, 1.0), (1.0, 1.0)]
    """
    wrong = sum(not item.right for item in judged)
    if not wrong:
        return ()
    points = [ReviewPoint(0.0, 0.0)]
    reviewed = found = 0
    for tied, wrong_tied in _ties(judged):
        reviewed += tied
        found += wrong_tied
        points.append(ReviewPoint(reviewed / len(judged), found / wrong))
    return tuple(points)


def found_at(curve: Sequence[ReviewPoint], reviewed: float) -> float:
    """The share of errors found after reviewing a share of the links.

    >>> found_at([ReviewPoint(0, 0), ReviewPoint(0.5, 0.8), ReviewPoint(1, 1)], 0.25)
    0.4
    """
    for left, right in pairwise(curve):
        if reviewed <= right.reviewed:
            part = (reviewed - left.reviewed) / (right.reviewed - left.reviewed)
            return left.found + part * (right.found - left.found)
    return 1.0


def reliability_bins(judged: Sequence[Judged], bins: int = BINS) -> tuple[Bin, ...]:
    """The reliability diagram: for each bin its beads, mean confidence and share right."""
    rows = []
    for index, cell in enumerate(_cells(judged, bins)):
        low, high, count = index / bins, (index + 1) / bins, len(cell)
        mean = sum(c for c, _ in cell) / count if count else (low + high) / 2
        share = sum(right for _, right in cell) / count if count else 0.0
        rows.append(Bin(low, high, count, mean, share))
    return tuple(rows)


def _cells(judged: Sequence[Judged], bins: int) -> list[list[Judged]]:
    cells: list[list[Judged]] = [[] for _ in range(bins)]
    for item in judged:
        cells[min(int(item.confidence * bins), bins - 1)].append(item)
    return cells


def _ties(judged: Sequence[Judged]) -> Iterator[tuple[int, int]]:
    """Number of beads, and of wrong beads, of each confidence, lowest first."""
    for _, group in groupby(sorted(judged), key=lambda item: item.confidence):
        tied = list(group)
        yield len(tied), sum(not item.right for item in tied)
