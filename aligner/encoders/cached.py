"""An encoder with a cache: known vectors come from a store, new ones are put into it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.protocol import Encoder, Vectors
from aligner.progress import Progress

Float16s = NDArray[np.float16]

BLOCK = 2_000
"""Texts encoded before their vectors are saved: at most this work is lost by an interruption."""


class VectorStore(Protocol):
    """Keeps vectors by model and text hash. A project file is such a store."""

    def get_many(self, model: str, keys: Iterable[bytes]) -> dict[bytes, Float16s]:
        """Stored vectors by key; keys without a vector are left out."""
        ...

    def put_many(self, model: str, vectors: Mapping[bytes, Float16s]) -> None:
        """Stores vectors by key."""
        ...


class MemoryStore:
    """A `VectorStore` that lasts as long as the process, for runs without a project."""

    def __init__(self) -> None:
        self._vectors: dict[tuple[str, bytes], Float16s] = {}

    def get_many(self, model: str, keys: Iterable[bytes]) -> dict[bytes, Float16s]:
        """Stored vectors by key; keys without a vector are left out."""
        return {key: self._vectors[model, key] for key in keys if (model, key) in self._vectors}

    def put_many(self, model: str, vectors: Mapping[bytes, Float16s]) -> None:
        """Stores vectors by key."""
        self._vectors.update({(model, key): value for key, value in vectors.items()})


class CachedEncoder:
    """An `Encoder` in front of another one.

    All vectors are rounded to half precision, new ones too, so that a run that finds them in the
    store gives the same bytes as the run that made them. Vectors of the embedded model are not
    stored: each would take 1 KB of the project, and takes 0.2 ms to make again.
    """

    def __init__(self, encoder: Encoder, store: VectorStore) -> None:
        self._encoder = encoder
        self._store = store
        self.name = encoder.name
        self.version = encoder.version
        self.dimension = encoder.dimension
        self.languages = encoder.languages
        self.runs_are_cheap = bool(getattr(encoder, "runs_are_cheap", False))

    def __reduce__(self) -> tuple[type["CachedEncoder"], tuple[Encoder, VectorStore]]:
        """Pickles the encoder without its store, which belongs to this process."""
        return CachedEncoder, (self._encoder, MemoryStore())

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), dimension): float32 of half precision."""
        if self.runs_are_cheap:
            return _rounded(self._encoder.encode(texts, progress))
        return self._look_up(list(texts), progress)

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Unit vectors of runs of neighbouring texts (see the protocol).

        Runs go through the store only where they are expensive to make. The embedded model makes
        the six runs that begin at a sentence in about 1 ms; stored, they would take 6 KB.
        """
        if self.runs_are_cheap:
            levels = self._encoder.encode_runs(texts, joiner, longest, progress)
            return [_rounded(level) for level in levels]
        runs = [
            joiner.join(texts[i : i + size])
            for size in range(1, longest + 1)
            for i in range(len(texts) - size + 1)
        ]
        vectors = self._look_up(runs, progress)
        ends = np.cumsum([max(0, len(texts) - k) for k in range(longest)])
        return np.split(vectors, ends[:-1]) if longest else []

    def _look_up(self, texts: list[str], progress: Progress | None) -> Vectors:
        model = f"{self.name} {self.version}"
        keys = [_key(text) for text in texts]
        vectors = self._store.get_many(model, keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in vectors}
        waiting = list(missing.items())
        for first in range(0, len(waiting), BLOCK):
            block = waiting[first : first + BLOCK]
            made = self._encoder.encode(
                [text for _, text in block], _shifted(progress, first, len(waiting))
            )
            rows = made.astype(np.float16)
            fresh = {key: row for (key, _), row in zip(block, rows, strict=True)}
            self._store.put_many(model, fresh)
            vectors.update(fresh)
        result = np.empty((len(texts), self.dimension), np.float32)
        for i, key in enumerate(keys):
            result[i] = vectors[key]
        return result


def _rounded(vectors: Vectors) -> Vectors:
    rounded: Vectors = vectors.astype(np.float16).astype(np.float32)
    return rounded


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _shifted(progress: Progress | None, done_before: int, total: int) -> Progress | None:
    """The callback with the progress of one block counted within all texts."""
    if progress is None:
        return None
    return lambda what, done, _: progress(what, done_before + done, total)
