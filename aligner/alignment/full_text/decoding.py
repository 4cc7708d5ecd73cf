"""Decoding: from the scores of all beads to the path that is kept, with its probabilities."""

from collections.abc import Sequence

import numpy as np

from aligner.alignment.features.second_pass.rescoring import Rescorer
from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS, FORBIDDEN, Gap, ScoredBead, Step
from aligner.alignment.lattice.semi_markov import best_path, find_marginals
from aligner.alignment.model.bead_model import Model
from aligner.arrays import Bools, Float64s

RESCORE_FROM = 2e-3
"""First-pass probability from which a bead is rescored. With .001, .002 and .003 in learning and in
use, strict F1 on texts left out is .9126, .9156 and .9144 (MAC-dev), .8904, .8904 and .8869
(Text+Berg), and the same on magazine; a higher limit leaves fewer clauses to encode."""
_BEAD_COST = 0.45
"""Probability from which a bead is worth taking; see `best_expected_path`."""


def rescore(scores: Float64s, band: Band, model: Model, rescorer: Rescorer) -> Float64s:
    """Scores of the second pass, shape (beads, source positions, width), log-odds.

    Only the beads that the first pass considers likely are rescored; all others are forbidden.
    """
    marginals = find_marginals(scores, band, model.gap).beads
    numbers, rows, columns = np.nonzero(marginals > RESCORE_FROM)
    steps = [
        Step(int(b), int(i), int(band.lows[i] + c))
        for b, i, c in zip(numbers, rows, columns, strict=True)
    ]
    rescored = np.full(scores.shape, FORBIDDEN)
    first = scores[numbers, rows, columns]
    features = rescorer.features(steps, _contested(steps, band))
    rescored[numbers, rows, columns] = model.rescore(numbers, first, features)
    return rescored


def _contested(steps: Sequence[Step], band: Band) -> Bools:
    """Whether each bead shares a sentence with another one; if not, its score decides nothing.

    Shape (steps,).
    """
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


def best_expected_path(scores: Float64s, band: Band, gap: Gap) -> list[ScoredBead]:
    """Path with the highest expected F1, and the probability of each of its beads.

    F1 = 2 right / (predicted + gold): where the expected F1 is F, a bead of probability p adds p -
    F/2 to the sum to be maximised (minimum Bayes risk, Kumar & Byrne 2004; Dinkelbach 1967 for the
    ratio). With F about .9 a bead is worth taking from p = .45.
    """
    marginals = find_marginals(scores, band, gap).beads
    worth = np.where(scores > FORBIDDEN / 2, marginals - _BEAD_COST, FORBIDDEN)
    return _score_path(best_path(worth, band), marginals, band)


def score_path(steps: Sequence[Step], scores: Float64s, band: Band, gap: Gap) -> list[ScoredBead]:
    """Scores the beads of a given path: the probability of each, and of its runner-up."""
    return _score_path(steps, find_marginals(scores, band, gap).beads, band)


def _score_path(steps: Sequence[Step], marginals: Float64s, band: Band) -> list[ScoredBead]:
    runners_up = _find_runners_up(steps, marginals, band)
    return [
        ScoredBead(step, float(marginals[step.bead, step.i, step.j - band.lows[step.i]]), runner_up)
        for step, runner_up in zip(steps, runners_up, strict=True)
    ]


def _find_runners_up(steps: Sequence[Step], marginals: Float64s, band: Band) -> list[float]:
    """Probability of the likeliest other bead that shares a sentence with each bead of a path."""
    source_of: dict[int, int] = {}
    target_of: dict[int, int] = {}
    chosen = set(steps)
    for at, step in enumerate(steps):
        n, m = BEADS[step.bead]
        source_of.update(dict.fromkeys(range(step.i, step.i + n), at))
        target_of.update(dict.fromkeys(range(step.j, step.j + m), at))
    best = [0.0] * len(steps)
    for b, i, c in zip(*np.nonzero(marginals > RESCORE_FROM), strict=True):
        step = Step(int(b), int(i), int(band.lows[i] + c))
        if step in chosen:
            continue
        n, m = BEADS[step.bead]
        touched = {source_of[k] for k in range(step.i, step.i + n) if k in source_of}
        touched |= {target_of[k] for k in range(step.j, step.j + m) if k in target_of}
        for at in touched:
            best[at] = max(best[at], float(marginals[b, i, c]))
    return best
