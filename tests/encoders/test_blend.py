"""Vectors side by side."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.encoders.blend import BlendedEncoder
from aligner.encoders.protocol import Encoder, Vectors
from aligner.progress import Progress


class LetterEncoder:
    """Counts letters, a different way for every seed."""

    version = "1"

    def __init__(self, name: str, dimension: int, languages: frozenset[str] | None) -> None:
        self.name, self.dimension, self.languages = name, dimension, languages

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """A vector of letter counts."""
        rows = np.ones((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text:
                row[ord(letter) * 7 % self.dimension] += 1
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Vectors of the joined texts."""
        runs = [
            [joiner.join(texts[i : i + k + 1]) for i in range(len(texts) - k)]
            for k in range(longest)
        ]
        return [self.encode(level) for level in runs]


ONE = LetterEncoder("one", 5, frozenset({"en", "zh"}))
TWO = LetterEncoder("two", 3, None)
texts = st.lists(st.text(max_size=10), min_size=1, max_size=5)


@given(texts, st.floats(0.05, 0.95))
def test_the_cosine_is_the_weighted_mean(given_texts: list[str], share: float) -> None:
    """The blend's cosine is the weighted mean of the two; its vectors have unit length."""
    blend: Encoder = BlendedEncoder([ONE, TWO], [share, 1 - share])
    vectors = blend.encode(given_texts)
    one, two = ONE.encode(given_texts), TWO.encode(given_texts)
    expected = share * one @ one.T + (1 - share) * two @ two.T
    assert np.allclose(vectors @ vectors.T, expected, atol=1e-5)
    assert vectors.shape == (len(given_texts), blend.dimension)
    assert vectors.dtype == np.float32


@given(texts)
def test_runs_are_blended_level_by_level(given_texts: list[str]) -> None:
    """Run vectors of the blend are those of the joined texts."""
    blend = BlendedEncoder([ONE, TWO])
    runs = blend.encode_runs(given_texts, " ", 2)
    assert np.allclose(runs[0], blend.encode(given_texts))
    assert len(runs[1]) == len(given_texts) - 1


def test_name_version_and_languages() -> None:
    """The name is what --model takes; the version changes with the weights."""
    blend = BlendedEncoder([ONE, TWO])
    assert blend.name == "one+two"
    assert blend.languages == frozenset({"en", "zh"})
    assert BlendedEncoder([TWO, TWO]).languages is None
    assert blend.version != BlendedEncoder([ONE, TWO], [0.7, 0.3]).version
    assert blend.version == BlendedEncoder([ONE, TWO], [3, 3]).version


def test_weights_must_fit() -> None:
    """Two encoders need two weights."""
    with pytest.raises(ValueError, match="zip"):
        BlendedEncoder([ONE, TWO], [1.0]).encode(["a"])
