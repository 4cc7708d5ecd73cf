"""Features of a bead: what speaks for and against two runs of sentences being translations.

They are computed for a whole tile of the lattice at once: rows are source positions, columns target
positions, and a feature of beads of n source and m target sentences is one matrix.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.features.run_sums import surface_of_runs
from aligner.alignment.features.sentences import ENDINGS, Floats
from aligner.alignment.features.similarity import RunCosines
from aligner.alignment.features.surface import RunSurface, compare_marks
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.features.tile import BESIDE, ZERO, Tile
from aligner.alignment.features.word_coverage import WordCover
from aligner.alignment.lattice.semi_markov import BEADS


class BeadFeatures:
    """Features of all beads that start in rows × columns of the lattice."""

    def __init__(self, pair: EncodedPair, rows: range, columns: range) -> None:
        self._tile = Tile(pair, rows, columns)
        self._cosines = RunCosines(self._tile)
        self._words = WordCover(self._tile)
        self._surface = RunSurface(self._tile)

    def beads(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yields each full bead's position in `BEADS` and its features, float32.

        Names, rows, columns.
        """
        for number, (n, m) in enumerate(BEADS[2:], 2):
            yield number, np.stack(np.broadcast_arrays(*self._features(n, m))).astype(np.float32)

    def empties(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yields both empty beads' positions in `BEADS` and features, float32.

        Names, rows, columns.

        An empty bead leaves out the one sentence that begins at the node.
        """
        for number, kind in enumerate(("source", "target")):
            features = self._empty_features(kind)
            yield number, np.stack(np.broadcast_arrays(*features)).astype(np.float32)

    def valid(self, n: int, m: int) -> NDArray[np.bool_]:
        """Whether a bead of n and m sentences that starts at each node ends inside both texts.

        Bool (rows, columns).
        """
        return self._tile.valid(n, m)

    def _empty_features(self, kind: str) -> list[Floats]:
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
        return [
            np.ones_like(near), near, self._cosines.highest(axis), covered / mass, across / mass,
            np.log(facts["lengths"]), pause.astype(np.float32), np.minimum(facts["marks"], 2),
        ]  # fmt: skip

    def _features(self, n: int, m: int) -> list[Floats]:
        pair = self._tile.pair
        cosine = self._cosines.at(n, m)
        mean, rival = self._cosines.neighbours(n, m)
        source, target = self._surface.of(n, m)
        scale = np.float32(pair.length_ratio)
        left, right = source["lengths"], target["lengths"] * scale
        ratio = np.minimum(left, right) / np.maximum(left, right)
        likeness = np.log2(1 + ratio)
        margin = cosine - mean
        grown, shrunk = self._tile.changes(n, m, self._cosines.at, cosine)
        log = np.log(left / right)
        z = np.abs(left - right) / np.sqrt(left + right)
        features = [cosine, margin, margin * likeness, cosine * likeness, cosine - rival]
        features += [*grown, *shrunk]
        features += [np.maximum.reduce(np.broadcast_arrays(*grown)),
                     np.maximum.reduce(np.broadcast_arrays(*shrunk)) if n + m > 2 else ZERO,
                     self._cosines.split_gain(n, m)]  # fmt: skip
        features += [log, np.abs(log), log**2, z]
        features += self._words.features(n, m)
        features += compare_marks(source, target)
        features += self._surface.tokens(n, m)
        skew = np.float32(np.log(pair.source.count / pair.target.count) * (n - m))
        features += [np.float32(n + m - 2) + ZERO, skew + ZERO,
                     np.float32(min(n, m) > 1) + ZERO,
                     log * np.float32(np.sign(n - m))]  # fmt: skip
        return features
