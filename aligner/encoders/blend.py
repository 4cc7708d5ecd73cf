"""Two or more encoders as one: their vectors side by side, weighted, of unit length.

The cosine of two blended vectors is the weighted mean of the cosines.
"""

from collections.abc import Sequence

import numpy as np

from aligner.encoders.protocol import Encoder, Vectors
from aligner.progress import Progress


class BlendedEncoder:
    """`--model embedded+NAME`."""

    def __init__(self, encoders: Sequence[Encoder], weights: Sequence[float] | None = None) -> None:
        """Blends the encoders; `weights` are the shares of their cosines, equal by default."""
        shares = np.array(weights or [1.0] * len(encoders), np.float64)
        self._encoders = tuple(encoders)
        self._weights = shares / shares.sum()

    @property
    def name(self) -> str:
        """The names of the encoders joined by a plus, as --model takes them."""
        return "+".join(encoder.name for encoder in self._encoders)

    @property
    def version(self) -> str:
        """The versions of the encoders with their weights."""
        parts = zip(self._encoders, self._weights, strict=True)
        return "+".join(f"{encoder.version}*{weight:.4g}" for encoder, weight in parts)

    @property
    def dimension(self) -> int:
        """The sum of the encoders' dimensions."""
        return sum(encoder.dimension for encoder in self._encoders)

    @property
    def languages(self) -> frozenset[str] | None:
        """The languages that all encoders know; None when all take any."""
        known = [e.languages for e in self._encoders if e.languages is not None]
        return frozenset.intersection(*known) if known else None

    @property
    def runs_are_cheap(self) -> bool:
        """Whether all encoders make runs cheaply; see `CachedEncoder.encode_runs`."""
        return all(getattr(encoder, "runs_are_cheap", False) for encoder in self._encoders)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), dimension), float32."""
        return self._join([e.encode(texts, progress) for e in self._encoders])

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Unit vectors of all runs of up to `longest` neighbouring texts (see the protocol)."""
        every = [e.encode_runs(texts, joiner, longest, progress) for e in self._encoders]
        return [self._join(level) for level in zip(*every, strict=True)]

    def _join(self, parts: Sequence[Vectors]) -> Vectors:
        # Unit vectors times the roots of shares that add up to 1 form vectors of unit length.
        roots = np.sqrt(self._weights).astype(np.float32)
        return np.hstack([root * part for root, part in zip(roots, parts, strict=True)])
