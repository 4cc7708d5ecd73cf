"""How sure the best rendering of a term is, given the next best and how often the term was seen.

The model of single pairs (`matching.judge`) does not know that exactly one of the renderings of a
term is usually right: a pair of .4 whose rivals have .01 is right far more often than one whose
rival has .38. Trained on one term set and measured on the other, this second step took the
expected calibration error from .16 to .04 (terms-hkma-dev) and left it at .07 (terms-tico19); see
docs/glossary.md.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

NAMES = ("odds", "next_odds", "nested_odds", "log_links", "log_words")
LEAST = 0.001
"""A rival's chance where there is none."""
TOP = 0.93
"""So many of the gold terms with a confidence over .9 were right, on both term sets; those over .97
no more often than others (.99 and .91, against .94 and .92 at .90 to .95)."""
SPREAD = 0.015
"""Confidences of one tenth lie so far from their mean at most."""


def choice_features(
    renderings: Sequence[tuple[str, float]], links: int, words: int
) -> tuple[float, ...]:
    """The numbers of `NAMES` for a term.

    `renderings` are the renderings, best first, and what `matching.judge` says of them. The next
    best one counts by itself; so does the next best one that holds the best or is a part of it,
    which says that a border is in doubt rather than the meaning. `links` and `words` are the links
    the term stands in and its words of meaning.
    """
    (best, chance), *rivals = renderings
    nested = [c for text, c in rivals if text != best and (text in best or best in text)]
    other = [c for text, c in rivals if text not in best and best not in text]
    return (
        _odds(chance),
        _odds(max([LEAST, *other])),
        _odds(max([LEAST, *nested])),
        math.log1p(links),
        math.log(max(words, 1)),
    )


def settle(confidence: Sequence[float], usefulness: Sequence[float]) -> list[float]:
    """The confidences, those of one tenth drawn together and the most useful first.

    Inside a tenth they hardly tell what is right, but they decide what a reader sees first. The
    mean of a tenth stays as it is, but for that of the last, which is `TOP`.

    >>> settle([0.74, 0.76, 0.4], [2.0, 1.0, 3.0])
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
    settled: list[float] = result.tolist()
    return settled


def as_matrix(rows: list[tuple[float, ...]]) -> NDArray[np.float64]:
    """The features of several terms, shape (terms, 5)."""
    return np.array(rows, dtype=np.float64).reshape(-1, len(NAMES))


def _odds(chance: float) -> float:
    safe = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(safe / (1 - safe))
