"""Encodes two texts: from sentences and an encoder to everything the features need."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from aligner.alignment.features.sentences import (
    Sentences,
    SurfaceFeatures,
    extract_surface_features,
    join_surface_features,
)
from aligner.alignment.features.text_pair import EncodedPair, EncodedText
from aligner.alignment.features.words import CountedWords, Words, count_words, split_sentences
from aligner.alignment.lattice.beads import LONGEST
from aligner.arrays import Float16s
from aligner.bitext import Run
from aligner.encoders.protocol import Encoder
from aligner.parallel.processes import parallel_map
from aligner.progress import Progress

_BLOCK = 500
"""Sentences encoded together: bounds the memory."""
_WORDS = 2000
"""Different words encoded together."""
_LARGE = 2000
"""Sentences of both texts together from which processes pay."""


def runs_parallel(texts: tuple[Sentences, Sentences], encoder: Encoder) -> bool:
    """Whether the parts of two texts are worked on by processes of their own.

    Only with an encoder of cheap runs: a large model must not be in memory several times, and keeps
    all cores busy by itself.
    """
    cheap = bool(getattr(encoder, "runs_are_cheap", False))
    return cheap and len(texts[0]) + len(texts[1]) >= _LARGE


def encode_pair(
    source: Sentences, target: Sentences, encoder: Encoder, progress: Progress | None = None
) -> EncodedPair:
    """Encodes two texts: vectors of runs and words, and surface features, of both sides."""
    texts = (source, target)
    parallel = runs_parallel(texts, encoder)
    parts = [_TextSpan(side, block) for side in (0, 1) for block in _cut(len(texts[side]), _BLOCK)]

    def encode_block(part: _TextSpan) -> _Block:
        return _encode_block(texts[part.side], part.block, encoder)

    sides = _TextBuilder(source, encoder.dimension), _TextBuilder(target, encoder.dimension)
    done = 0
    for part, found in zip(
        parts, parallel_map(encode_block, parts, parallel=parallel), strict=True
    ):
        sides[part.side].take(part.block, found)
        done += part.block.size
        if progress:
            progress("encoding", done, len(source) + len(target))
    counted = [side.count() for side in sides]
    vectors = _encode_words([words.vocabulary for words in counted], encoder, parallel=parallel)
    left, right = (
        side.finish(words.with_vectors(made))
        for side, words, made in zip(sides, counted, vectors, strict=True)
    )
    return EncodedPair(left, right, _length_ratio(left, right))


class _TextSpan(NamedTuple):
    """Neighbouring sentences, or words, of one side."""

    side: int
    block: Run


class _Block(NamedTuple):
    """Encoded neighbouring sentences."""

    runs: list[Float16s]
    """Vectors of the runs that begin in the block, by size, shape (runs, dimension). Half precision
    costs less than 1e-4 of a cosine and halves the memory."""
    words: list[list[str]]
    surface: SurfaceFeatures


def _encode_block(sentences: Sentences, block: Run, encoder: Encoder) -> _Block:
    around = sentences.texts[block.start : block.end + LONGEST - 1]
    levels = encoder.encode_runs(around, sentences.joiner, LONGEST)
    part = sentences.part(block)
    runs = [level[: block.size].astype(np.float16) for level in levels]
    return _Block(runs, split_sentences(part), extract_surface_features(part))


class _TextBuilder:
    """Collects the encoded blocks of one side."""

    def __init__(self, sentences: Sentences, dimension: int) -> None:
        count = len(sentences)
        self._runs = [np.zeros((max(0, count - k), dimension), np.float16) for k in range(LONGEST)]
        self._words: list[list[str]] = []
        self._surface = [extract_surface_features(sentences.part(Run(0, 0)))]

    def take(self, block: Run, found: _Block) -> None:
        """Adds the next block."""
        for level, vectors in zip(self._runs, found.runs, strict=True):
            level[block.start : block.start + len(vectors)] = vectors
        self._words += found.words
        self._surface.append(found.surface)

    def count(self) -> CountedWords:
        """Words of the side, when all blocks are there."""
        return count_words(self._words)

    def finish(self, words: Words) -> EncodedText:
        """The encoded text, when its words have vectors."""
        return EncodedText(tuple(self._runs), words, join_surface_features(self._surface))


def _encode_words(
    vocabularies: Sequence[list[str]], encoder: Encoder, *, parallel: bool
) -> list[Float16s]:
    """Vectors of the different words of each side, float16 (words, dimension)."""
    parts = [_TextSpan(k, block) for k, words in enumerate(vocabularies)
             for block in _cut(len(words), _WORDS)]  # fmt: skip

    def encode(part: _TextSpan) -> Float16s:
        words = vocabularies[part.side][part.block.start : part.block.end]
        return encoder.encode(words).astype(np.float16)

    vectors = [np.zeros((len(words), encoder.dimension), np.float16) for words in vocabularies]
    for (side, block), made in zip(
        parts, parallel_map(encode, parts, parallel=parallel), strict=True
    ):
        vectors[side][block.start : block.end] = made
    return vectors


def _cut(count: int, size: int) -> list[Run]:
    """Cuts 0 … count into runs of `size`; the last may be shorter."""
    return [Run(start, min(count, start + size)) for start in range(0, count, size)]


def _length_ratio(source: EncodedText, target: EncodedText) -> float:
    """Letters of the source text for each letter of the target text."""
    return float(source.surface.lengths.sum() / max(1.0, float(target.surface.lengths.sum())))
