"""Logistic regression with its weights in a readable JSON file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from aligner.arrays import Float64s
from aligner.logistic import sigmoid


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights of standardised features, then a calibration of the log-odds."""

    mean: Float64s
    """Mean of each feature, shape (features,) like the next two."""
    scale: Float64s
    """Standard deviation of each feature."""
    weight: Float64s
    intercept: float
    slope: float = 1.0
    """Calibration: the log-odds of the answer are slope × log-odds of the model + shift."""
    shift: float = 0.0

    def predict(self, features: Float64s) -> Float64s:
        """The probability for each row of features: (rows, features) → (rows,)."""
        score = (features - self.mean) / self.scale @ self.weight + self.intercept
        return sigmoid(self.slope * score + self.shift)


@cache
def load_logistic(package: str, file: str, features: tuple[str, ...]) -> Logistic:
    """The model in a JSON file of a package, checked as in `read_logistic`."""
    text = files(package).joinpath(file).read_text(encoding="utf-8")
    return read_logistic(text, features)


def read_logistic(text: str, features: Sequence[str]) -> Logistic:
    """A model from its JSON, with the weights in the order of `features`.

    Raises:
        ValueError: The model was trained on other features.
    """
    data = json.loads(text)
    table = {row["name"]: row for row in data["features"]}
    if set(table) != set(features):
        raise ValueError("the weights belong to another version of the features")
    mean, scale, weight = (
        np.array([table[name][key] for name in features], dtype=np.float64)
        for key in ("mean", "scale", "weight")
    )
    return Logistic(mean, scale, weight, data["intercept"], data["slope"], data["shift"])


def write_logistic(model: Logistic, features: Sequence[str], about: dict[str, object]) -> str:
    """The JSON of a model; `about` says how it was trained."""
    rows = [
        {"name": name, "mean": round(m, 5), "scale": round(s, 5), "weight": round(w, 4)}
        for name, m, s, w in zip(
            features, model.mean.tolist(), model.scale.tolist(), model.weight.tolist(), strict=True
        )
    ]
    data = {
        "about": about,
        "intercept": round(model.intercept, 4),
        "slope": round(model.slope, 4),
        "shift": round(model.shift, 4),
        "features": rows,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
