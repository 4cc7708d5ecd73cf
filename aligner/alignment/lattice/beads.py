"""The beads of the lattice: their sizes, their scores and where on a path they lie."""

from dataclasses import dataclass
from typing import NamedTuple

LONGEST = 6
"""Most sentences on one side of a bead."""
TOTAL = 7
"""Most sentences on both sides of a bead together."""
BEADS: tuple[tuple[int, int], ...] = (
    (1, 0),
    (0, 1),
    *((n, m) for n in range(1, LONGEST + 1) for m in range(1, LONGEST + 1) if n + m <= TOTAL),
)
"""Sentences on the source and target side of each kind of bead; the two empty ones first."""
FORBIDDEN = -1e4
"""Score of a forbidden bead; finite, so that a path always exists."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Cost of an empty bead beside its own score, log-odds.

    The first of a row, and each further one.
    """

    opening: float = 0.0
    going_on: float = 0.0


class Step(NamedTuple):
    """A bead on a path: its position in `BEADS` and the node it starts at."""

    bead: int
    i: int
    j: int


class ScoredBead(NamedTuple):
    """A bead of the best path with its probability."""

    step: Step
    probability: float
    runner_up: float
    """Probability of the likeliest other bead that shares a sentence with it."""

    def moved(self, i: int, j: int) -> "ScoredBead":
        """Counts the bead from another start."""
        step = Step(self.step.bead, self.step.i + i, self.step.j + j)
        return self._replace(step=step)
