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
from numpy.typing import NDArray

from aligner.alignment.features.bead_features import BeadFeatures
from aligner.alignment.features.names import EMPTY_NAMES, NAMES, ODD
from aligner.alignment.features.rescoring import RESCORING_NAMES
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.lattice.semi_markov import BEADS, Gap, Scores

SHAPES = ("one-one", "many-one", "many-many")
RELATED_NAMES = ("cosine", "coverage-low", "length-off", "numbers-missing", "constant")

Weights = NDArray[np.float32]


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

    constants: Weights
    """Constant of each bead, shape (beads,); 0 for the empty ones."""
    weights: Weights
    """Weights of `NAMES` for each bead, shape (beads, names); zero for the empty ones."""
    empty_weights: Weights
    """Weights of `EMPTY_NAMES`, shape (names,); the same for both empty beads."""
    gap: Gap
    rescoring_weights: Weights
    """Weights of `RESCORING_NAMES` and a constant for each bead, shape (beads, names + 1)."""
    scale: float
    """Factor of the first-pass score in the second pass."""
    rescoring_gap: Gap
    """Cost of gaps in the second pass, in place of `gap`."""
    calibration: tuple[tuple[float, float], ...]
    """Slope and shift of the calibration curve of each bead."""
    related: tuple[float, ...]
    """Weights of `RELATED_NAMES`."""

    def score(self, number: int, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """First-pass scores of one size of bead, float64, from features (names, …) to shape (…)."""
        weights = self.empty_weights if number < 2 else self.weights[number]
        score = np.tensordot(weights, features, axes=1) + self.constants[number]
        return np.asarray(score, np.float64)

    def related_probability(self, pair: EncodedPair, i: int, j: int) -> float:
        """Probability that two sentences translate each other rather than being unrelated."""
        odds = sum(w * f for w, f in zip(self.related, describe_lines(pair, i, j), strict=True))
        return float(1 / (1 + np.exp(-odds)))

    def rescore(
        self, numbers: NDArray[np.int64], first: Scores, features: NDArray[np.float32]
    ) -> Scores:
        """Second-pass scores of single beads, shape (beads,), log-odds.

        `numbers` are their positions in `BEADS`, `first` their first-pass scores, both of shape
        (beads,), and `features` theirs of `RESCORING_NAMES`, shape (beads, names).
        """
        weights = self.rescoring_weights[numbers]
        second = (weights[:, :-1] * features).sum(axis=1) + weights[:, -1]
        return np.asarray(self.scale * first + second, np.float64)


def describe_lines(pair: EncodedPair, i: int, j: int) -> list[float]:
    """Features that tell translations from unrelated sentences.

    `RELATED_NAMES`, for one pair of lines.
    """
    number, features = next(iter(BeadFeatures(pair, range(i, i + 1), range(j, j + 1)).beads()))
    assert BEADS[number] == (1, 1)
    named = dict(zip(NAMES, features[:, 0, 0].tolist(), strict=True))
    missing = named["numbers-missing-source"] + named["numbers-missing-target"]
    return [named["cosine"], named["coverage-low"], named["length-off"], missing, 1.0]


def read_model(data: Mapping[str, Any]) -> Model:
    """Makes a model from the parsed JSON; features that it does not name have weight 0."""
    first, second = data["first look"], data["second look"]
    empty = [first["empty"].get(name, 0) for name in EMPTY_NAMES]
    close = _expand(second["weights"], RESCORING_NAMES)
    return Model(
        constants=_constants(first["constants"]),
        weights=_expand(first["weights"], NAMES),
        empty_weights=np.array(empty, np.float32),
        gap=Gap(0.0, float(first["going_on"])),
        rescoring_weights=np.concatenate([close, _constants(second["constants"])[:, None]], axis=1),
        scale=float(second["scale"]),
        rescoring_gap=Gap(0.0, float(second["going_on"])),
        related=tuple(float(data["related"][name]) for name in RELATED_NAMES),
        calibration=tuple(
            (float(curve["slope"]), float(curve["shift"]))
            for curve in (
                data["calibration"]["empty" if k < 2 else SHAPES[shape_of(k)]]
                for k in range(len(BEADS))
            )
        ),
    )


def find_twins(names: Sequence[str]) -> list[int]:
    """Position of what each feature becomes when the two sides are swapped."""
    swapped = [
        name.replace("source", "\0").replace("target", "source").replace("\0", "target")
        for name in names
    ]
    return [names.index(name) for name in swapped]


def _constants(named: Mapping[str, float]) -> Weights:
    """Constant of each bead, shape (beads,); "2-1" is also that of 1–2."""
    keys = [f"{max(bead)}-{min(bead)}" for bead in BEADS]
    return np.array([named.get(key, 0) for key in keys], np.float32)


def _expand(named: Mapping[str, Mapping[str, float]], names: Sequence[str]) -> Weights:
    """Weights of each bead, shape (beads, names), from those of the three shapes."""
    weights = np.zeros((len(BEADS), len(names)), np.float32)
    signs = np.array([-1 if name in ODD else 1 for name in names], np.float32)
    for number, (n, m) in enumerate(BEADS[2:], 2):
        shape = named[SHAPES[shape_of(number)]]
        straight = np.array([shape.get(name, 0) for name in names], np.float32)
        mirrored = straight[find_twins(names)] * signs
        share = 1.0 if n > m else 0.0 if n < m else 0.5
        weights[number] = share * straight + (1 - share) * mirrored
    return weights


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
