"""Matrices of features under their names: how features travel to the weights.

Every family of features is a mapping from names to matrices, so weights find their features by
name: a feature that is added, wherever among the others, moves no weight.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from aligner.arrays import Float32s, Floats, Int64s

NamedMatrices = dict[str, Floats]
"""Features of the beads of one size: name → matrix that broadcasts to (rows, columns)."""


@dataclass(frozen=True, slots=True)
class FeatureStack:
    """The features of the beads of one size that start at the nodes of a rectangle."""

    names: tuple[str, ...]
    values: Float32s
    """Shape (names, rows, columns)."""

    @classmethod
    def of(cls, matrices: Mapping[str, Floats]) -> "FeatureStack":
        """The matrices in one array, each spread over all rows and columns."""
        shape = np.broadcast_shapes(*(matrix.shape for matrix in matrices.values()))
        values = np.empty((len(matrices), *shape), np.float32)
        for filled, matrix in zip(values, matrices.values(), strict=True):
            filled[...] = matrix
        return cls(tuple(matrices), values)

    def __getitem__(self, name: str) -> Float32s:
        """The matrix of one feature, shape (rows, columns). Raises: ValueError for no such name."""
        return np.asarray(self.values[self.names.index(name)])

    def columns(self, picked: Int64s) -> "FeatureStack":
        """The stack with other columns: `picked`, shape (rows, width), says which of each row."""
        return FeatureStack(self.names, np.take_along_axis(self.values, picked[None], axis=2))


def rows_by_name(described: Sequence[Mapping[str, float]], names: Sequence[str]) -> Float32s:
    """The named features of single beads, shape (beads, names); zeros for an empty mapping.

    Raises: KeyError if a bead is described without one of the names.
    """
    rows = np.zeros((len(described), len(names)), np.float32)
    for row, features in zip(rows, described, strict=True):
        if features:
            row[:] = [features[name] for name in names]
    return rows
