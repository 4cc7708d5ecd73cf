"""Probabilities and log-odds, and the curve that calibrates a model's probabilities."""

import math
from typing import NamedTuple, TypeVar, cast

import numpy as np

from aligner.arrays import Floats

AnyFloats = TypeVar("AnyFloats", bound=Floats)


def sigmoid(log_odds: AnyFloats) -> AnyFloats:
    """The probability for each value of log-odds; shape and dtype stay.

    >>> sigmoid(np.array([0.0, 2.0])).round(3).tolist()
    [0.5, 0.881]
    """
    return cast("AnyFloats", 1 / (1 + np.exp(-log_odds)))


def log_odds(probability: float, least: float = 1e-6) -> float:
    """The log-odds of a probability, which is first limited to `least` … 1 - `least`.

    >>> log_odds(0.5), round(log_odds(0.0, least=0.001), 3)
    (0.0, -6.907)
    """
    safe = min(max(probability, least), 1 - least)
    return math.log(safe / (1 - safe))


class PlattCurve(NamedTuple):
    """A logistic calibration curve (Platt 1999): log-odds in, slope × log-odds + shift out."""

    slope: float = 1.0
    shift: float = 0.0

    def bend(self, probability: float, least: float = 1e-6) -> float:
        """The calibrated probability, of one that is first limited as in `log_odds`.

        >>> PlattCurve().bend(0.25), round(PlattCurve(0.5, 1.0).bend(0.9), 3)
        (0.25, 0.891)
        """
        return 1 / (1 + math.exp(-(self.slope * log_odds(probability, least) + self.shift)))
