"""Sums over runs of neighbouring sentences, for a tile of the lattice."""

import numpy as np

from aligner.alignment.features.sentences import SurfaceFeatures
from aligner.alignment.features.words import Words
from aligner.alignment.lattice.beads import LONGEST, TOTAL
from aligner.arrays import Float32s, Int64s

_CERTAIN_WORD = (0.40, 0.35)
"""Word cosines between which coverage rises from 0 to 1: at .40 or less a word counts as not
translated, from .75 as surely translated. Set by eye, not tuned."""


def gather_words(words: Words, positions: Int64s) -> tuple[Int64s, Int64s, Float32s]:
    """Rows of vectors, index of the first word, and weights of the words of sentences.

    Positions outside the text get a filler of weight 0, which counts for nothing on its own side.
    """
    count = len(words.starts) - 1
    ids, starts, weights, filled = [], [], [], 0
    for p in positions:
        starts.append(filled)
        if 0 <= p < count:
            part = slice(words.starts[p], words.starts[p + 1])
            ids.append(words.ids[part])
            weights.append(words.weights[part])
        else:
            ids.append(np.zeros(1, np.int64))
            weights.append(np.zeros(1, np.float32))
        filled += len(ids[-1])
    return np.concatenate(ids), np.array(starts), np.concatenate(weights).astype(np.float32)


def cover(
    best: Float32s, starts: Int64s, weights: Float32s, *, soft: bool
) -> dict[tuple[int, int], Float32s]:
    """Weight of the words of runs of n sentences that runs of m sentences of the other side cover.

    By (n, m).
    """
    covered: dict[tuple[int, int], Float32s] = {}
    # A product with the weights of each sentence in its row takes a tenth of np.add.reduceat.
    sentence = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(weights)))
    each = np.zeros((len(starts), len(weights)), np.float32)
    each[sentence, np.arange(len(weights))] = weights
    reach = best.copy()
    low, width = _CERTAIN_WORD
    for m in range(1, LONGEST + 1):
        if m > 1:
            reach[:, : -m + 1] = np.maximum(reach[:, : -m + 1], best[:, m - 1 :])
        value = np.maximum(reach, 0) if soft else np.clip((reach - low) / width, 0, 1)
        one = each @ value
        total = one
        for n in range(1, min(LONGEST, TOTAL + 1 - m) + 1):
            if n > 1:
                total = total.copy()
                total[: -n + 1] += one[n - 1 :]
            covered[n, m] = total
    return covered


def transposed(covered: dict[tuple[int, int], Float32s]) -> dict[tuple[int, int], Float32s]:
    """Swaps n and m, and rows and columns."""
    return {(m, n): matrix.T for (n, m), matrix in covered.items()}


def run_sum(values: Float32s, size: int) -> Float32s:
    """Sums over `size` neighbours from each position (fewer at the end); shape of `values`."""
    summed = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    ends = np.minimum(np.arange(len(values)) + size, len(values))
    return np.asarray(summed[ends] - summed[:-1], np.float32)


def box_sums(matrix: Float32s) -> dict[tuple[int, int], Float32s]:
    """Sums over boxes of n × m from each position (smaller at the ends), by (n, m)."""
    sums: dict[tuple[int, int], Float32s] = {}
    height, width = matrix.shape
    rows = np.zeros_like(matrix)
    for n in range(1, LONGEST + 1):
        rows[: max(0, height - n + 1)] += matrix[n - 1 :]
        total = np.zeros_like(matrix)
        for m in range(1, min(LONGEST, TOTAL - n) + 1):
            total[:, : max(0, width - m + 1)] += rows[:, m - 1 :]
            sums[n, m] = total.copy()
    return sums


def surface_of_runs(surface: SurfaceFeatures, at: Int64s, size: int) -> dict[str, Float32s]:
    """Surface features of the runs of `size` sentences that start at the positions `at`.

    Shape of `at` each.
    """
    count = len(surface.lengths)
    first = np.clip(at, 0, count - 1)
    last = np.clip(at + size - 1, 0, count - 1)
    found = {
        name: run_sum(getattr(surface, name), size)[first]
        for name in ("lengths", "quote_balance", "pauses", "questions", "exclamations", "marks")
    }
    found["endings"] = surface.endings[last].astype(np.float32)
    found["quoted_start"] = surface.quoted_start[first].astype(np.float32)
    found["quoted_end"] = surface.quoted_end[last].astype(np.float32)
    return found
