"""An encoder that remembers: vectors come from a store, and go into it when they are new."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.protocol import Encoder, Vectors
from aligner.progress import Progress

Half = NDArray[np.float16]

# So many texts are encoded before their vectors are saved: what an interruption can cost.
BLOCK = 2_000


class VectorStore(Protocol):
    """Keeps vectors by model and text hash; the project file is one."""

    def get_many(self, model: str, keys: Iterable[bytes]) -> dict[bytes, Half]:
        """The vectors that are there."""
        ...

    def put_many(self, model: str, vectors: Mapping[bytes, Half]) -> None:
        """Keep vectors."""
        ...


class MemoryStore:
    """A `VectorStore` for one run, when there is no project to keep vectors in."""

    def __init__(self) -> None:
        self._vectors: dict[tuple[str, bytes], Half] = {}

    def get_many(self, model: str, keys: Iterable[bytes]) -> dict[bytes, Half]:
        """The vectors that are there."""
        return {key: self._vectors[model, key] for key in keys if (model, key) in self._vectors}

    def put_many(self, model: str, vectors: Mapping[bytes, Half]) -> None:
        """Keep vectors."""
        self._vectors.update({(model, key): value for key, value in vectors.items()})


class CachedEncoder:
    """An `Encoder` in front of another one.

    All vectors are rounded to half precision, fresh ones too, so that a run that finds them in the
    store gives the same bytes as the one that made them. The embedded model's are not kept: a
    vector takes 1 KB of the project, and 0.2 ms to make again.
    """

    def __init__(self, encoder: Encoder, store: VectorStore) -> None:
        self._encoder = encoder
        self._store = store
        self.name = encoder.name
        self.version = encoder.version
        self.dimension = encoder.dimension
        self.languages = encoder.languages
        self.runs_are_cheap = bool(getattr(encoder, "runs_are_cheap", False))

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), dimension), rounded to half precision."""
        if self.runs_are_cheap:
            return _rounded(self._encoder.encode(texts, progress))
        return self._look_up(list(texts), progress)

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Unit vectors of runs of neighbouring texts (see the protocol).

        Runs go through the store only where making them is dear. The embedded model makes the six
        runs that begin at a sentence in about 1 ms; kept, they would take 6 KB of the project.
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
    """Progress of a block as progress of everything."""
    if progress is None:
        return None
    return lambda what, done, _: progress(what, done_before + done, total)
