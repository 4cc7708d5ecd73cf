"""What the alignment and the glossary ask of a sentence encoder."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from aligner.progress import Progress

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Texts in, unit vectors out. Equal texts give equal vectors, whatever batch they stand in."""

    @property
    def name(self) -> str:
        """What `--model` calls it; with `version` the key of the vector cache."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the vectors do."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def languages(self) -> frozenset[str] | None:
        """Codes of `languages.LANGUAGES` that it knows; None when it takes any."""
        ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), dimension), float32."""
        ...

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Unit vectors of runs of neighbouring texts.

        Item k has the vectors of all runs of k + 1 texts: row i stands for texts i … i + k joined,
        shape (len(texts) - k, dimension); `longest` items in all (empty ones where there are fewer
        texts).
        """
        ...
