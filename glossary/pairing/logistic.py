"""A small model: logistic regression whose weights stand in a readable JSON file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights on standardised features, then a calibration of the log-odds."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weight: NDArray[np.float64]
    intercept: float
    slope: float = 1.0
    """Calibration: log-odds of the answer = slope x log-odds of the model + shift."""
    shift: float = 0.0

    def predict(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability for each row, shape (rows,)."""
        score = (features - self.mean) / self.scale @ self.weight + self.intercept
        calibrated: NDArray[np.float64] = 1 / (1 + np.exp(-(self.slope * score + self.shift)))
        return calibrated


@cache
def load_model(package: str, file: str, features: tuple[str, ...]) -> Logistic:
    """The model that comes with the program in a file of a package."""
    text = files(package).joinpath(file).read_text(encoding="utf-8")
    return read_model(text, features)


def read_model(text: str, features: Sequence[str]) -> Logistic:
    """A model from its JSON.

    Raises:
        ValueError: It was trained for other features.
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


def write_model(model: Logistic, features: Sequence[str], about: dict[str, object]) -> str:
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
