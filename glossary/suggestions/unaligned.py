"""The candidates that occur in text without a counterpart: only they can be suggested."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from glossary.candidates.corpus_index import Range, SideIndex


def occurs_unaligned(side: SideIndex, linked: Sequence[Range]) -> NDArray[np.bool_]:
    """Whether each candidate occurs in a sentence outside the links, shape (candidates,).

    `linked` are the ranges of sentences that the links hold. What occurs in links alone has been
    compared with its counterparts already: pairing it again by similarity would only repeat what
    co-occurrence rejected.
    """
    free = np.ones(len(side.tokens.texts), dtype=bool)
    for first, last in linked:
        free[first:last] = False
    result = np.zeros(len(side.spans.keys), dtype=bool)
    result[side.spans.candidate[free[side.spans.sentence]]] = True
    return result


def occurs_alone(side: SideIndex, inner: int, outer: int) -> bool:
    """Whether a candidate also occurs where it is not part of the longer candidate `outer`.

    Spellings that differ from `outer` in hyphens alone count as `outer`.
    """
    spans = side.spans
    longer = np.flatnonzero(np.isin(spans.candidate, _same_spelling(side, outer)))
    starts, ends = spans.first[longer], spans.last[longer]
    for at in np.flatnonzero(spans.candidate == inner).tolist():
        if not ((starts <= spans.first[at]) & (spans.last[at] <= ends)).any():
            return True
    return False


def _same_spelling(side: SideIndex, number: int) -> list[int]:
    keys = side.spans.keys
    spelling = keys[number].replace("-", " ")
    return [i for i, key in enumerate(keys) if key.replace("-", " ") == spelling]
