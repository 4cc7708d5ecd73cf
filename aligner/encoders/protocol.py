"""The interface of a sentence encoder that the alignment and the glossary use."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from aligner.progress import Progress

Vectors = NDArray[np.float32]
"""Unit vectors, one a row."""


class Encoder(Protocol):
    """Turns texts into unit vectors; equal texts get equal vectors in any batch."""

    @property
    def name(self) -> str:
        """The name that `--model` takes; with `version` the key of the vector cache."""
        ...

    @property
    def version(self) -> str:
        """A string that changes whenever the vectors do."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def languages(self) -> frozenset[str] | None:
        """Codes of the known languages of `languages.LANGUAGES`; None when any is accepted."""
        ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), dimension), float32."""
        ...

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Unit vectors of all runs of 1 … `longest` neighbouring texts, float32.

        Item k has the runs of k + 1 texts, shape (max(0, len(texts) - k), dimension); its row i is
        the vector of texts i … i + k, joined by `joiner`. There are `longest` items.
        """
        ...
