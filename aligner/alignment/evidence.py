"""From two texts and an encoder to everything the features need."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.features import Pair, Side
from aligner.alignment.lattice import LONGEST
from aligner.alignment.sentences import Sentences, find_facts
from aligner.alignment.words import find_words
from aligner.encoders.protocol import Encoder

StepProgress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

_BLOCK = 2000
"""Sentences whose run vectors are made at a time: bounds the memory."""


def gather_pair(
    source: Sentences, target: Sentences, encoder: Encoder, progress: StepProgress | None = None
) -> Pair:
    """Vectors of runs, words and facts of both sides."""
    total = len(source) + len(target)

    def report(done: int) -> None:
        if progress:
            progress("encoding", done, total)

    left = _gather_side(source, encoder, report)
    right = _gather_side(target, encoder, lambda done: report(done + len(source)))
    return Pair(left, right, _length_ratio(left, right))


def _gather_side(sentences: Sentences, encoder: Encoder, report: Callable[[int], None]) -> Side:
    runs = _encode_runs(sentences, encoder, report)
    return Side(runs, find_words(sentences, encoder), find_facts(sentences))


def _encode_runs(
    sentences: Sentences, encoder: Encoder, report: Callable[[int], None]
) -> tuple[NDArray[np.float16], ...]:
    """Run vectors, block by block.

    Half precision costs less than 1e-4 of a cosine and halves the memory.
    """
    texts = sentences.texts
    levels = [
        np.zeros((max(0, len(texts) - k), encoder.dimension), np.float16) for k in range(LONGEST)
    ]
    for start in range(0, len(texts), _BLOCK):
        end = min(len(texts), start + _BLOCK)
        block = texts[start : end + LONGEST - 1]
        for level, vectors in zip(
            levels, encoder.encode_runs(block, sentences.joiner, LONGEST), strict=True
        ):
            kept = max(0, min(end, len(level)) - start)
            level[start : start + kept] = vectors[:kept]
        report(end)
    return tuple(levels)


def _length_ratio(source: Side, target: Side) -> float:
    """Letters of the source text for each of the target text."""
    return float(source.facts.lengths.sum() / max(1.0, float(target.facts.lengths.sum())))
