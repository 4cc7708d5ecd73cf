"""The probability of every bead, from the forward and the backward sweep over a band."""

from dataclasses import dataclass

import numpy as np

from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS
from aligner.alignment.lattice.sweeps import NEVER, BackwardSweep, ForwardSweep
from aligner.arrays import Float64s


@dataclass(frozen=True, slots=True)
class BeadSums:
    """What the two sweeps over a band give together."""

    probabilities: Float64s
    """Probability of each bead, shape (beads, rows, width)."""
    openings: float
    """Expected number of rows of empty beads."""
    goings_on: float
    """Expected number of further empty beads in such rows."""
    entries: float
    """Expected number of paths that begin within the band."""


def sum_beads(
    forward: ForwardSweep, backward: BackwardSweep, total: float, entering: Float64s | None = None
) -> BeadSums:
    """Probability of every bead, from both sweeps over the same lattice.

    `total` is the log of the summed paths; `entering`, shape (rows, 1), has the scores of paths
    that begin in each row, with a full bead.
    """
    lattice = forward.lattice
    reached = np.logaddexp(forward.after_bead, forward.after_gap)
    if entering is not None:
        reached = np.logaddexp(reached, entering)
    opened = forward.after_bead + lattice.gap.opening
    kept = forward.after_gap + lattice.gap.going_on
    probabilities = np.zeros(lattice.scores.shape)
    openings = goings_on = entries = 0.0
    for number, (n, m) in enumerate(BEADS):
        rows = max(0, lattice.band.source_count + 1 - n)
        values = backward.to_gap if number < 2 else backward.to_bead
        rest = lattice.scores[number, :rows] + _shifted(values, lattice.band, n, m)[:rows] - total
        if number < 2:
            first = np.exp(np.minimum(opened[:rows] + rest, 0))
            further = np.exp(np.minimum(kept[:rows] + rest, 0))
            openings += float(first.sum())
            goings_on += float(further.sum())
            probabilities[number, :rows] = first + further
        else:
            probabilities[number, :rows] = np.exp(np.minimum(reached[:rows] + rest, 0))
            if entering is not None:
                entries += float(np.exp(np.minimum(entering[:rows] + rest, 0)).sum())
    return BeadSums(probabilities, openings, goings_on, entries)


def _shifted(values: Float64s, band: Band, n: int, m: int) -> Float64s:
    """Value of node (i + n, j + m) at each node (i, j); `NEVER` outside the band."""
    rows = len(band.lows) - n
    if rows <= 0:
        return np.full((0, band.width), NEVER)
    columns = np.arange(band.width) + m - (band.lows[n:] - band.lows[:rows])[:, None]
    inside = (columns >= 0) & (columns < band.width)
    found = np.take_along_axis(values[n:], np.clip(columns, 0, band.width - 1), axis=1)
    return np.where(inside, found, NEVER)
