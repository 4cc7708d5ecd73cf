"""Decides whether a curve improves the lattice's probabilities on texts left out of its fit."""

from collections.abc import Mapping, Sequence

import numpy as np

from aligner.alignment.lattice.beads import BEADS
from aligner.arrays import Float64s

Judged = tuple[int, float, bool]
"""Position in `BEADS`, probability, and whether the bead is right."""
KINDS = ("one-one", "larger", "empty")
WORTH = 0.005
"""Least decrease of the error that makes a curve worth having; a smaller one is chance."""
FEWEST = 100
"""Fewest predictions of a kind for which a curve is fitted."""


def kind_of(bead: int) -> str:
    """Kind of a bead, one of `KINDS`."""
    return "empty" if bead < 2 else "one-one" if BEADS[bead] == (1, 1) else "larger"


def fit_curve(judged: Sequence[Judged]) -> tuple[float, float]:
    """Fit slope and shift of a logistic calibration (Platt 1999), with a prior at 1 and 0."""
    from scipy.optimize import minimize

    odds = _log_odds(np.array([p for _, p, _ in judged]))
    sign = np.array([1 if right else -1 for _, _, right in judged])

    def loss(x: Float64s) -> float:
        wrong = np.logaddexp(0, -sign * (x[0] * odds + x[1])).sum()
        return float(wrong + 0.5 * ((x[0] - 1) ** 2 + x[1] ** 2))

    slope, shift = minimize(loss, [1.0, 0.0]).x
    return float(slope), float(shift)


def bend(curve: tuple[float, float], probabilities: Float64s) -> Float64s:
    """Calibrated probabilities, shape of `probabilities`."""
    return np.asarray(1 / (1 + np.exp(-(curve[0] * _log_odds(probabilities) + curve[1]))))


def _log_odds(p: Float64s) -> Float64s:
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(p / (1 - p)))


def ece(p: Float64s, right: Float64s) -> float:
    """Expected calibration error over ten equal bins of the probabilities `p`."""
    bins = np.minimum((p * 10).astype(int), 9)
    return float(
        sum(
            abs(p[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
            for b in range(10)
            if (bins == b).any()
        )
    )


def wrong_in_lowest(p: Float64s, right: Float64s) -> float:
    """Share of the wrong beads that lie in the fifth with the lowest probability."""
    lowest = np.argsort(p, kind="stable")[: round(0.2 * len(p))]
    return float((right[lowest] == 0).sum() / max(1, (right == 0).sum()))


def choose_curves(texts: Mapping[str, Sequence[Judged]]) -> dict[str, tuple[float, float]]:
    """Choose a curve for each kind, if curves fitted on the other texts decrease the error.

    A slope of 1 and a shift of 0 stand for no curve.
    """
    chosen = {}
    for kind in KINDS:
        own = {name: [x for x in found if kind_of(x[0]) == kind] for name, found in texts.items()}
        every = [x for found in own.values() for x in found]
        p, right = np.array([x[1] for x in every]), np.array([float(x[2]) for x in every])
        chosen[kind] = (1.0, 0.0)
        if len(every) < FEWEST:
            print(f"{kind}: {len(every)}, too few for a curve; ECE {ece(p, right):.3f}")
            continue
        bent = []
        for name, found in own.items():
            curve = fit_curve([x for other, xs in own.items() if other != name for x in xs])
            bent.append(bend(curve, np.array([x[1] for x in found])))
        before, after = ece(p, right), ece(np.concatenate(bent), right)
        if after < before - WORTH:
            chosen[kind] = fit_curve(every)
        print(
            f"{kind}: {len(every)}, ECE as it is {before:.3f}, with curves of the other texts "
            f"{after:.3f}; shipped: {chosen[kind]}"
        )
    return chosen


def show_confidence(title: str, judged: Sequence[Judged]) -> None:
    """Print a row of the table of confidences for each kind, and for all full beads."""
    for kind in ("full", *KINDS):
        rows = [x for x in judged if kind_of(x[0]) == kind or (kind == "full" and x[0] > 1)]
        if rows:
            p, right = np.array([x[1] for x in rows]), np.array([float(x[2]) for x in rows])
            print(
                f"| {title}, {kind} | {len(rows)} | {right.mean():.3f} | {p.mean():.3f} | "
                f"{ece(p, right):.3f} | {wrong_in_lowest(p, right):.2f} |"
            )
