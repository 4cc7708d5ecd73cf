"""What the network computes of a token whatever stands around it, once for each different token.

Up to the first window of neighbours everything depends on the token alone, and the first layer of
windows is a sum over its places: so for each token its embedding, its projection and its share in
each place of each window are kept, and the first layer is looked up instead of multiplied.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.protocol import Vectors

CHUNKS = 17
WIDTH = 256
EMBEDDED = 512
WINDOWS = ((2, 0), (3, 1), (5, 2))
"""(tokens seen, of these to the left) of the three branches."""
ROWS = 32
"""Matrices are padded to a multiple of this many rows: BLAS then treats every row alike, and equal
texts give equal vectors whatever batch they stand in (measured with OpenBLAS 0.3 on AVX-512)."""
_CAPACITY = 8_192
"""Tokens kept at a time, 15 KB each: 120 MB in each process that encodes a long text."""

Slots = NDArray[np.int64]


class TokenTable:
    """Rows of numbers for the tokens that are asked for most; row 0 is for no token at all."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], epsilon: float) -> None:
        self._arrays = arrays
        self._epsilon = epsilon
        self._chunks = [arrays[f"q{i + 1}"] for i in range(CHUNKS)]
        orders = [size for size, _ in WINDOWS]
        self._projection = np.concatenate([arrays[f"proj{n}"] for n in orders], axis=1)
        self._bias, self._gain, self._shift = (
            np.concatenate([arrays[f"{name}{n}"] for n in orders])
            for name in ("proj_b", "ln_g", "ln_b")
        )
        # The shares in all places of a window side by side.
        self._places = [np.concatenate(np.split(arrays[f"w1_{n}"], n), axis=1) for n in orders]
        self._slots = np.zeros(CHUNKS * len(self._chunks[0]), np.int64)
        self._asked = np.zeros(len(self._slots), np.int64)
        self._reserve(_CAPACITY)

    def _reserve(self, capacity: int) -> None:
        """Empty rows; memory is taken only as they are filled."""
        self.capacity = capacity
        self._slots[:] = 0
        self._free = np.arange(1, capacity + 1)
        self.embedded = np.empty((capacity + 1, EMBEDDED), np.float32)
        self.projected = [np.empty((capacity + 1, WIDTH), np.float32) for _ in WINDOWS]
        self.places = [
            [np.empty((capacity + 1, WIDTH), np.float32) for _ in range(size)]
            for size, _ in WINDOWS
        ]
        for rows in (self.embedded, *self.projected, *(p for size in self.places for p in size)):
            rows[0] = 0

    def slots(self, ids: NDArray[np.int32]) -> Slots:
        """The rows of tokens that are in the table."""
        return self._slots[ids]

    def missing(self, ids: NDArray[np.int32]) -> NDArray[np.int32]:
        """Those of the tokens that are not in the table, each once."""
        self._asked[ids] += 1
        return np.unique(ids[self._slots[ids] == 0])

    def has_room(self, count: int) -> bool:
        """Whether so many more tokens fit in."""
        return count <= len(self._free)

    def make_room(self, wanted: int) -> None:
        """Forget the half of the tokens that was asked for least, and all if so many do not fit."""
        if wanted > self.capacity // 2:
            self._reserve(max(wanted, self.capacity))
            return
        kept = np.flatnonzero(self._slots)
        order = np.argsort(-self._asked[kept], kind="stable")
        rare = kept[order[self.capacity // 2 :]]
        self._free = np.concatenate([self._free, self._slots[rare]])
        self._slots[rare] = 0

    def add(self, ids: NDArray[np.int32]) -> None:
        """Compute the rows of tokens that are not there yet."""
        for first in range(0, len(ids), 512):
            part = ids[first : first + 512]
            where, self._free = np.split(self._free, [len(part)])
            self._fill(part, where)
            self._slots[part] = where

    def _fill(self, ids: NDArray[np.int32], where: Slots) -> None:
        count = len(ids)
        embedded = np.zeros((count + -count % ROWS, EMBEDDED), np.float32)
        chunks, rows = ids % CHUNKS, ids // CHUNKS
        for chunk, table in enumerate(self._chunks):
            here = np.flatnonzero(chunks == chunk)
            embedded[here] = table[rows[here]]
        embedded[:count] *= self._arrays["scale"][chunks, None]
        embedded[:count] += self._arrays["lo"][chunks, None]
        projected = embedded @ self._projection
        projected += self._bias
        normalise(projected, self._gain, self._shift, self._epsilon)
        self.embedded[where] = embedded[:count]
        for branch, (size, left) in enumerate(WINDOWS):
            x = np.ascontiguousarray(projected[:, branch * WIDTH : (branch + 1) * WIDTH])
            self.projected[branch][where] = x[:count]
            shares = x @ self._places[branch]
            # The token itself is always in its window: it brings the bias along.
            shares[:, left * WIDTH : (left + 1) * WIDTH] += self._arrays[f"b1_{size}"]
            for place, kept in enumerate(self.places[branch]):
                kept[where] = shares[:count, place * WIDTH : (place + 1) * WIDTH]


def normalise(x: Vectors, gain: Vectors, bias: Vectors, epsilon: float) -> None:
    """Layer normalisation of the rows, in place."""
    x -= x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[-1]
    x *= (1 / np.sqrt(variance + epsilon))[:, None]
    x *= gain
    x += bias
