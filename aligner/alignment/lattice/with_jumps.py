"""The lattice with jumps: source sentences in order, counterparts anywhere in the target text.

A path passes over the source text. It is either outside, where every source sentence it passes has
no counterpart, or inside a region: a part of the lattice in which a passage may lie. It enters a
region at any node at a cost that grows with the length of the target text (the more nodes there
are, the less likely is this one), takes beads there as in `semi_markov`, and leaves it after any
full bead. A single region that is entered at its first node and left at its last is the ordinary
lattice, and without regions no sentence has a counterpart: both are cases of this one model.

Every region has the sweeps of the ordinary lattice (`sweeps`). Here they go on side by side, one
source position at a time, and meet in the score of being outside.

The sums are those of a hidden semi-Markov model (Rabiner 1989; Sarawagi & Cohen 2004) whose jumps
are uniform (compare the distortions of Vogel, Ney & Tillmann 1996).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.bead_sums import sum_beads
from aligner.alignment.lattice.beads import FORBIDDEN, Gap
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


@dataclass(frozen=True, slots=True)
class ScoredRegion:
    """A part of the lattice: a band about a possible passage, with a score for every bead in it."""

    row: int
    """Source position of the band's first row."""
    column: int
    """Target position of the band's column 0."""
    band: Band
    scores: Float64s
    """Scores of all beads, shape (beads, rows, width), as `score_beads` gives them."""

    @property
    def rows(self) -> range:
        """Source positions of the nodes."""
        return range(self.row, self.row + len(self.band.lows))

    def lattice(self, gap: Gap) -> Lattice:
        """The region as a lattice of its own."""
        return Lattice(self.band, self.scores, gap)


@dataclass(frozen=True, slots=True)
class JumpCosts:
    """Costs of a path beside the scores of its beads; log-odds."""

    enter: float
    """Cost of entering a region at one particular node."""
    absent: Float64s
    """Cost of passing each source sentence outside the regions, shape (source sentences,)."""
    gap: Gap


class JumpStep(NamedTuple):
    """A bead of a path: its region, its position in `BEADS` and the node it starts at."""

    region: int
    bead: int
    i: int
    j: int


@dataclass(frozen=True, slots=True)
class JumpMarginals:
    """Result of the sums over all paths."""

    beads: tuple[Float64s, ...]
    """Probability of each bead of each region, in the shape of its scores."""
    absent: Float64s
    """Probability that each source sentence is passed outside the regions, shape (source
    sentences,)."""
    entries: float
    """Expected number of passages."""
    log_total: float
    """Logarithm of the summed weights of all paths."""


def find_jump_marginals(regions: Sequence[ScoredRegion], costs: JumpCosts) -> JumpMarginals:
    """Probability of every bead, and of every source sentence being outside the regions."""
    forward, backward = _sweep_forward(regions, costs, SUM), _sweep_backward(regions, costs)
    total = float(forward.outside[-1])
    sums = [
        sum_beads(there, back, total, forward.entering(region, costs)[:, None])
        for region, there, back in zip(regions, forward.sweeps, backward.sweeps, strict=True)
    ]
    return JumpMarginals(
        beads=tuple(found.probabilities for found in sums),
        absent=np.exp(forward.outside[:-1] + costs.absent + backward.outside[1:] - total),
        entries=sum(found.entries for found in sums),
        log_total=total,
    )


def best_jump_path(regions: Sequence[ScoredRegion], costs: JumpCosts) -> list[JumpStep]:
    """Beads of the path with the highest score, in source order, empty ones included.

    Viterbi 1967.
    """
    forward = _sweep_forward(regions, costs, MAX)
    steps: list[JumpStep] = []
    i = len(costs.absent)
    while i:
        found = _exit_at(regions, forward, i)
        if found is None:
            i -= 1
            continue
        k, node = found
        steps += _trace(k, regions[k], forward.sweeps[k], forward.entering(regions[k], costs), node)
        i = steps[-1].i
    return steps[::-1]


class _JumpForward(NamedTuple):
    """Combined scores of all paths from the first source sentence on."""

    outside: Float64s
    """Score of all paths that have passed i source sentences and are outside the regions."""
    sweeps: list[ForwardSweep]
    """That of each region."""

    def entering(self, region: ScoredRegion, costs: JumpCosts) -> Float64s:
        """Score of the paths that enter a region at any one node of each row, shape (rows,)."""
        return np.asarray(self.outside[region.row : region.rows.stop] + costs.enter)


class _JumpBackward(NamedTuple):
    """Summed scores of all paths to the last source sentence, as `_JumpForward` from the first."""

    outside: Float64s
    sweeps: list[BackwardSweep]


def _sweep_forward(
    regions: Sequence[ScoredRegion], costs: JumpCosts, algebra: Algebra
) -> _JumpForward:
    outside = np.full(len(costs.absent) + 1, NEVER)
    outside[0] = 0.0
    sweeps = [ForwardSweep(region.lattice(costs.gap), algebra) for region in regions]
    for i, active in enumerate(_active(regions, len(outside))):
        rows = [(sweeps[k], i - regions[k].row) for k in active]
        for sweep, r in rows:
            sweep.arrive(r)
        if i:
            scores = [outside[i - 1] + costs.absent[i - 1]]
            scores += [algebra.pair.reduce(sweep.after_bead[r]) for sweep, r in rows]
            outside[i] = algebra.pair.reduce(scores)
        for sweep, r in rows:
            sweep.depart(r, outside[i] + costs.enter)
    return _JumpForward(outside, sweeps)


def _sweep_backward(regions: Sequence[ScoredRegion], costs: JumpCosts) -> _JumpBackward:
    outside = np.full(len(costs.absent) + 1, NEVER)
    outside[-1] = 0.0
    sweeps = [BackwardSweep(region.lattice(costs.gap)) for region in regions]
    for i, active in reversed(list(enumerate(_active(regions, len(outside))))):
        rows = [(sweeps[k], i - regions[k].row) for k in active]
        full = [sweep.gather(r) for sweep, r in rows]
        entries = [costs.enter + np.logaddexp.reduce(scores) for scores in full]
        outside[i] = np.logaddexp.reduce([outside[i], *entries])
        for (sweep, r), scores in zip(rows, full, strict=True):
            sweep.finish(r, scores, outside[i])
        if i:
            outside[i - 1] = outside[i] + costs.absent[i - 1]
    return _JumpBackward(outside, sweeps)


def _active(regions: Sequence[ScoredRegion], count: int) -> list[list[int]]:
    """Regions that have nodes at each source position."""
    active: list[list[int]] = [[] for _ in range(count)]
    for k, region in enumerate(regions):
        for i in region.rows:
            active[i].append(k)
    return active


def _exit_at(
    regions: Sequence[ScoredRegion], forward: _JumpForward, i: int
) -> tuple[int, tuple[int, int]] | None:
    """Region that the best path leaves at source position i, and its node; None if it was outside.

    The node is counted from the start of the region.
    """
    for k, region in enumerate(regions):
        if i in region.rows:
            r = i - region.row
            row = forward.sweeps[k].after_bead[r]
            if row.max() == forward.outside[i] and row.max() > FORBIDDEN / 2:
                return k, (r, int(region.band.lows[r]) + int(row.argmax()))
    return None


def _trace(
    k: int, region: ScoredRegion, sweep: ForwardSweep, entering: Float64s, node: tuple[int, int]
) -> Iterator[JumpStep]:
    """Beads of one passage that ends at a node, from the last to the first."""
    before = Before.BEAD
    while before is not Before.START:
        step, before = sweep.last_step(node, in_gap=before is Before.GAP, entering=entering)
        yield JumpStep(k, step.bead, region.row + step.i, region.column + step.j)
        node = step.i, step.j
