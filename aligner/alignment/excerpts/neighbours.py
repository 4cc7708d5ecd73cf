"""Nearest neighbours: sentences of two texts that resemble each other, wherever they are.

Each source sentence is compared with every target sentence, block by block, and only the nearest
are kept: time grows with the product of both lengths (one matrix multiplication), memory with their
sum. A pair keeps its cosine and the distance of that cosine to the next best ones of either
sentence, the margin of Artetxe & Schwenk (2019): a sentence that resembles everything has a high
cosine with many others, and a small margin with all of them.
"""

from dataclasses import dataclass

import numpy as np

from aligner.arrays import Bools, Float32s, Int64s
from aligner.encoders.protocol import Vectors

_CELLS = 8_000_000
"""Cosines held at a time: 32 MB."""
_RIVALS = 4
"""How many next best cosines make the background of a sentence. 4 separated best on the development
excerpts (average precision .80; .79 with 5 to 10)."""
_FAVOURITES = 2
"""How many nearest source sentences are kept for each target sentence, to find what the other
direction lost."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Pairs of one source and one target sentence that resemble each other, by source, then target.

    Arrays have shape (pairs,), except the last two.
    """

    source: Int64s
    target: Int64s
    cosine: Float32s
    source_margin: Float32s
    """Cosine minus the mean of the source sentence's next best cosines."""
    target_margin: Float32s
    """Cosine minus the mean of the target sentence's next best cosines."""
    source_best: Bools
    """Whether no target sentence is nearer to the source sentence."""
    target_best: Bools
    source_background: Float32s
    """Mean of the next best cosines of each source sentence, shape (source sentences,)."""
    target_background: Float32s

    def __len__(self) -> int:
        return len(self.source)


def find_neighbours(
    source: Vectors, target: Vectors, *, nearest: int = 8, cells: int = _CELLS
) -> Neighbours:
    """Finds the `nearest` target sentences of each source sentence, and two the other way.

    Both arrays hold unit vectors, shape (sentences, dimension). `cells` bounds the cosines in
    memory at a time.
    """
    across = _top(source, target, max(nearest, _RIVALS + 1), cells)
    down = _top(target, source, max(_FAVOURITES, _RIVALS + 1), cells)
    rows = np.concatenate([_repeated(across, nearest), down.ids[:, :_FAVOURITES].ravel()])
    columns = np.concatenate([across.ids[:, :nearest].ravel(), _repeated(down, _FAVOURITES)])
    cosines = np.concatenate(
        [across.cosines[:, :nearest].ravel(), down.cosines[:, :_FAVOURITES].ravel()]
    )
    _, first = np.unique(rows * max(1, len(target)) + columns, return_index=True)
    rows, columns, cosines = rows[first], columns[first], cosines[first]
    source_background, target_background = across.background(), down.background()
    return Neighbours(
        source=rows,
        target=columns,
        cosine=cosines,
        source_margin=cosines - source_background[rows],
        target_margin=cosines - target_background[columns],
        # The same product, summed in another order, may differ in its last bits.
        source_best=cosines >= across.highest()[rows] - 1e-6,
        target_best=cosines >= down.highest()[columns] - 1e-6,
        source_background=source_background,
        target_background=target_background,
    )


@dataclass(frozen=True, slots=True)
class _Top:
    """Nearest sentences of the other text, best first; shapes (sentences, kept)."""

    ids: Int64s
    cosines: Float32s

    def highest(self) -> Float32s:
        """Highest cosine of each sentence, shape (sentences,); -1 if the other text is empty."""
        return np.asarray(self.cosines.max(axis=1, initial=-1.0), np.float32)

    def background(self) -> Float32s:
        """Mean of the next best cosines, or of all if there is no next best; shape (sentences,)."""
        rivals = self.cosines[:, 1 : 1 + _RIVALS]
        if not rivals.shape[1]:
            return np.zeros(len(self.cosines), np.float32)
        return np.asarray(rivals.mean(axis=1), np.float32)


def _top(left: Vectors, right: Vectors, kept: int, cells: int) -> _Top:
    """Finds the `kept` nearest right rows of each left row, or all of them if there are fewer."""
    kept = min(kept, len(right))
    ids = np.zeros((len(left), kept), np.int64)
    cosines = np.zeros((len(left), kept), np.float32)
    height = max(1, min(len(left), 1024))
    width = max(kept, cells // height, 1)
    for start in range(0, len(left), height):
        rows = slice(start, min(start + height, len(left)))
        best_ids = np.zeros((rows.stop - rows.start, 0), np.int64)
        best = np.zeros(best_ids.shape, np.float32)
        for offset in range(0, len(right), width):
            block = left[rows] @ right[offset : offset + width].T
            near = _largest(block, kept)
            best_ids = np.concatenate([best_ids, near + offset], axis=1)
            best = np.concatenate([best, np.take_along_axis(block, near, axis=1)], axis=1)
            order = _largest(best, kept)
            best_ids = np.take_along_axis(best_ids, order, axis=1)
            best = np.take_along_axis(best, order, axis=1)
        if kept:
            ids[rows], cosines[rows] = best_ids, best
    return _Top(ids, cosines)


def _largest(values: Float32s, kept: int) -> Int64s:
    """Columns of the largest values of each row, largest first, leftmost of equals first.

    Shape (rows, kept).
    """
    kept = min(kept, values.shape[1])
    if kept * 8 < values.shape[1]:
        columns = np.sort(np.argpartition(values, -kept, axis=1)[:, -kept:], axis=1)
    else:
        columns = np.broadcast_to(np.arange(values.shape[1]), values.shape)
    order = np.argsort(-np.take_along_axis(values, columns, axis=1), axis=1, kind="stable")
    return np.take_along_axis(columns, order, axis=1)[:, :kept]


def _repeated(top: _Top, kept: int) -> Int64s:
    """Each sentence's number, repeated for each of its first `kept` neighbours."""
    return np.repeat(np.arange(len(top.ids)), min(kept, top.ids.shape[1]))
