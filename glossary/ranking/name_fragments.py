"""Pieces of names: "Atomic Energy" of "International Atomic Energy Agency"."""

import numpy as np
from numpy.typing import NDArray

from glossary.candidates.corpus_index import SideSurvey

ALWAYS = 0.8
"""A phrase with capitals that has another capital beside it so often is cut out of a name."""


def cut_names(side: SideSurvey) -> NDArray[np.bool_]:
    """For each candidate whether it is a piece of longer names."""
    spans, tokens = side.spans, side.tokens
    # One more token at either end, without a capital, saves the tests for the borders; the first
    # word of a sentence has its capital from there.
    capital = np.zeros(len(tokens.word) + 2, dtype=np.bool_)
    capital[1:-1] = _capitals(side)
    named = capital.copy()
    named[tokens.bounds[:-1] + 1] = False
    first, last = spans.first.astype(np.int64), spans.last.astype(np.int64)
    opens = first == tokens.bounds[spans.sentence]
    closes = last == tokens.bounds[spans.sentence + 1]
    beside = (named[first] & ~opens) | (named[last + 1] & ~closes)
    cut = capital[first + 1] & capital[last] & beside
    tags = np.frombuffer(("".join(tokens.tags) + "ZZ").encode(), dtype="S1")
    # "… and illegitimate U.S." of "… and illegitimate U.S. purposes".
    phrase = last - first > 1
    cut |= phrase & (tags[last - 1] == b"P") & np.isin(tags[last], [b"N", b"P"]) & ~closes
    size = len(spans.keys)
    often = np.bincount(spans.candidate, minlength=size)
    return np.bincount(spans.candidate, cut, minlength=size) >= ALWAYS * np.maximum(often, 1)


def _capitals(side: SideSurvey) -> NDArray[np.bool_]:
    """For each token whether it begins with a capital."""
    tokens = side.tokens
    return np.array(
        [
            text[start].isupper()
            for text, a, b in zip(
                tokens.texts, tokens.bounds[:-1].tolist(), tokens.bounds[1:].tolist(), strict=True
            )
            for start in tokens.start[a:b].tolist()
        ],
        dtype=np.bool_,
    )
