"""From scores to the beads that are kept, each with its probability."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.features.rescoring import CloseUp
from aligner.alignment.lattice.semi_markov import (
    BEADS,
    FORBIDDEN,
    Band,
    Gap,
    Scores,
    Step,
    best_path,
    find_marginals,
)
from aligner.alignment.model.bead_model import Model

IN_QUESTION = 2e-3
"""Beads of a lower probability at first sight are not looked at again. With .001, .002 and .003 in
learning and use strict F1 on texts left out is .9126, .9156 and .9144 (MAC-dev), .8904, .8904 and
.8869 (Text+Berg), the same on magazine; the more is left out, the fewer clauses to encode."""
_BEAD_COST = 0.45
"""Probability at which a bead is worth taking; see `best_expected_path`."""


class Likely(NamedTuple):
    """A bead of the best path with its probability."""

    step: Step
    probability: float
    rival: float
    """Probability of the likeliest bead that shares a sentence with it."""

    def moved(self, i: int, j: int) -> "Likely":
        """The same bead counted from another start."""
        step = Step(self.step.bead, self.step.i + i, self.step.j + j)
        return self._replace(step=step)


def look_twice(scores: Scores, band: Band, model: Model, closeup: CloseUp) -> Scores:
    """The scores after a closer look at the beads that are likely by the first ones.

    All other beads are struck out.
    """
    marginals = find_marginals(scores, band, model.gap).beads
    numbers, rows, columns = np.nonzero(marginals > IN_QUESTION)
    steps = [
        Step(int(b), int(i), int(band.lows[i] + c))
        for b, i, c in zip(numbers, rows, columns, strict=True)
    ]
    again = np.full(scores.shape, FORBIDDEN)
    first = scores[numbers, rows, columns]
    features = closeup.features(steps, _in_question(steps, band))
    again[numbers, rows, columns] = model.score_closely(numbers, first, features)
    return again


def _in_question(steps: Sequence[Step], band: Band) -> NDArray[np.bool_]:
    """Whether another of the beads shares a sentence with each; without one its score is idle."""
    source = np.zeros(band.source_count + 1, np.int64)
    target = np.zeros(band.target_count + 1, np.int64)
    for step in steps:
        n, m = BEADS[step.bead]
        source[step.i : step.i + n] += 1
        target[step.j : step.j + m] += 1
    contested = [
        source[s.i : s.i + BEADS[s.bead][0]].max(initial=0) > 1
        or target[s.j : s.j + BEADS[s.bead][1]].max(initial=0) > 1
        for s in steps
    ]
    return np.array(contested, np.bool_)


def best_expected_path(scores: Scores, band: Band, gap: Gap) -> list[Likely]:
    """The path with the highest expected F1, with the probability of each bead.

    F1 = 2 right / (predicted + gold): where the expected F1 is F, a bead of probability p adds
    p - F/2 to what is to be made as large as possible (minimum Bayes risk, Kumar & Byrne 2004;
    Dinkelbach 1967 for the ratio). With F about .9 a bead is worth taking from p = .45 on.
    """
    marginals = find_marginals(scores, band, gap).beads
    worth = np.where(scores > FORBIDDEN / 2, marginals - _BEAD_COST, FORBIDDEN)
    return _judge(best_path(worth, band), marginals, band)


def judge(steps: Sequence[Step], scores: Scores, band: Band, gap: Gap) -> list[Likely]:
    """The probability of each of the beads of a given path."""
    return _judge(steps, find_marginals(scores, band, gap).beads, band)


def _judge(steps: Sequence[Step], marginals: Scores, band: Band) -> list[Likely]:
    rivals = _find_rivals(steps, marginals, band)
    return [
        Likely(step, float(marginals[step.bead, step.i, step.j - band.lows[step.i]]), rival)
        for step, rival in zip(steps, rivals, strict=True)
    ]


def _find_rivals(steps: Sequence[Step], marginals: Scores, band: Band) -> list[float]:
    """For each bead of a path the probability of the likeliest other one that shares a sentence."""
    source_of: dict[int, int] = {}
    target_of: dict[int, int] = {}
    chosen = set(steps)
    for at, step in enumerate(steps):
        n, m = BEADS[step.bead]
        source_of.update(dict.fromkeys(range(step.i, step.i + n), at))
        target_of.update(dict.fromkeys(range(step.j, step.j + m), at))
    best = [0.0] * len(steps)
    for b, i, c in zip(*np.nonzero(marginals > IN_QUESTION), strict=True):
        step = Step(int(b), int(i), int(band.lows[i] + c))
        if step in chosen:
            continue
        n, m = BEADS[step.bead]
        touched = {source_of[k] for k in range(step.i, step.i + n) if k in source_of}
        touched |= {target_of[k] for k in range(step.j, step.j + m) if k in target_of}
        for at in touched:
            best[at] = max(best[at], float(marginals[b, i, c]))
    return best
