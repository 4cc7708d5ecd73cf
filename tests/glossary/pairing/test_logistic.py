"""Logistic models and their files."""

import numpy as np
import pytest

from glossary.pairing.features import PAIR_FEATURES
from glossary.pairing.logistic import Logistic, load_logistic, read_logistic, write_logistic


def test_a_model_survives_its_file() -> None:
    """Written and read, it predicts the same."""
    model = Logistic(
        np.array([1.0, 2.0]), np.array([1.0, 0.5]), np.array([0.3, -1.0]), 0.1, 1.2, 0.0
    )
    again = read_logistic(write_logistic(model, ("a", "b"), {}), ("a", "b"))
    rows = np.array([[0.0, 1.0], [3.0, 2.0]])
    assert np.allclose(model.predict(rows), again.predict(rows))


def test_weights_of_other_features_are_refused() -> None:
    """A stale file is an error, not a wrong number."""
    model = Logistic(np.zeros(1), np.ones(1), np.ones(1), 0.0)
    with pytest.raises(ValueError, match="another version"):
        read_logistic(write_logistic(model, ("a",), {}), ("b",))


def test_the_shipped_model_fits_the_features() -> None:
    """More similarity and more co-occurrence make a pair more probable."""
    model = load_logistic("glossary.pairing", "weights.json", PAIR_FEATURES)
    weight = dict(zip(PAIR_FEATURES, model.weight, strict=True))
    assert weight["cosine"] > 0
    assert weight["dice"] > 0
    assert weight["boundary_leak_target"] < 0
