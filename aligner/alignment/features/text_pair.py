"""Two texts and everything known of them: what the features of beads are read from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.features.sentences import SurfaceFeatures
from aligner.alignment.features.words import Words
from aligner.bitext import Run


@dataclass(frozen=True, slots=True)
class EncodedText:
    """Everything known of one text: vectors of its runs, its words, its plain facts."""

    runs: tuple[NDArray[np.float16], ...]
    """Vectors of runs of 1 … LONGEST sentences."""
    words: Words
    surface: SurfaceFeatures

    @property
    def count(self) -> int:
        """How many sentences."""
        return len(self.surface.lengths)

    def part(self, run: Run) -> "EncodedText":
        """What is known of a run of sentences by itself."""
        runs = tuple(
            level[run.start : max(run.start, run.end - k)] for k, level in enumerate(self.runs)
        )
        return EncodedText(runs, self.words.part(run), self.surface.part(run))


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """Both texts and what is known of them together."""

    source: EncodedText
    target: EncodedText
    length_ratio: float
    """Letters of the source text for each of the target text."""

    def part(self, source: Run, target: Run) -> "EncodedPair":
        """What is known of a piece of both texts by itself."""
        return EncodedPair(self.source.part(source), self.target.part(target), self.length_ratio)
