"""Features of a bead: what speaks for and against two runs of sentences being translations.

They are computed for a whole tile of the lattice at once: rows are source positions, columns target
positions, and a feature of beads of n source and m target sentences is one matrix. A new feature is
a new name in one of the families; `benchmarks/training/train_lattice.py` learns its weight.
"""

from collections.abc import Iterator

import numpy as np

from aligner.alignment.features.feature_stack import FeatureStack, NamedMatrices
from aligner.alignment.features.run_sums import surface_of_runs
from aligner.alignment.features.sentences import ENDINGS
from aligner.alignment.features.similarity import RunCosines
from aligner.alignment.features.surface import RunSurface, compare_marks
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.features.tile import BESIDE, ZERO, Tile
from aligner.alignment.features.word_coverage import WordCover
from aligner.alignment.lattice.beads import BEADS
from aligner.arrays import Bools, Float32s


class BeadFeatures:
    """Features of all beads that start in rows × columns of the lattice."""

    def __init__(self, pair: EncodedPair, rows: range, columns: range) -> None:
        self._tile = Tile(pair, rows, columns)
        self._cosines = RunCosines(self._tile)
        self._words = WordCover(self._tile)
        self._surface = RunSurface(self._tile)

    def beads(self) -> Iterator[tuple[int, FeatureStack]]:
        """Yields each full bead's position in `BEADS` and its features."""
        for number, (n, m) in enumerate(BEADS[2:], 2):
            named: NamedMatrices = {}
            for family in self.families(n, m).values():
                named |= family
            yield number, FeatureStack.of(named)

    def empties(self) -> Iterator[tuple[int, FeatureStack]]:
        """Yields both empty beads' positions in `BEADS` and their features.

        These are about the one sentence, beginning at the node, that the bead leaves without a
        counterpart, and about the two sentences of the other text before and after the node.
        """
        for number, kind in enumerate(("source", "target")):
            yield number, FeatureStack.of(self._empty_features(kind))

    def valid(self, n: int, m: int) -> Bools:
        """Whether a bead of n and m sentences that starts at each node ends inside both texts.

        Bool (rows, columns).
        """
        return self._tile.valid(n, m)

    def _empty_features(self, kind: str) -> NamedMatrices:
        axis = 1 if kind == "source" else 0
        n, m = (1, 4) if kind == "source" else (4, 1)
        tile, words = self._tile, self._words
        side = tile.pair.source if kind == "source" else tile.pair.target
        at = tile.rows if kind == "source" else tile.columns
        near = np.maximum.reduce(
            [self._cosines.at(1, 1, *((0, k) if axis else (k, 0))) for k in (-2, -1, 0, 1)]
        )
        mass = words.mass_source(1) if kind == "source" else words.mass_target(1)
        every = words.coverage["sure-" + kind][n, m]
        across = every.max(axis=axis, keepdims=True)
        across = across[BESIDE:][: len(at)] if axis else across[:, BESIDE:][:, : len(at)]
        covered = tile.window(every, *((0, -2) if axis else (-2, 0)))
        facts = {
            k: np.expand_dims(v, axis)
            for k, v in surface_of_runs(side.surface, np.array(at), 1).items()
        }
        mass = np.maximum(mass, 1e-3)
        pause = facts["endings"] == ENDINGS.index("pause")
        return {
            "bias": np.ones_like(near),
            "cosine-near": near,
            "cosine-anywhere": self._cosines.highest(axis),
            "covered-near": covered / mass,
            "covered-anywhere": across / mass,
            "length": np.log(facts["lengths"]),
            "ends-open": pause.astype(np.float32),
            "quoted": np.minimum(facts["marks"], 2),
        }

    def families(self, n: int, m: int) -> dict[str, NamedMatrices]:
        """The features of beads of n and m sentences, by what they are read from."""
        source, target = self._surface.of(n, m)
        scale = np.float32(self._tile.pair.length_ratio)
        left, right = source["lengths"], target["lengths"] * scale
        return {
            "similarity": self._similarity(n, m, left, right),
            "grow and shrink": self._similarity_changes(n, m),
            "length": _compare_lengths(left, right),
            "word coverage": self._words.features(n, m),
            "word grow and shrink": self._words.changes(n, m),
            "punctuation": compare_marks(source, target),
            "numbers and names": self._surface.tokens(n, m),
            "shape": self._shape(n, m, left, right),
        }

    def _similarity(self, n: int, m: int, left: Float32s, right: Float32s) -> NamedMatrices:
        """Cosine of the two runs, and less that of the runs beside them (Bertalign's margin)."""
        cosine = self._cosines.at(n, m)
        mean, highest = self._cosines.neighbours(n, m)
        margin = cosine - mean
        alike = np.log2(1 + np.minimum(left, right) / np.maximum(left, right))
        return {
            "cosine": cosine,
            "margin": margin,
            "margin-length": margin * alike,
            "cosine-length": cosine * alike,
            "margin-best-rival": cosine - highest,
        }

    def _similarity_changes(self, n: int, m: int) -> NamedMatrices:
        """What the cosine gains when the runs grow, shrink or are cut in two."""
        grown, shrunk = self._tile.changes(n, m, self._cosines.at, self._cosines.at(n, m))
        return {
            **grown,
            **shrunk,
            "grow-most": np.maximum.reduce(np.broadcast_arrays(*grown.values())),
            "shrink-most": np.maximum.reduce(np.broadcast_arrays(*shrunk.values())),
            "split-gain": self._cosines.split_gain(n, m),
        }

    def _shape(self, n: int, m: int, left: Float32s, right: Float32s) -> NamedMatrices:
        """The size of the bead, and how it goes with the lengths of the texts and of the runs."""
        pair = self._tile.pair
        skew = np.log(pair.source.count / pair.target.count) * (n - m)
        return {
            "sentences-more": np.float32(n + m - 2) + ZERO,
            "skew": np.float32(skew) + ZERO,
            "both-many": np.float32(min(n, m) > 1) + ZERO,
            "length-lean": np.log(left / right) * np.float32(np.sign(n - m)),
        }


def _compare_lengths(left: Float32s, right: Float32s) -> NamedMatrices:
    """How the lengths of runs differ, in letters of the source text."""
    log = np.log(left / right)
    return {
        "length-log": log,
        "length-off": np.abs(log),
        "length-off-squared": log**2,
        "length-z": np.abs(left - right) / np.sqrt(left + right),
    }
