"""The band: which nodes of the lattice are filled in."""

from dataclasses import dataclass

import numpy as np

from aligner.arrays import Int64s


@dataclass(frozen=True, slots=True)
class Band:
    """Nodes to fill in: for source position i the targets lows[i] … lows[i] + width - 1."""

    lows: Int64s
    """First target position of each row, never falling; shape (source sentences + 1,)."""
    width: int
    target_count: int

    @property
    def source_count(self) -> int:
        """Number of source sentences."""
        return len(self.lows) - 1

    @classmethod
    def full(cls, source_count: int, target_count: int) -> "Band":
        """Band of all nodes."""
        return cls(np.zeros(source_count + 1, np.int64), target_count + 1, target_count)

    def shifts(self, steps: Int64s) -> Int64s:
        """Columns by which each row's window lies to the left of that of the row so many steps on.

        Shape (rows, steps); the first and the last window are taken to continue outside the text.
        """
        rows = len(self.lows)
        other = np.clip(np.arange(rows)[:, None] + steps, 0, rows - 1)
        return np.asarray(self.lows[other] - self.lows[:, None])
