"""The learned weights: from the features of a bead to its score. Read from `weights.json`.

A score is a weighted sum of the features, with weights of its own for 1–1 beads, for one sentence
against several, and for several against several, and a constant for every size of bead. It is the
same when source and target change places.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.features import EMPTY_NAMES, NAMES
from aligner.alignment.lattice import BEADS, Gap

SHAPES = ("one-one", "one-many", "many-many")


def shape_of(number: int) -> int:
    """Position in `SHAPES` of a full bead.

    >>> [SHAPES[shape_of(BEADS.index(b))] for b in ((1, 1), (3, 1), (2, 2))]
    ['one-one', 'one-many', 'many-many']
    """
    n, m = BEADS[number]
    return 0 if n == m == 1 else 1 if min(n, m) == 1 else 2


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of a linear-chain model over the lattice."""

    constants: NDArray[np.float32]
    """One for each of `BEADS`; 0 for the empty ones."""
    weights: NDArray[np.float32]
    """Shape (SHAPES, NAMES)."""
    empty_weights: NDArray[np.float32]
    """Of `EMPTY_NAMES`, the same for both empty beads."""
    gap: Gap

    def score(self, number: int, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Scores from features whose first axis is that of the names."""
        weights = self.empty_weights if number < 2 else self.weights[shape_of(number)]
        score = np.tensordot(weights, features, axes=1) + self.constants[number]
        return np.asarray(score, np.float64)


def read_model(data: Mapping[str, Any]) -> Model:
    """A model from the parsed JSON; features that it does not name weigh nothing."""
    constants = [float(data["constants"].get(f"{n}-{m}", 0)) for n, m in BEADS]
    weights = [[float(data["weights"][shape].get(name, 0)) for name in NAMES] for shape in SHAPES]
    empty = [float(data["empty"].get(name, 0)) for name in EMPTY_NAMES]
    return Model(
        np.array(constants, np.float32),
        np.array(weights, np.float32),
        np.array(empty, np.float32),
        Gap(0.0, float(data["going_on"])),
    )


@cache
def default_model() -> Model:
    """The model that comes with the program."""
    file = resources.files("aligner.alignment") / "weights.json"
    return read_model(json.loads(file.read_text(encoding="utf-8")))
