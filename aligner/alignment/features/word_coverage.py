"""Word coverage: how much of the words of each run of a tile the run on the other side covers."""

from functools import cached_property

import numpy as np

from aligner.alignment.features.feature_stack import NamedMatrices
from aligner.alignment.features.run_sums import cover, gather_words, run_sum, transposed
from aligner.alignment.features.tile import Tile
from aligner.alignment.lattice.beads import LONGEST
from aligner.arrays import Float32s


class WordCover:
    """Covered word weight of all runs of a tile."""

    def __init__(self, tile: Tile) -> None:
        self._tile = tile

    @cached_property
    def coverage(self) -> dict[str, dict[tuple[int, int], Float32s]]:
        """Weight of the words of each run that the other run covers, softly and surely.

        By kind and (n, m).
        """
        source, target = self._tile.pair.source.words, self._tile.pair.target.words
        i_words, i_starts, i_weights = gather_words(source, self._tile.i)
        j_words, j_starts, j_weights = gather_words(target, self._tile.j)
        left = source.vectors[i_words].astype(np.float32)
        alike = left @ target.vectors[j_words].astype(np.float32).T
        by_target = np.maximum.reduceat(alike, j_starts, axis=1)
        # Row by row this takes a quarter of np.maximum.reduceat.
        ends = np.append(i_starts[1:], len(i_words))
        spans = zip(i_starts.tolist(), ends.tolist(), strict=True)
        by_source = np.stack([np.maximum.reduce(alike[a:b]) for a, b in spans]).T
        return {
            "source": cover(by_target, i_starts, i_weights, soft=True),
            "target": transposed(cover(by_source, j_starts, j_weights, soft=True)),
            "sure-source": cover(by_target, i_starts, i_weights, soft=False),
            "sure-target": transposed(cover(by_source, j_starts, j_weights, soft=False)),
        }

    @cached_property
    def _word_mass(self) -> tuple[dict[int, Float32s], dict[int, Float32s]]:
        """Weight of all words of the runs of each size, at every position; source and target."""
        masses = []
        tile = self._tile
        for side, at in ((tile.pair.source, tile.i), (tile.pair.target, tile.j)):
            _, starts, weights = gather_words(side.words, at)
            one = np.add.reduceat(weights, starts)
            masses.append({n: run_sum(one, n) for n in range(1, LONGEST + 1)})
        return masses[0], masses[1]

    def covered(self, kind: str, n: int, m: int, di: int = 0, dj: int = 0) -> Float32s:
        """Covered word weight of the runs of n and m sentences that start (di, dj) from each node.

        (rows, columns).
        """
        return self._tile.window(self.coverage[kind][n, m], di, dj)

    def mass_source(self, n: int, di: int = 0) -> Float32s:
        """Weight of all words of the source runs; (rows, 1)."""
        return self._tile.column(self._word_mass[0][n], di)

    def mass_target(self, m: int, dj: int = 0) -> Float32s:
        """Weight of all words of the target runs; (1, columns)."""
        return self._tile.row(self._word_mass[1][m], dj)

    def _share(self, n: int, m: int, di: int = 0, dj: int = 0) -> Float32s:
        """Share of the word weight of both runs that is covered; (rows, columns)."""
        both = self.covered("source", n, m, di, dj) + self.covered("target", n, m, di, dj)
        mass = self.mass_source(n, di) + self.mass_target(m, dj)
        return np.asarray(both / np.maximum(mass, 1e-3), np.float32)

    def features(self, n: int, m: int) -> NamedMatrices:
        """How much of the words of the runs of n and m sentences is covered, and how much is not.

        Matrices of (rows, columns).
        """
        mass_i = np.maximum(self.mass_source(n), 1e-3)
        mass_j = np.maximum(self.mass_target(m), 1e-3)
        covered_i = self.covered("source", n, m) / mass_i
        covered_j = self.covered("target", n, m) / mass_j
        sure_i = self.covered("sure-source", n, m) / mass_i
        sure_j = self.covered("sure-target", n, m) / mass_j
        return {
            "coverage-source": covered_i,
            "coverage-target": covered_j,
            "coverage-low": np.minimum(covered_i, covered_j),
            "sure-source": sure_i,
            "sure-target": sure_j,
            "missing-source": np.log1p((1 - sure_i) * mass_i),
            "missing-target": np.log1p((1 - sure_j) * mass_j),
        }

    def changes(self, n: int, m: int) -> NamedMatrices:
        """Gains of coverage when the runs grow and shrink, and claims on the sentences beside them.

        Matrices of (rows, columns).
        """
        grown, shrunk = self._tile.changes(n, m, self._share, self._share(n, m))
        gains = {f"word-{name}": gain for name, gain in (grown | shrunk).items()}
        return gains | self._claims(n, m)

    def _claims(self, n: int, m: int) -> NamedMatrices:
        """Claims on the four sentences next to the bead's ends.

        Word weight that only this bead covers.

        The claim on the sentence before the source run is how much more of it the target run covers
        than the sentence before the target run does, as a share of its weight. A high value says
        that the sentence should belong to the bead.
        """
        before_i, after_i, before_j, after_j = self._tile.beside(n, m)

        def gain(inside: Float32s, outside: Float32s, mass: Float32s) -> Float32s:
            return np.asarray((inside - outside) / np.maximum(mass, 1e-3))

        left_i = gain(
            self.covered("sure-source", 1, m, -1, 0),
            self.covered("sure-source", 1, 1, -1, -1),
            self.mass_source(1, -1),
        )
        right_i = gain(
            self.covered("sure-source", 1, m, n, 0),
            self.covered("sure-source", 1, 1, n, m),
            self.mass_source(1, n),
        )
        left_j = gain(
            self.covered("sure-target", n, 1, 0, -1),
            self.covered("sure-target", 1, 1, -1, -1),
            self.mass_target(1, -1),
        )
        right_j = gain(
            self.covered("sure-target", n, 1, 0, m),
            self.covered("sure-target", 1, 1, n, m),
            self.mass_target(1, m),
        )
        return {
            "claim-source-left": left_i * before_i,
            "claim-source-right": right_i * after_i,
            "claim-target-left": left_j * before_j,
            "claim-target-right": right_j * after_j,
        }
