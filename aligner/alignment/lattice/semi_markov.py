"""Best paths and probabilities for two texts in the same order, from beginning to end.

A node (i, j) means that the first i source and the first j target sentences are done; a bead is a
step from one node to another. A score for every bead at every node makes it a linear-chain model
(Sarawagi & Cohen 2004); every path starts at node (0, 0) and ends at the last one.
"""

from dataclasses import dataclass

import numpy as np

from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.bead_sums import sum_beads
from aligner.alignment.lattice.beads import Gap, Step
from aligner.alignment.lattice.sweeps import (
    MAX,
    NEVER,
    SUM,
    Algebra,
    BackwardSweep,
    Before,
    ForwardSweep,
    Lattice,
)
from aligner.arrays import Float64s

_NO_COST = Gap()


@dataclass(frozen=True, slots=True)
class Marginals:
    """Result of the sums over all paths."""

    beads: Float64s
    """Probability of each bead, shape (beads, source positions, width)."""
    log_total: float
    """Logarithm of the summed exponentials of all paths' scores."""
    openings: float
    """Expected number of rows of empty beads."""
    goings_on: float
    """Expected number of further empty beads in such rows."""


def best_path(scores: Float64s, band: Band, gap: Gap = _NO_COST) -> list[Step]:
    """Path of the highest score, in order (Viterbi 1967); `scores` are (beads, rows, width)."""
    sweep = _sweep_forward(Lattice(band, scores, gap), MAX)
    i, j = band.source_count, band.target_count
    column = j - band.lows[i]
    in_gap = bool(sweep.after_gap[i, column] > sweep.after_bead[i, column])
    steps: list[Step] = []
    while i or j:
        step, before = sweep.last_step((i, j), in_gap=in_gap)
        steps.append(step)
        i, j, in_gap = step.i, step.j, before is Before.GAP
    return steps[::-1]


def find_marginals(scores: Float64s, band: Band, gap: Gap = _NO_COST) -> Marginals:
    """Probability of every bead, by forward and backward sums.

    `scores` has shape (beads, rows, width).
    """
    lattice = Lattice(band, scores, gap)
    forward, backward = _sweep_forward(lattice, SUM), _sweep_backward(lattice)
    total = NEVER
    if band.lows[0] == 0:
        total = float(np.logaddexp(backward.to_bead[0, 0], NEVER))
    sums = sum_beads(forward, backward, total)
    return Marginals(sums.probabilities, total, sums.openings, sums.goings_on)


def _sweep_forward(lattice: Lattice, algebra: Algebra) -> ForwardSweep:
    sweep = ForwardSweep(lattice, algebra)
    for i in range(len(lattice.band.lows)):
        sweep.arrive(i)
        if i == 0:
            sweep.after_bead[0, 0] = 0.0
        sweep.depart(i)
    return sweep


def _sweep_backward(lattice: Lattice) -> BackwardSweep:
    sweep, band = BackwardSweep(lattice), lattice.band
    for i in range(band.source_count, -1, -1):
        full = sweep.gather(i)
        if i == band.source_count:
            full[band.target_count - int(band.lows[i])] = 0.0
        sweep.finish(i, full)
    return sweep
