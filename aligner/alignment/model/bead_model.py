"""The bead model: from the features of a bead to its score, by the weights in `weights.json`.

A score is a weighted sum of the features and a constant for the size of the bead. One sentence
against one, several against one, and several against several have weights of their own. The weights
are those of beads with more source than target sentences; the others are scored as their mirror
image, and beads of equally many as the mean of both, so swapping source and target changes nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from aligner.alignment.features.bead_features import BeadFeatures
from aligner.alignment.features.feature_stack import FeatureStack, rows_by_name
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.lattice.beads import BEADS, Gap
from aligner.alignment.model.mirroring import mirror, twin_of
from aligner.alignment.model.named_weights import NamedWeights
from aligner.arrays import Float32s, Float64s, Int64s
from aligner.logistic import PlattCurve, sigmoid

SHAPES = ("one-one", "many-one", "many-many")


def shape_of(number: int) -> int:
    """Position in `SHAPES` of a full bead, given its position in `BEADS`.

    >>> [SHAPES[shape_of(BEADS.index(b))] for b in ((1, 1), (1, 3), (2, 2))]
    ['one-one', 'many-one', 'many-many']
    """
    n, m = BEADS[number]
    return 0 if n == m == 1 else 1 if min(n, m) == 1 else 2


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of a linear-chain model over the lattice (Lafferty, McCallum & Pereira 2001)."""

    constants: Float32s
    """Constant of each bead, shape (beads,); 0 for the empty ones."""
    weights: NamedWeights
    """Weights of the features of full beads; rows of zeros for the empty ones."""
    empty_weights: NamedWeights
    """Weights of the features of the two empty beads; the same for both."""
    gap: Gap
    rescoring_constants: Float32s
    """Constant of each bead in the second pass, shape (beads,)."""
    rescoring_weights: NamedWeights
    """Weights of the second-pass features of each bead."""
    scale: float
    """Factor of the first-pass score in the second pass."""
    rescoring_gap: Gap
    """Cost of gaps in the second pass, in place of `gap`."""
    calibration: tuple[PlattCurve, ...]
    """The calibration curve of each bead."""
    related: Mapping[str, float]
    """Weights of what `describe_lines` gives."""

    def score(self, number: int, features: FeatureStack) -> Float64s:
        """First-pass scores of the beads of one size, float64 (rows, columns), log-odds.

        `number` is their position in `BEADS`. Raises: ValueError if a weight has no feature.
        """
        table = self.empty_weights if number < 2 else self.weights
        weights = table.arranged(features.names)[number]
        score = np.tensordot(weights, features.values, axes=1) + self.constants[number]
        return np.asarray(score, np.float64)

    def related_probability(self, pair: EncodedPair, i: int, j: int) -> float:
        """Probability that two sentences translate each other rather than being unrelated."""
        described = describe_lines(pair, i, j)
        odds = sum(weight * described[name] for name, weight in self.related.items())
        return float(sigmoid(np.asarray(odds)))

    def rescore(
        self,
        numbers: Int64s,
        first: Float64s,
        features: Sequence[Mapping[str, float]],
    ) -> Float64s:
        """Second-pass scores of single beads, shape (beads,), log-odds.

        `numbers` are their positions in `BEADS`, `first` their first-pass scores, both of shape
        (beads,), and `features` what `Rescorer` says of each; an empty mapping weighs nothing.
        """
        weights = self.rescoring_weights
        evidence = weights.rows[numbers] * rows_by_name(features, weights.names)
        second = evidence.sum(axis=1) + self.rescoring_constants[numbers]
        return np.asarray(self.scale * first + second, np.float64)


def describe_lines(pair: EncodedPair, i: int, j: int) -> dict[str, float]:
    """Features of two sentences that tell translations from unrelated sentences."""
    number, features = next(iter(BeadFeatures(pair, range(i, i + 1), range(j, j + 1)).beads()))
    assert BEADS[number] == (1, 1)
    named = dict(zip(features.names, features.values[:, 0, 0].tolist(), strict=True))
    return {
        "cosine": named["cosine"],
        "coverage-low": named["coverage-low"],
        "length-off": named["length-off"],
        "numbers-missing": named["numbers-missing-source"] + named["numbers-missing-target"],
        "constant": 1.0,
    }


def read_model(data: Mapping[str, Any]) -> Model:
    """Makes a model from the parsed JSON; features that it does not name have weight 0."""
    first, second = data["first look"], data["second look"]
    empty = np.array(list(first["empty"].values()), np.float32)
    return Model(
        constants=_constants(first["constants"]),
        weights=_expand(first["weights"]),
        empty_weights=NamedWeights(tuple(first["empty"]), np.stack([empty, empty])),
        gap=Gap(0.0, float(first["going_on"])),
        rescoring_constants=_constants(second["constants"]),
        rescoring_weights=_expand(second["weights"]),
        scale=float(second["scale"]),
        rescoring_gap=Gap(0.0, float(second["going_on"])),
        related={name: float(weight) for name, weight in data["related"].items()},
        calibration=tuple(
            PlattCurve(float(curve["slope"]), float(curve["shift"]))
            for curve in (
                data["calibration"]["empty" if k < 2 else SHAPES[shape_of(k)]]
                for k in range(len(BEADS))
            )
        ),
    )


def _constants(named: Mapping[str, float]) -> Float32s:
    """Constant of each bead, shape (beads,); "2-1" is also that of 1–2."""
    keys = [f"{max(bead)}-{min(bead)}" for bead in BEADS]
    return np.array([named.get(key, 0) for key in keys], np.float32)


def _expand(named: Mapping[str, Mapping[str, float]]) -> NamedWeights:
    """Weights of each bead, from those of the three shapes by name."""
    used = dict.fromkeys(name for shape in named.values() for name in shape)
    names = tuple(used | dict.fromkeys(map(twin_of, used)))
    weights = np.zeros((len(BEADS), len(names)), np.float32)
    for number, (n, m) in enumerate(BEADS[2:], 2):
        shape = named[SHAPES[shape_of(number)]]
        straight = np.array([shape.get(name, 0) for name in names], np.float32)
        mirrored = mirror(straight, names)
        share = 1.0 if n > m else 0.0 if n < m else 0.5
        weights[number] = share * straight + (1 - share) * mirrored
    return NamedWeights(names, weights)


@cache
def default_model() -> Model:
    """The model that comes with the program."""
    return read_model(_shipped())


@cache
def excerpt_bead_model() -> Model:
    """The bead model that the excerpt search builds on.

    The excerpt weights were learned on this model's scores, so it changes only together with them
    (`benchmarks/training/train_excerpts.py`).
    """
    data = _shipped()
    return read_model({**data, "first look": data["first look of excerpts"]})


def _shipped() -> dict[str, Any]:
    file = resources.files("aligner.alignment.model") / "weights.json"
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data
