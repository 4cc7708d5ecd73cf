"""Two encoded texts: what the features of beads are computed from."""

from dataclasses import dataclass

from aligner.alignment.features.sentences import SurfaceFeatures
from aligner.alignment.features.words import Words
from aligner.arrays import Float16s
from aligner.bitext import Run


@dataclass(frozen=True, slots=True)
class EncodedText:
    """One encoded text: vectors of its runs, its words, its surface features."""

    runs: tuple[Float16s, ...]
    """Vectors of runs of 1 … LONGEST sentences, float16 (runs, dimension) each."""
    words: Words
    surface: SurfaceFeatures

    @property
    def count(self) -> int:
        """Number of sentences."""
        return len(self.surface.lengths)

    def part(self, run: Run) -> "EncodedText":
        """A run of sentences by itself."""
        runs = tuple(
            level[run.start : max(run.start, run.end - k)] for k, level in enumerate(self.runs)
        )
        return EncodedText(runs, self.words.part(run), self.surface.part(run))


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """Both encoded texts."""

    source: EncodedText
    target: EncodedText
    length_ratio: float
    """Letters of the source text for each letter of the target text."""

    def part(self, source: Run, target: Run) -> "EncodedPair":
        """A piece of both texts by itself; the length ratio stays that of the whole."""
        return EncodedPair(self.source.part(source), self.target.part(target), self.length_ratio)

    def swapped(self) -> "EncodedPair":
        """The pair with source and target exchanged."""
        return EncodedPair(self.target, self.source, 1 / self.length_ratio)
