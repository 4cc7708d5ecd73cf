"""A tile of the lattice: rows × columns of nodes.

Rows are source positions, columns target positions. Features compare a bead with its neighbours, so
the texts are also read a little beyond the tile on all sides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from aligner.alignment.features.feature_stack import NamedMatrices
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.lattice.beads import LONGEST
from aligner.arrays import Bools, Float32s, Int64s

BESIDE = 2
"""Sentences before its start that the features of a bead read; after it, `LONGEST`."""
ZERO = np.zeros((1, 1), np.float32)
"""Zero for every node, shape (1, 1): the value of a feature that a size of bead does not have."""


@dataclass(frozen=True)
class Tile:
    """Nodes rows × columns of the lattice of two texts."""

    pair: EncodedPair
    rows: range
    columns: range

    @cached_property
    def i(self) -> Int64s:
        """Source positions in the tile and about it."""
        return np.arange(self.rows.start - BESIDE, self.rows.stop + LONGEST)

    @cached_property
    def j(self) -> Int64s:
        """Target positions in the tile and about it."""
        return np.arange(self.columns.start - BESIDE, self.columns.stop + LONGEST)

    def valid(self, n: int, m: int) -> Bools:
        """Whether a bead of n and m sentences that starts at each node ends inside both texts.

        Bool (rows, columns).
        """
        i = np.array(self.rows) + n <= self.pair.source.count
        j = np.array(self.columns) + m <= self.pair.target.count
        return np.asarray(i[:, None] & j)

    def window(self, matrix: Float32s, di: int = 0, dj: int = 0) -> Float32s:
        """Cuts the tile, moved by.

        Di, dj) sentences, out of a matrix over all positions in it and about it.
        """
        i, j = BESIDE + di, BESIDE + dj
        return matrix[i : i + len(self.rows), j : j + len(self.columns)]

    def column(self, values: Float32s, di: int = 0) -> Float32s:
        """Cuts the tile's rows out of one value a source position; (rows, 1)."""
        return values[BESIDE + di :][: len(self.rows), None]

    def row(self, values: Float32s, dj: int = 0) -> Float32s:
        """Cuts the tile's columns out of one value a target position; (1, columns)."""
        return values[BESIDE + dj :][: len(self.columns)][None]

    def beside(self, n: int, m: int) -> tuple[Bools, ...]:
        """Whether a sentence precedes and follows the source run, then the target run.

        (rows, 1) or (1, columns).
        """
        rows, columns = np.array(self.rows), np.array(self.columns)
        return (
            (rows > 0)[:, None],
            (rows + n < self.pair.source.count)[:, None],
            (columns > 0)[None],
            (columns + m < self.pair.target.count)[None],
        )

    def changes(
        self, n: int, m: int, at: Callable[[int, int, int, int], Float32s], base: Float32s
    ) -> tuple[NamedMatrices, NamedMatrices]:
        """Gains of a score when either run grows, and when it shrinks, by a sentence at either end.

        `at(n, m, di, dj)` gives the score of runs that start (di, dj) from each node, `base` that
        of the bead itself.
        """
        before_i, after_i, before_j, after_j = self.beside(n, m)
        grow_i, grow_j = n < LONGEST, m < LONGEST
        grown: NamedMatrices = {
            "grow-source-left": (at(n + 1, m, -1, 0) - base) * before_i if grow_i else ZERO,
            "grow-source-right": (at(n + 1, m, 0, 0) - base) * after_i if grow_i else ZERO,
            "grow-target-left": (at(n, m + 1, 0, -1) - base) * before_j if grow_j else ZERO,
            "grow-target-right": (at(n, m + 1, 0, 0) - base) * after_j if grow_j else ZERO,
        }
        shrunk: NamedMatrices = {
            "shrink-source-left": at(n - 1, m, 1, 0) - base if n > 1 else ZERO,
            "shrink-source-right": at(n - 1, m, 0, 0) - base if n > 1 else ZERO,
            "shrink-target-left": at(n, m - 1, 0, 1) - base if m > 1 else ZERO,
            "shrink-target-right": at(n, m - 1, 0, 0) - base if m > 1 else ZERO,
        }
        return grown, shrunk
