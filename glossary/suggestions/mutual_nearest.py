"""Pairs of phrases that are each other's nearest, with what speaks for each."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from aligner.arrays import Float32s
from aligner.logistic import sigmoid

MIN_COSINE = 0.55
"""Least cosine of a pair: of the pairs the model was fitted on, .24 below it were right."""
RIVALS = 12
"""How many of the nearest phrases are searched for a rival that is not part of the nearest."""


class NearestPair(NamedTuple):
    """A row and a column that are each other's nearest."""

    left: int
    right: int
    cosine: float
    margin: float
    """How far the cosine lies above that of the best rival of either."""


def pair_mutual_nearest(
    left: Sequence[str], right: Sequence[str], cosine: Float32s
) -> list[NearestPair]:
    """The pairs that are each other's nearest, in row order.

    `cosine` has shape (left, right).
    """
    forward, backward = cosine.argmax(axis=1), cosine.argmax(axis=0)
    found = []
    for i, j in enumerate(forward.tolist()):
        best = float(cosine[i, j])
        if backward[j] != i or best < MIN_COSINE:
            continue
        rival = max(_rival_cosine(right, cosine[i], j), _rival_cosine(left, cosine[:, j], i))
        found.append(NearestPair(i, j, best, best - rival))
    return found


def suggestion_confidence(cosine: float, margin: float, *, phrase: bool, company: bool) -> float:
    """The probability that a pair is right for which nothing in the links speaks.

    `margin` is how far the cosine lies above that of the best rival, `phrase` whether the source
    has more than one word, `company` whether the same known term stands beside both. A logistic
    model fitted on the 3,710 pairs that `benchmarks/training/train_suggestions.py` draws from two
    sets of texts, of which .59 were right; each set predicted from the other has Brier .161 and
    .156.
    """
    log_odds = -1.76 + 7.1 * (cosine - 0.75) + 16.5 * min(margin, 0.12) + 1.6 * phrase
    return float(sigmoid(np.array(log_odds + 1.1 * company)))


def _rival_cosine(texts: Sequence[str], cosine: Float32s, best: int) -> float:
    """The cosine of the nearest phrase that is neither part of the best one nor contains it."""
    mine = texts[best]
    for number in np.argsort(-cosine)[:RIVALS].tolist():
        other = texts[number]
        if number != best and other not in mine and mine not in other:
            return float(cosine[number])
    return -1.0
