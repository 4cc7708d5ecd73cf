"""Sentences of two texts that resemble each other, wherever they stand.

Each source sentence is compared with every target sentence, block by block, and only the nearest
are kept: time grows with the product of both lengths (one multiplication of matrices), memory with
their sum. What is kept of a pair is its cosine and how far that stands above the next best cosines
of either sentence, the margin of Artetxe & Schwenk (2019): sentences that resemble everything have
a high cosine with many, and a small margin with all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.protocol import Vectors

_CELLS = 8_000_000
"""Cosines held at a time: 32 MB."""
_RIVALS = 4
"""Next best cosines that make the background of a sentence. Against 5 to 10 further ranks, 4 gave
the best separation on the development excerpts (average precision .80 against .79)."""
_FAVOURITES = 2
"""Nearest source sentences kept for each target sentence: finds what the other direction lost."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Pairs of one source and one target sentence that resemble each other, by source, then target.

    All arrays have one entry a pair but the last two.
    """

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    cosine: Floats
    source_margin: Floats
    """Cosine less the mean of the source sentence's next best cosines."""
    target_margin: Floats
    """The same for the target sentence."""
    source_best: NDArray[np.bool_]
    """Whether no target sentence is nearer to the source sentence."""
    target_best: NDArray[np.bool_]
    source_background: Floats
    """For every source sentence the mean of its next best cosines."""
    target_background: Floats

    def __len__(self) -> int:
        return len(self.source)


def find_neighbours(
    source: Vectors, target: Vectors, *, nearest: int = 8, cells: int = _CELLS
) -> Neighbours:
    """The `nearest` target sentences of each source sentence, and the two nearest the other way.

    Vectors are unit rows. `cells` bounds the cosines held in memory at a time.
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
    """The nearest of the other text for each sentence, best first; shapes (sentences, kept)."""

    ids: NDArray[np.int64]
    cosines: Floats

    def highest(self) -> Floats:
        """The highest cosine of each sentence; -1 where there is nothing to resemble."""
        return np.asarray(self.cosines.max(axis=1, initial=-1.0), np.float32)

    def background(self) -> Floats:
        """Mean of the next best cosines; of all there are where there is no next best."""
        rivals = self.cosines[:, 1 : 1 + _RIVALS]
        if not rivals.shape[1]:
            return np.zeros(len(self.cosines), np.float32)
        return np.asarray(rivals.mean(axis=1), np.float32)


def _top(left: Vectors, right: Vectors, kept: int, cells: int) -> _Top:
    """For each left row its `kept` nearest right rows (fewer where there are fewer)."""
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


def _largest(values: Floats, kept: int) -> NDArray[np.int64]:
    """Columns of the largest values of each row, largest first, the leftmost of equals first."""
    kept = min(kept, values.shape[1])
    if kept * 8 < values.shape[1]:
        columns = np.sort(np.argpartition(values, -kept, axis=1)[:, -kept:], axis=1)
    else:
        columns = np.broadcast_to(np.arange(values.shape[1]), values.shape)
    order = np.argsort(-np.take_along_axis(values, columns, axis=1), axis=1, kind="stable")
    return np.take_along_axis(columns, order, axis=1)[:, :kept]


def _repeated(top: _Top, kept: int) -> NDArray[np.int64]:
    """The number of each sentence as often as it has neighbours among the first `kept`."""
    return np.repeat(np.arange(len(top.ids)), min(kept, top.ids.shape[1]))
