"""Decides whether a curve improves the lattice's probabilities on texts left out of its fit."""

from collections.abc import Mapping, Sequence

import numpy as np

from aligner.alignment.lattice.beads import BEADS
from aligner.arrays import Float64s
from aligner.logistic import PlattCurve, log_odds

Judged = tuple[int, float, bool]
"""Position in `BEADS`, probability, and whether the bead is right."""
KINDS = ("one-one", "larger", "empty")
WORTH = 0.005
"""Least decrease of the error that makes a curve worth having; a smaller one is chance."""
LEAST = 1e-4
"""Distance from 0 and 1 to which probabilities are limited, as the program does."""
FEWEST = 100
"""Fewest predictions of a kind for which a curve is fitted."""


def kind_of(bead: int) -> str:
    """Kind of a bead, one of `KINDS`."""
    return "empty" if bead < 2 else "one-one" if BEADS[bead] == (1, 1) else "larger"


def fit_curve(judged: Sequence[Judged]) -> PlattCurve:
    """Fit slope and shift of a logistic calibration (Platt 1999), with a prior at 1 and 0."""
    from scipy.optimize import minimize

    odds = np.array([log_odds(p, LEAST) for _, p, _ in judged])
    sign = np.array([1 if right else -1 for _, _, right in judged])

    def loss(x: Float64s) -> float:
        wrong = np.logaddexp(0, -sign * (x[0] * odds + x[1])).sum()
        return float(wrong + 0.5 * ((x[0] - 1) ** 2 + x[1] ** 2))

    slope, shift = minimize(loss, [1.0, 0.0]).x
    return PlattCurve(float(slope), float(shift))


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


def choose_curves(texts: Mapping[str, Sequence[Judged]]) -> dict[str, PlattCurve]:
    """Choose a curve for each kind, if curves fitted on the other texts decrease the error.

    A slope of 1 and a shift of 0 stand for no curve.
    """
    chosen = {}
    for kind in KINDS:
        own = {name: [x for x in found if kind_of(x[0]) == kind] for name, found in texts.items()}
        every = [x for found in own.values() for x in found]
        p, right = np.array([x[1] for x in every]), np.array([float(x[2]) for x in every])
        chosen[kind] = PlattCurve()
        if len(every) < FEWEST:
            print(f"{kind}: {len(every)}, too few for a curve; ECE {ece(p, right):.3f}")
            continue
        bent = []
        for name, found in own.items():
            curve = fit_curve([x for other, xs in own.items() if other != name for x in xs])
            bent += [curve.bend(p, LEAST) for _, p, _ in found]
        before, after = ece(p, right), ece(np.array(bent), right)
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
