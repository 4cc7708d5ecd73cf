"""Word coverage: how well the words of two phrases cover each other, by cosines of words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligner.arrays import Float32s, Int32s, Int64s, Ints
from aligner.encoders.protocol import Vectors
from glossary.candidates.corpus_index import SideIndex

BLOCK = 50_000
"""Pairs compared at a time; a pair of two three-word phrases has nine cosines."""


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """The content words of several phrases, flat."""

    word: Int64s
    """Numbers in the vocabulary."""
    bounds: Int64s
    """Phrase i has the words bounds[i] … bounds[i + 1]; none is empty."""


def find_phrase_words(side: SideIndex, wanted: Ints) -> PhraseWords:
    """The content words of each wanted candidate; all its words where none is a content word."""
    spans, tokens = side.spans, side.tokens
    chosen = spans.last_occurrence()[np.asarray(wanted, dtype=np.int64)]
    parts: list[Int32s] = []
    for first, last in zip(spans.first[chosen].tolist(), spans.last[chosen].tolist(), strict=True):
        words = tokens.word[first:last]
        content = words[tokens.content[first:last]]
        parts.append(content if len(content) else words)
    bounds = np.concatenate([[0], np.cumsum([len(part) for part in parts], dtype=np.int64)])
    flat = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)
    return PhraseWords(flat.astype(np.int64), bounds.astype(np.int64))


def measure_coverage(
    source: PhraseWords,
    target: PhraseWords,
    rows: tuple[Ints, Ints],
    vectors: tuple[Vectors, Vectors],
) -> Float32s:
    """How well the phrases of each pair cover each other, shape (pairs, 2).

    `rows` has the numbers of the source and target phrase of each pair; `vectors` has one row for
    each word of either vocabulary. The columns are the mean cosine of the source words to their
    nearest target words, and that of the target words to their nearest source words.
    """
    result = np.zeros((len(rows[0]), 2), dtype=np.float32)
    for start in range(0, len(result), BLOCK):
        part = slice(start, start + BLOCK)
        left, right = rows[0][part], rows[1][part]
        result[part, 0] = _one_way(source, target, (left, right), vectors)
        result[part, 1] = _one_way(target, source, (right, left), vectors[::-1])
    return result


def _one_way(
    source: PhraseWords,
    target: PhraseWords,
    rows: tuple[Ints, Ints],
    vectors: Sequence[Vectors],
) -> Float32s:
    """The mean cosine of the source words to their nearest target words, shape (pairs,)."""
    begin = source.bounds[rows[0]], target.bounds[rows[1]]
    size = source.bounds[rows[0] + 1] - begin[0], target.bounds[rows[1] + 1] - begin[1]
    cells = size[0] * size[1]
    starts = np.cumsum(cells) - cells
    pair = np.repeat(np.arange(len(cells)), cells)
    within = np.arange(len(pair)) - starts[pair]
    i, j = np.divmod(within, size[1][pair])
    width = len(vectors[1])
    keys, inverse = np.unique(
        source.word[begin[0][pair] + i] * width + target.word[begin[1][pair] + j],
        return_inverse=True,
    )
    cosine = _cosines(keys, width, vectors)[inverse]
    nearest = np.maximum.reduceat(cosine, np.flatnonzero(j == 0))
    first = np.cumsum(size[0]) - size[0]
    mean: Float32s = (np.add.reduceat(nearest, first) / size[0]).astype(np.float32)
    return mean


def _cosines(keys: Int64s, width: int, vectors: Sequence[Vectors]) -> Float32s:
    result = np.empty(len(keys), dtype=np.float32)
    for start in range(0, len(keys), BLOCK):
        part = keys[start : start + BLOCK]
        result[start : start + BLOCK] = np.einsum(
            "ij,ij->i", vectors[0][part // width], vectors[1][part % width]
        )
    return result
