"""The learned weights of the search for excerpts, read from `excerpt_weights.json`.

Three small sets: how much likelier a true pair of sentences is than a chance one to look like this
(where to look), what a bead is worth against having no counterpart at all (what to believe), and
how the resulting probabilities were met on texts the weights were not made from (how sure to be).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.excerpts.neighbours import Neighbours
from aligner.alignment.features.names import INDEX
from aligner.alignment.lattice.semi_markov import BEADS, Gap
from aligner.alignment.model.bead_model import Model

PAIR_NAMES = ("cosine", "source-margin", "target-margin", "source-best", "target-best")
BEAD_NAMES = ("lattice", "constant", "source-sentences", "target-sentences")
ANYWHERE_NAMES = ("source-margin-anywhere", "target-margin-anywhere")
"""Cosine of a bead less the next best ones that its sentences have anywhere in the other text."""


@dataclass(frozen=True, slots=True)
class ExcerptModel:
    """Weights by name; see `benchmarks/training/train_excerpts.py` for how they are made."""

    pair: Mapping[str, float]
    """Of `PAIR_NAMES` and "constant"; gives a log-likelihood ratio."""
    bead: Mapping[str, float]
    """Of `BEAD_NAMES`, `ANYWHERE_NAMES` and names of `features.NAMES`."""
    empty: Mapping[str, float]
    """Of empty beads inside a passage: "lattice", "source", "target"."""
    enter: float
    """Of starting a passage, before the number of places it could start at is taken off."""
    absent: float
    """Of a source sentence outside all passages."""
    calibration: Mapping[str, tuple[float, float]]
    """Slope and offset of the log-odds of "link", "repeat" and "absent" (Platt 1999)."""

    def pair_strengths(self, neighbours: Neighbours) -> NDArray[np.float64]:
        """Log-likelihood ratio of each pair being true, against being chance."""
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
        features: NDArray[np.float32],
        model: Model,
        anywhere: tuple[NDArray[np.float32], NDArray[np.float32]],
    ) -> NDArray[np.float64]:
        """Score of one size of bead at every node: logarithm of its odds against chance.

        `features` are those of the lattice, names first; `anywhere` the next best cosines of the
        runs of its size that start at each row, as a column, and at each node, as a matrix.
        """
        score = model.score(number, features)
        if number < 2:
            side = ("source", "target")[number]
            return np.asarray(self.empty["lattice"] * score + self.empty[side])
        n, m = BEADS[number]
        size = n * self.bead["source-sentences"] + m * self.bead["target-sentences"]
        total = self.bead["lattice"] * score + self.bead["constant"] + size
        for name, weight in self.bead.items():
            if name in INDEX:
                total += weight * features[INDEX[name]]
        for name, background in zip(ANYWHERE_NAMES, anywhere, strict=True):
            total += self.bead[name] * (features[INDEX["cosine"]] - background)
        return np.asarray(total, np.float64)

    def gap(self, model: Model) -> Gap:
        """What empty beads inside a passage cost further."""
        return Gap(model.gap.opening, model.gap.going_on)

    def calibrate(self, kind: str, probability: float) -> float:
        """The share of links of this kind and probability that were right."""
        slope, offset = self.calibration[kind]
        clipped = min(max(probability, 1e-6), 1 - 1e-6)
        odds = slope * np.log(clipped / (1 - clipped)) + offset
        return float(1 / (1 + np.exp(-odds)))


def read_excerpt_model(data: Mapping[str, Any]) -> ExcerptModel:
    """A model from the parsed JSON."""
    return ExcerptModel(
        pair=data["pair"],
        bead=data["bead"],
        empty=data["empty"],
        enter=float(data["enter"]),
        absent=float(data["absent"]),
        calibration={kind: (float(a), float(b)) for kind, (a, b) in data["calibration"].items()},
    )


@cache
def default_excerpt_model() -> ExcerptModel:
    """The model that comes with the program."""
    file = resources.files("aligner.alignment.excerpts") / "excerpt_weights.json"
    return read_excerpt_model(json.loads(file.read_text(encoding="utf-8")))
