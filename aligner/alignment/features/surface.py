"""Surface features of the runs of a tile side by side: punctuation, numbers, Latin words."""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from aligner.alignment.features.feature_stack import NamedMatrices
from aligner.alignment.features.run_sums import box_sums, run_sum, surface_of_runs
from aligner.alignment.features.sentences import ENDINGS
from aligner.alignment.features.tile import Tile
from aligner.arrays import Bools, Float32s


class RunSurface:
    """Surface features of all runs of a tile."""

    def __init__(self, tile: Tile) -> None:
        self._tile = tile
        self._found: dict[tuple[str, int], dict[str, Float32s]] = {}

    def of(self, n: int, m: int) -> tuple[dict[str, Float32s], dict[str, Float32s]]:
        """Surface features of the runs of n source and m target sentences.

        (rows, 1) and (1, columns) each.
        """
        found = []
        for name, side, at, size in (
            ("source", self._tile.pair.source, self._tile.rows, n),
            ("target", self._tile.pair.target, self._tile.columns, m),
        ):
            key = (name, size)
            if key not in self._found:
                runs = surface_of_runs(side.surface, np.array(at), size)
                axis = 1 if name == "source" else 0
                self._found[key] = {k: np.expand_dims(v, axis) for k, v in runs.items()}
            found.append(self._found[key])
        return found[0], found[1]

    @cached_property
    def _shared(self) -> dict[str, Float32s]:
        """Numbers, and Latin words, that each source and each target sentence share.

        (rows, columns) each.
        """
        source, target = self._tile.pair.source, self._tile.pair.target
        shared = {}
        for kind in ("numbers", "latin"):
            left = [getattr(source.surface, kind)[i] if 0 <= i < source.count
                    else {} for i in self._tile.i]  # fmt: skip
            right = [getattr(target.surface, kind)[j] if 0 <= j < target.count
                     else {} for j in self._tile.j]  # fmt: skip
            places: dict[str, list[int]] = {}
            for j, tokens in enumerate(right):
                for token in tokens:
                    places.setdefault(token, []).append(j)
            matrix = np.zeros((len(left), len(right)), np.float32)
            for i, tokens in enumerate(left):
                for token in tokens:
                    matrix[i, places.get(token, [])] += 1
            shared[kind] = matrix
            shared[kind + "-source"] = np.array([len(t) for t in left], np.float32)
            shared[kind + "-target"] = np.array([len(t) for t in right], np.float32)
        return shared

    @cached_property
    def _boxes(self) -> dict[str, dict[tuple[int, int], Float32s]]:
        """Numbers, and Latin words, that runs of every size share, by (n, m)."""
        return {kind: box_sums(self._shared[kind]) for kind in ("numbers", "latin")}

    def tokens(self, n: int, m: int) -> NamedMatrices:
        """Numbers and Latin words that the runs share, and that one of them lacks.

        Matrices of (rows, columns).
        """
        numbers, latin = (self._compare_tokens(kind, n, m) for kind in ("numbers", "latin"))
        lacking = latin.missing_source + latin.missing_target
        return {
            "numbers-missing-source": numbers.missing_source,
            "numbers-missing-target": numbers.missing_target,
            "numbers-shared": numbers.shared,
            "latin-shared": latin.shared,
            "latin-missing": lacking * latin.on_both_sides * 0.5,
        }

    def _compare_tokens(self, kind: str, n: int, m: int) -> "_TokenCounts":
        both = self._tile.window(self._boxes[kind][n, m])
        left = self._tile.column(run_sum(self._shared[kind + "-source"], n))
        right = self._tile.row(run_sum(self._shared[kind + "-target"], m))
        return _TokenCounts(
            shared=np.minimum(both, 3),
            missing_source=np.minimum(np.maximum(left - both, 0), 3),
            missing_target=np.minimum(np.maximum(right - both, 0), 3),
            on_both_sides=np.minimum(left, right) > 0,
        )


class _TokenCounts(NamedTuple):
    """Numbers, or Latin words, of runs compared; (rows, columns) each, three and more as three."""

    shared: Float32s
    missing_source: Float32s
    """In the source run only."""
    missing_target: Float32s
    """In the target run only."""
    on_both_sides: Bools
    """Whether both runs have any."""


def compare_marks(source: dict[str, Float32s], target: dict[str, Float32s]) -> NamedMatrices:
    """Compares the punctuation of runs, from the surface of either side; (rows, columns) each."""
    end_i, end_j = source["endings"], target["endings"]
    question, exclamation = ENDINGS.index("question"), ENDINGS.index("exclamation")
    pause = ENDINGS.index("pause")

    def differ(name: str) -> Float32s:
        return np.asarray(np.minimum(np.abs(source[name] - target[name]), 3))

    return {
        "ending-same": (end_i == end_j).astype(np.float32),
        "ending-question": ((end_i == question) != (end_j == question)).astype(np.float32),
        "ending-exclamation": ((end_i == exclamation) != (end_j == exclamation)).astype(np.float32),
        "source-ends-open": ((end_i == pause) & (end_j != pause)).astype(np.float32),
        "target-ends-open": ((end_j == pause) & (end_i != pause)).astype(np.float32),
        "quoted-start": (source["quoted_start"] != target["quoted_start"]).astype(np.float32),
        "quoted-end": (source["quoted_end"] != target["quoted_end"]).astype(np.float32),
        "quote-balance-source": np.minimum(np.abs(source["quote_balance"]), 2),
        "quote-balance-target": np.minimum(np.abs(target["quote_balance"]), 2),
        "marks-differ": differ("marks"),
        "questions-differ": differ("questions"),
        "exclamations-differ": differ("exclamations"),
        "pauses-log": np.abs(np.log((1 + source["pauses"]) / (1 + target["pauses"]))),
    }
