"""Cached vectors are the vectors, and are made once."""

import pickle
from collections.abc import Sequence

import numpy as np

from aligner.encoders.cached import CachedEncoder, MemoryStore
from aligner.encoders.protocol import Vectors
from aligner.progress import Progress


class CountingEncoder:
    """Vectors out of a text's characters; remembers what it was asked."""

    name, version, dimension, languages = "counting", "1", 4, None

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.asked += texts
        rows = np.array([[len(t) + 1, t.count("a"), t.count("b"), 1] for t in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True) if len(texts) else rows

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        raise AssertionError("the cache asks for the texts of the runs")


def test_a_text_is_encoded_once_and_comes_back_the_same() -> None:
    """The second answer is the first one, byte for byte."""
    inner = CountingEncoder()
    encoder = CachedEncoder(inner, MemoryStore())
    first = encoder.encode(["ab", "b", "ab"])
    again = encoder.encode(["b", "ab"])
    assert inner.asked == ["ab", "b"]
    assert np.array_equal(again, first[[1, 0]])


def test_runs_are_the_joined_texts() -> None:
    """Run i of k + 1 texts is the vector of those texts joined."""
    encoder = CachedEncoder(CountingEncoder(), MemoryStore())
    levels = encoder.encode_runs(["a", "b", "aa"], " ", 4)
    assert [len(level) for level in levels] == [3, 2, 1, 0]
    assert np.array_equal(levels[1][1], encoder.encode(["b aa"])[0])


def test_no_text_gives_no_rows() -> None:
    """Nothing in, nothing out."""
    assert CachedEncoder(CountingEncoder(), MemoryStore()).encode([]).shape == (0, 4)


def test_a_copy_for_another_process_has_no_store() -> None:
    """A project's connection stays where it is."""
    store = MemoryStore()
    CachedEncoder(CountingEncoder(), store).encode(["ab"])
    copy = pickle.loads(pickle.dumps(CachedEncoder(CountingEncoder(), store)))
    copy.encode(["ab"])
    assert copy._encoder.asked == ["ab"]
