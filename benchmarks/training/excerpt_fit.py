"""Fits the weights of the excerpt search in the lattice with jumps.

They maximise the penalised conditional likelihood of the gold links, by L-BFGS.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from scipy.optimize import minimize

from aligner.alignment.excerpts.regions import _without_shared
from aligner.alignment.lattice.beads import BEADS, FORBIDDEN
from aligner.alignment.lattice.with_jumps import JumpCosts, ScoredRegion, find_jump_marginals
from aligner.alignment.model.bead_model import excerpt_bead_model
from benchmarks.training.excerpt_cases import BEAD, EMPTY, Case

START = {
    "lattice": 1.0, "target-sentences": -3.7, "source-margin-anywhere": 6.0,
    "target-margin-anywhere": 5.0, "numbers-shared": 1.0,
}  # fmt: skip
START_EMPTY = {"lattice": 1.5, "source": -1.5, "target": -2.0}
START_ENTER, START_ABSENT = -6.0, 0.0
PENALTY = 0.02
HARDER = 1.0
"""Weight of a harder case relative to a given one."""


def start() -> np.ndarray:
    """Initial weights, shape (BEAD + EMPTY + 2,): of full beads, of empty beads, enter, absent."""
    beads = [START.get(name, 0.0) for name in BEAD]
    return np.array(
        [*beads, *(START_EMPTY[name] for name in EMPTY), START_ENTER, START_ABSENT], float
    )


def score_case_regions(case: Case, weights: np.ndarray) -> list[ScoredRegion]:
    """Score the regions of a case; what two regions share belongs to the first of them."""
    scored: list[ScoredRegion] = []
    for region, values, _ in case.regions or []:
        scores = np.full((len(BEADS), len(region.band.lows), region.band.width), FORBIDDEN)
        for number, x in values.items():
            own = weights[len(BEAD) : len(BEAD) + len(EMPTY)] if number < 2 else weights
            value = np.tensordot(own[: len(x)].astype(np.float32), x, axes=1)
            scores[number] = np.where(np.isnan(value), FORBIDDEN, value)
        made = ScoredRegion(region.source.start, region.target.start, region.band, scores)
        scored.append(_without_shared(made, scored))
    return scored


def costs_of(case: Case, weights: np.ndarray, extra: Any = 0.0) -> JumpCosts:
    enter = weights[-2] - np.log(len(case.target))
    return JumpCosts(
        enter, np.full(len(case.source), weights[-1]) + extra, excerpt_bead_model().gap
    )


def loss(weights: np.ndarray, cases: list[Case], origin: np.ndarray) -> tuple[float, np.ndarray]:
    total = PENALTY * float(((weights - origin) ** 2).sum())
    gradient = 2 * PENALTY * (weights - origin)
    for case in cases:
        regions = score_case_regions(case, weights)
        free = find_jump_marginals(regions, costs_of(case, weights))
        linked = {i for s, _ in case.beads for i in s}
        must = np.array([FORBIDDEN if i in linked else 0.0 for i in range(len(case.source))])
        masks = [mask for _, _, mask in case.regions or []]
        own = [k for k, mask in enumerate(masks) if mask.any()]
        gold = find_jump_marginals(
            [gold_region(regions[k], masks[k], linked) for k in own],
            costs_of(case, weights, must),
        )
        right = dict(zip(own, gold.beads, strict=True))
        share = HARDER if case.name.endswith("harder") else 1.0
        total += share * (free.log_total - gold.log_total)
        for k, (_, values, _) in enumerate(case.regions or []):
            for number, x in values.items():
                excess = free.beads[k][number] - (right[k][number] if k in right else 0)
                there = np.abs(excess) > 1e-7
                part = share * (x[:, there] @ excess[there])
                at = len(BEAD) if number < 2 else 0
                gradient[at : at + len(part)] += part
        gradient[-2] += share * (free.entries - gold.entries)
        gradient[-1] += share * (free.absent - gold.absent).sum()
    return total, gradient


def gold_region(region: ScoredRegion, mask: np.ndarray, linked: set[int]) -> ScoredRegion:
    allowed = mask.copy()
    allowed[1] = True
    allowed[0] = np.array([i not in linked for i in region.rows])[:, None]
    return replace(region, scores=np.where(allowed, region.scores, FORBIDDEN))


def train(cases: list[Case], frozen: set[str], begin: np.ndarray, steps: int) -> np.ndarray:
    origin = start()
    names = [*BEAD, *("empty-" + name for name in EMPTY), "enter", "absent"]
    free = np.array([name not in frozen for name in names])
    origin[~free] = 0.0
    begin = np.where(free, begin, 0.0)

    def objective(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = loss(weights, cases, origin)
        return value, np.where(free, gradient, 0.0)

    options = {"maxiter": steps, "ftol": 5e-5}
    found = minimize(objective, begin, jac=True, method="L-BFGS-B", options=options)
    print(f"  loss {found.fun:.1f} after {found.nit} steps", flush=True)
    return np.asarray(found.x)
