"""Weights of the excerpt search, read from `excerpt_weights.json`.

Three small sets: how much likelier a true pair of sentences is than a random one to have these
similarities (where to search), what a bead is worth against having no counterpart at all (what to
believe), and how often the resulting probabilities were right on texts the weights were not learned
from (how confident to be).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from aligner.alignment.excerpts.neighbours import Neighbours
from aligner.alignment.features.feature_stack import FeatureStack
from aligner.alignment.lattice.beads import BEADS
from aligner.alignment.model.bead_model import Model
from aligner.arrays import Float32s, Float64s
from aligner.logistic import PlattCurve

PAIR_NAMES = ("cosine", "source-margin", "target-margin", "source-best", "target-best")
BEAD_NAMES = ("lattice", "constant", "source-sentences", "target-sentences")
ANYWHERE_NAMES = ("source-margin-anywhere", "target-margin-anywhere")
"""Features of a bead: its cosine minus the next best cosines that its sentences have anywhere in
the other text."""


@dataclass(frozen=True, slots=True)
class ExcerptModel:
    """Weights by name; see `benchmarks/training/train_excerpts.py` for how they are made."""

    pair: Mapping[str, float]
    """Weights of `PAIR_NAMES` and "constant"; the sum is a log-likelihood ratio."""
    bead: Mapping[str, float]
    """Weights of `BEAD_NAMES`, `ANYWHERE_NAMES` and some of the features of `BeadFeatures`."""
    empty: Mapping[str, float]
    """Weights of empty beads inside a passage: "lattice", "source", "target"."""
    enter: float
    """Log-odds of starting a passage, before the log of the number of places it could start at is
    subtracted."""
    absent: float
    """Log-odds of a source sentence outside all passages."""
    calibration: Mapping[str, PlattCurve]
    """The calibration curves of "link", "repeat" and "absent"."""

    def pair_strengths(self, neighbours: Neighbours) -> Float64s:
        """Log-likelihood ratio of each pair of neighbours, true against random, shape (pairs,)."""
        values = (
            neighbours.cosine,
            neighbours.source_margin,
            neighbours.target_margin,
            neighbours.source_best,
            neighbours.target_best,
        )
        strengths = np.full(len(neighbours), self.pair["constant"])
        for name, value in zip(PAIR_NAMES, values, strict=True):
            strengths += self.pair[name] * value.astype(np.float64)
        return strengths

    def bead_scores(
        self,
        number: int,
        features: FeatureStack,
        model: Model,
        anywhere: tuple[Float32s, Float32s],
    ) -> Float64s:
        """Scores of one size of bead at every node, shape (rows, columns), log-odds against chance.

        `number` is its position in `BEADS`; `features` are those of the lattice, shape (names,
        rows, columns); `anywhere` are the mean next best cosines of the source runs that start at
        each row, shape (rows, 1), and of the target runs that start at each node, shape (rows,
        columns).
        """
        score = model.score(number, features)
        if number < 2:
            side = ("source", "target")[number]
            return np.asarray(self.empty["lattice"] * score + self.empty[side])
        n, m = BEADS[number]
        size = n * self.bead["source-sentences"] + m * self.bead["target-sentences"]
        total = self.bead["lattice"] * score + self.bead["constant"] + size
        for name, weight in self.bead.items():
            if name not in (*BEAD_NAMES, *ANYWHERE_NAMES):
                total += weight * features[name]
        for name, background in zip(ANYWHERE_NAMES, anywhere, strict=True):
            total += self.bead[name] * (features["cosine"] - background)
        return np.asarray(total, np.float64)

    def calibrate(self, kind: str, probability: float) -> float:
        """Share of links of this kind and lattice probability that were right (Platt 1999)."""
        return self.calibration[kind].bend(probability)


def read_excerpt_model(data: Mapping[str, Any]) -> ExcerptModel:
    """Makes a model from the parsed JSON."""
    return ExcerptModel(
        pair=data["pair"],
        bead=data["bead"],
        empty=data["empty"],
        enter=float(data["enter"]),
        absent=float(data["absent"]),
        calibration={
            kind: PlattCurve(float(a), float(b)) for kind, (a, b) in data["calibration"].items()
        },
    )


@cache
def default_excerpt_model() -> ExcerptModel:
    """The model that comes with the program."""
    file = resources.files("aligner.alignment.excerpts") / "excerpt_weights.json"
    return read_excerpt_model(json.loads(file.read_text(encoding="utf-8")))
