"""Similarity of the runs of a tile: cosines, and margins over the runs beside them."""

from functools import cached_property

import numpy as np

from aligner.alignment.features.text_pair import EncodedText
from aligner.alignment.features.tile import ZERO, Tile
from aligner.alignment.lattice.beads import LONGEST, TOTAL
from aligner.arrays import Float32s, Int64s
from aligner.encoders.protocol import Vectors

_HALO = LONGEST + 1
"""Positions beyond the tile at which runs are compared: those beside a run count as its neighbours.
"""


class RunCosines:
    """Cosines of all runs in a tile and about it."""

    def __init__(self, tile: Tile) -> None:
        self._tile = tile

    @cached_property
    def all(self) -> dict[tuple[int, int], Float32s]:
        """Cosines of runs of n and m sentences at every position of the tile and its halo, by.

        N, m.
        """
        tile, sizes = self._tile, range(1, LONGEST + 1)
        i = np.arange(tile.rows.start - _HALO, tile.rows.stop + _HALO)
        j = np.arange(tile.columns.start - _HALO, tile.columns.stop + _HALO)
        left = {n: _run_vectors(tile.pair.source, i, n) for n in sizes}
        right = {m: _run_vectors(tile.pair.target, j, m) for m in sizes}
        return {(n, m): left[n] @ right[m].T for n in left for m in right if n + m <= TOTAL + 1}

    def at(self, n: int, m: int, di: int = 0, dj: int = 0) -> Float32s:
        """Cosines of the runs of n and m sentences that start (di, dj) from each node.

        (rows, columns).
        """
        i, j = _HALO + di, _HALO + dj
        return self.all[n, m][i : i + len(self._tile.rows), j : j + len(self._tile.columns)]

    def highest(self, axis: int) -> Float32s:
        """Highest cosine of each sentence with any of the other side.

        (1, columns) for axis 0, else (rows, 1).
        """
        best = self.all[1, 1].max(axis=axis, keepdims=True)
        return np.asarray(best[_HALO:-_HALO] if axis else best[:, _HALO:-_HALO])

    def neighbours(self, n: int, m: int) -> tuple[Float32s, Float32s]:
        """Mean and highest cosine of each run with the runs beside its counterpart.

        (rows, columns) each.
        """
        tile = self._tile
        parts: list[Float32s] = []
        best = np.zeros((len(tile.rows), len(tile.columns)), np.float32)
        for side, where in ((tile.pair.target, tile.columns), (tile.pair.source, tile.rows)):
            size = m if side is tile.pair.target else n
            total = np.zeros_like(best)
            count = np.zeros(len(where), np.float32)
            for step in (-size, size):
                there = _exists(side, range(where.start + step, where.stop + step), size)
                if side is tile.pair.target:
                    cosine = self.at(n, m, dj=step) * there
                else:
                    cosine = self.at(n, m, di=step) * there[:, None]
                total += cosine
                count += there
                best = np.maximum(best, cosine)
            count = np.maximum(count, 1)
            parts.append(total / (count if side is tile.pair.target else count[:, None]))
        return np.asarray((parts[0] + parts[1]) / 2, np.float32), best

    def split_gain(self, n: int, m: int) -> Float32s:
        """Gain in mean cosine of the best cut of each bead into two; (rows, columns)."""
        if n < 2 or m < 2:
            return ZERO
        base = self.at(n, m)
        best = np.full_like(base, -1)
        for a in range(1, n):
            for b in range(1, m):
                second = self.at(n - a, m - b, a, b)
                best = np.maximum(best, (self.at(a, b) + second) / 2)
        return np.asarray(best - base)


def _run_vectors(side: EncodedText, positions: Int64s, size: int) -> Vectors:
    """Vectors of the runs of `size` sentences at the positions, zero where there is none.

    (positions, dimension).
    """
    level = side.runs[size - 1]
    there = (positions >= 0) & (positions < len(level))
    vectors = np.zeros((len(positions), level.shape[1]), np.float32)
    vectors[there] = level[positions[there]]
    return vectors


def _exists(side: EncodedText, positions: range, size: int) -> Float32s:
    """1.0 where a run of `size` sentences starts, else 0.0; (positions,)."""
    at = np.array(positions)
    return ((at >= 0) & (at + size <= side.count)).astype(np.float32)
