"""Cache of what the network computes from one token alone, whatever its neighbours.

Everything before the first convolution depends on the token alone, and the first convolution is a
sum over the positions of its window. So the embedding of each token, its projection and its
contribution at each position of each window are kept, and the first layer is looked up instead of
multiplied.

Delete me and compute these rows for every token of every batch, and everything is correct and
slower.
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
"""Window of each of the three branches: how many tokens it covers, and how many of these lie to the
left of its own token."""
ROWS = 32
"""Matrices are padded to a multiple of this many rows. BLAS then computes every row alike, so that
equal texts get equal vectors whatever batch they are in (measured: OpenBLAS 0.3, AVX-512)."""
_CAPACITY = 8_192
"""Tokens kept at a time, of 15 KB each: 120 MB in every process that encodes a long text."""

Slots = NDArray[np.int64]


class TokenCache:
    """Network rows of the tokens that are asked for most, float32; row 0 stands for no token.

    `embedded` has the shape (capacity + 1, EMBEDDED), `projected` one array (capacity + 1, WIDTH)
    for each window, `contributions` one such array for each position of each window.
    """

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
        # The weights of all positions of a window side by side.
        self._positions = [np.concatenate(np.split(arrays[f"w1_{n}"], n), axis=1) for n in orders]
        self._slots = np.zeros(CHUNKS * len(self._chunks[0]), np.int64)
        self._requests = np.zeros(len(self._slots), np.int64)
        self._reserve(_CAPACITY)

    def _reserve(self, capacity: int) -> None:
        """Allocates empty rows; the system provides memory only as they are filled."""
        self.capacity = capacity
        self._slots[:] = 0
        self._free = np.arange(1, capacity + 1)
        self.embedded = np.empty((capacity + 1, EMBEDDED), np.float32)
        self.projected = [np.empty((capacity + 1, WIDTH), np.float32) for _ in WINDOWS]
        self.contributions = [
            [np.empty((capacity + 1, WIDTH), np.float32) for _ in range(size)]
            for size, _ in WINDOWS
        ]
        for rows in (
            self.embedded,
            *self.projected,
            *(c for size in self.contributions for c in size),
        ):
            rows[0] = 0

    def slots(self, ids: NDArray[np.int32]) -> Slots:
        """Row numbers of cached tokens, shape (tokens,); 0 for a token that is not cached."""
        return self._slots[ids]

    def missing(self, ids: NDArray[np.int32]) -> NDArray[np.int32]:
        """The different tokens that are not cached, sorted; counts every token as requested."""
        self._requests[ids] += 1
        return np.unique(ids[self._slots[ids] == 0])

    def has_room(self, count: int) -> bool:
        """Whether this many more tokens fit in."""
        return count <= len(self._free)

    def make_room(self, wanted: int) -> None:
        """Drops the half of the tokens that was requested least; all if that is not enough."""
        if wanted > self.capacity // 2:
            self._reserve(max(wanted, self.capacity))
            return
        kept = np.flatnonzero(self._slots)
        order = np.argsort(-self._requests[kept], kind="stable")
        rare = kept[order[self.capacity // 2 :]]
        self._free = np.concatenate([self._free, self._slots[rare]])
        self._slots[rare] = 0

    def add(self, ids: NDArray[np.int32]) -> None:
        """Computes the rows of tokens that are not cached yet."""
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
            contributions = x @ self._positions[branch]
            # The token itself is always in its window, so the bias is added to its contribution.
            contributions[:, left * WIDTH : (left + 1) * WIDTH] += self._arrays[f"b1_{size}"]
            for position, kept in enumerate(self.contributions[branch]):
                kept[where] = contributions[:count, position * WIDTH : (position + 1) * WIDTH]


def normalise(x: Vectors, gain: Vectors, bias: Vectors, epsilon: float) -> None:
    """Normalises each row to mean 0 and variance 1, then scales and shifts it; in place."""
    x -= x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[-1]
    x *= (1 / np.sqrt(variance + epsilon))[:, None]
    x *= gain
    x += bias
