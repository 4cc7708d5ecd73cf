"""Confidences are levelled within their tenths."""

from glossary.ranking.levelling import TOP, level_confidences


def test_inside_a_tenth_the_useful_come_first() -> None:
    """The mean of a tenth stays; in the last tenth it becomes what was measured there."""
    levelled = level_confidences([0.62, 0.68, 0.99, 0.91], [2.0, 1.0, 0.0, 3.0])
    assert levelled[0] > levelled[1]
    assert levelled[3] > levelled[2]
    assert abs(sum(levelled[:2]) / 2 - 0.65) < 1e-9
    assert abs(sum(levelled[2:]) / 2 - TOP) < 1e-9
