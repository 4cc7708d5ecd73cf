"""Levels the confidences of a glossary: within a tenth, the more useful entry comes first."""

from collections.abc import Sequence

import numpy as np

TOP = 0.93
"""Mean of the confidences over .9: that share of the gold terms with such a confidence was right on
both term sets. Those over .97 were right no more often than others (.99 and .91, against .94 and
.92 at .90 to .95)."""
SPREAD = 0.015
"""Greatest distance of a levelled confidence from the mean of its tenth."""


def level_confidences(confidence: Sequence[float], usefulness: Sequence[float]) -> list[float]:
    """The confidences, drawn together within each tenth and sorted there by usefulness.

    Within a tenth, confidences say little about what is right, but they decide what a reader sees
    first. The mean of a tenth stays the same, except in the last one, where it becomes `TOP`.

    >>> level_confidences([0.74, 0.76, 0.4], [2.0, 1.0, 3.0])
    [0.765, 0.735, 0.4]
    """
    values, useful = np.array(confidence), np.array(usefulness)
    tenth = np.minimum((10 * values).astype(int), 9)
    result = values.copy()
    for number in np.unique(tenth).tolist():
        here = np.flatnonzero(tenth == number)
        ordered = here[np.argsort(-useful[here], kind="stable")]
        middle = TOP if number == 9 else values[here].mean()
        spread = SPREAD if len(here) > 1 else 0.0
        result[ordered] = np.linspace(middle + spread, middle - spread, len(here))
    levelled: list[float] = result.tolist()
    return levelled
