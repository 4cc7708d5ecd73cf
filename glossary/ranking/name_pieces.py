"""Finds candidates that are pieces of names: "Atomic Energy" of "Atomic Energy Agency"."""

import numpy as np

from aligner.arrays import Bools
from glossary.candidates.corpus_index import SideIndex

PIECE_SHARE = 0.8
"""A phrase with capitals is a piece of a name if at least this share of its occurrences has another
capital beside it."""


def find_name_pieces(side: SideIndex) -> Bools:
    """Whether each candidate is a piece of longer names, shape (candidates,)."""
    spans, tokens = side.spans, side.tokens
    # One more token at either end, without a capital, saves the tests for the borders. The first
    # word of a sentence has its capital from there, so it names nothing.
    capital = np.zeros(len(tokens.word) + 2, dtype=np.bool_)
    capital[1:-1] = _capitalised(side)
    named = capital.copy()
    named[tokens.bounds[:-1] + 1] = False
    first, last = spans.first.astype(np.int64), spans.last.astype(np.int64)
    opens = first == tokens.bounds[spans.sentence]
    closes = last == tokens.bounds[spans.sentence + 1]
    beside = (named[first] & ~opens) | (named[last + 1] & ~closes)
    piece = capital[first + 1] & capital[last] & beside
    tags = np.frombuffer(("".join(tokens.tags) + "ZZ").encode(), dtype="S1")
    # "… and illegitimate U.S." is a piece of "… and illegitimate U.S. purposes".
    phrase = last - first > 1
    piece |= phrase & (tags[last - 1] == b"P") & np.isin(tags[last], [b"N", b"P"]) & ~closes
    size = len(spans.keys)
    count = np.bincount(spans.candidate, minlength=size)
    return np.bincount(spans.candidate, piece, minlength=size) >= PIECE_SHARE * np.maximum(count, 1)


def _capitalised(side: SideIndex) -> Bools:
    """Whether each token begins with a capital, shape (tokens,)."""
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
