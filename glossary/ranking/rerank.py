"""The second step of the confidence: how sure the best rendering of a term is, given its rivals.

The model of single pairs (`scoring.pair_probability`) does not know that usually exactly one of the
renderings of a term is right: a pair of .4 whose rivals have .01 is right far more often than one
whose rival has .38. Trained on one term set and measured on the other, this second step lowered the
expected calibration error from .16 to .04 (terms-hkma-dev) and left it at .07 (terms-tico19).
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from aligner.arrays import Float64s
from aligner.logistic import log_odds

RERANK_FEATURES = ("log_odds", "next_log_odds", "nested_log_odds", "log_links", "log_words")
"""The names of the features, in the order of the columns of `as_matrix`."""
NO_RIVAL = 0.001
"""Probability of a rival where there is none."""


def rerank_features(
    renderings: Sequence[tuple[str, float]], links: int, words: int
) -> dict[str, float]:
    """The features of a term by name.

    `renderings` are the renderings with their probabilities, best first. The best rival counts by
    itself; so does the best rival that contains the best rendering or is part of it, which means
    that a border is in doubt rather than the meaning. `links` is the number of links in which the
    term occurs, `words` the number of its content words.
    """
    (best, probability), *rivals = renderings
    nested = [p for text, p in rivals if text != best and (text in best or best in text)]
    other = [p for text, p in rivals if text not in best and best not in text]
    return {
        "log_odds": log_odds(probability),
        "next_log_odds": log_odds(max([NO_RIVAL, *other])),
        "nested_log_odds": log_odds(max([NO_RIVAL, *nested])),
        "log_links": math.log1p(links),
        "log_words": math.log(max(words, 1)),
    }


def as_matrix(rows: Sequence[Mapping[str, float]]) -> Float64s:
    """The features of several terms, shape (terms, len(RERANK_FEATURES))."""
    values = [[row[name] for name in RERANK_FEATURES] for row in rows]
    return np.array(values, dtype=np.float64).reshape(-1, len(RERANK_FEATURES))
