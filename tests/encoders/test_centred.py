"""Vectors measured from the middle of all sentences."""

from collections.abc import Sequence

import numpy as np

from aligner.encoders.centred import SENTENCES, CentredEncoder
from aligner.encoders.protocol import Encoder, Vectors
from aligner.progress import Progress
from tests.encoders.test_blend import LetterEncoder


class ConeEncoder(LetterEncoder):
    """Letters, and a large number that all texts have, as in a transformer's cone."""

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Nearly the same vector for every text."""
        rows = super().encode(texts)
        rows[:, 0] += 5
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


CONE = ConeEncoder("cone", 64, frozenset({"en"}))
TEXTS = ("abc", "xyz", "The sea.", "天气很好")


def test_the_cosines_are_spread() -> None:
    """Texts without a common letter no longer look alike; unit length is kept."""
    centred: Encoder = CentredEncoder(CONE)
    before, after = CONE.encode(TEXTS), centred.encode(TEXTS)
    assert (before @ before.T).min() > 0.9
    assert (after @ after.T).min() < 0.5
    assert np.allclose(np.linalg.norm(after, axis=1), 1, atol=1e-5)


def test_the_middle_does_not_depend_on_the_batch() -> None:
    """Equal texts give equal vectors, alone, in company, and as a run."""
    centred = CentredEncoder(CONE)
    alone = np.concatenate([centred.encode([text]) for text in TEXTS])
    assert np.allclose(alone, centred.encode(TEXTS), atol=1e-6)
    runs = centred.encode_runs(TEXTS, " ", 2)
    assert np.allclose(runs[0], alone, atol=1e-6)
    assert np.allclose(runs[1][0], centred.encode(["abc xyz"])[0], atol=1e-6)


def test_the_cache_can_tell_it_from_the_plain_encoder() -> None:
    """The name is that of the model, the version is not."""
    centred = CentredEncoder(CONE)
    assert (centred.name, centred.languages, centred.dimension) == ("cone", frozenset({"en"}), 64)
    assert centred.version != CONE.version


def test_the_middle_of_the_middle_is_nowhere() -> None:
    """The sentences it is made of add up to nearly nothing before they are stretched."""
    mean = CONE.encode(SENTENCES).mean(axis=0)
    assert np.allclose((CONE.encode(SENTENCES) - mean).sum(axis=0), 0, atol=1e-4)
