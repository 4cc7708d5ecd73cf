"""Two published alignment methods, written anew from their papers, to be compared on equal vectors.

Bertalign: Liu & Zhu (2023), "Bertalign: Improved word embedding-based sentence alignment for
Chinese-English parallel corpora of literary texts", Digital Scholarship in the Humanities.
Vecalign: Thompson & Koehn (2019), "Vecalign: Improved Sentence Alignment in Linear Time and
Space", EMNLP.

Vecalign's search covers the whole matrix here, which can only be better than its coarse-to-fine
approximation. Both take vectors of all runs of up to `LONGEST` sentences: item k of a sequence has
shape (sentences - k, dimension).
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.protocol import Vectors

LONGEST = 6
"""Most sentences in a run, as in the product."""
MOST = 8
"""Most sentences in a bead, both sides together."""

Table = NDArray[np.float32]
Bead = tuple[range, range]


class Size(NamedTuple):
    """Numbers of sentences of a bead on each side."""

    n: int
    m: int


SIZES = [Size(n, m) for n in range(1, LONGEST + 1) for m in range(1, min(LONGEST, MOST - n) + 1)]


def align_as_bertalign(
    source: Sequence[Vectors],
    target: Sequence[Vectors],
    source_lengths: NDArray[np.float64],
    target_lengths: NDArray[np.float64],
    *,
    skip: float = -0.1,
    nearest: int = 3,
    window: int = 5,
) -> list[Bead]:
    """Align as Bertalign does: cosine minus the neighbours' cosine, times a length penalty.

    The first pass finds the best 1-1 path through the nearest neighbours, the second scores all
    beads around it. `source_lengths` and `target_lengths`, shape (sentences,), are in bytes; the
    target's are scaled to the same total (without that, strict F1 on mac-dev falls from .863 to
    .828).
    """
    rows, columns = len(source[0]), len(target[0])
    target_lengths = target_lengths * (source_lengths.sum() / target_lengths.sum())
    anchors = _find_anchors(source[0] @ target[0].T, nearest)
    allowed = _around(anchors, rows, columns, window)
    tables = {}
    for size in _usable(source, target):
        cosine = source[size.n - 1] @ target[size.m - 1].T
        beside_target = _beside(source[size.n - 1] @ target[0].T, size.m)
        beside_source = _beside(target[size.m - 1] @ source[0].T, size.n).T
        margin = cosine - (beside_target + beside_source) / 2
        shorter, longer = _lengths(source_lengths, target_lengths, size)
        tables[size] = margin * np.log2(1 + shorter / longer)
    return _best_path(tables, rows, columns, skip, allowed)


def align_as_vecalign(
    source: Sequence[Vectors],
    target: Sequence[Vectors],
    *,
    samples: int = 100,
    percentile: float = 20,
    seed: int = 0,
) -> list[Bead]:
    """Align as Vecalign does: a bead costs its cosine distance times its size.

    The distance is divided by the sum of the mean distances of both runs to random runs.
    """
    rng = np.random.default_rng(seed)
    rows, columns = len(source[0]), len(target[0])
    some_source, some_target = _sample(source, samples, rng), _sample(target, samples, rng)
    tables, chance = {}, {}
    for size in _usable(source, target):
        ours, theirs = source[size.n - 1], target[size.m - 1]
        by_row = (1 - ours @ some_target.T).mean(axis=1)
        by_column = (1 - theirs @ some_source.T).mean(axis=1)
        norm = by_row[:, None] + by_column[None, :]
        tables[size] = -(1 - ours @ theirs.T) * (size.n * size.m * 2) / norm
        chance[size] = tables[size]
    drawn = rng.integers(0, [rows, columns], size=(20_000, 2))
    costs = -chance[Size(1, 1)][drawn[:, 0], drawn[:, 1]]
    return _best_path(tables, rows, columns, -float(np.percentile(costs, percentile)), None)


def _usable(source: Sequence[Vectors], target: Sequence[Vectors]) -> list[Size]:
    return [s for s in SIZES if len(source[s.n - 1]) and len(target[s.m - 1])]


def _sample(levels: Sequence[Vectors], samples: int, rng: np.random.Generator) -> Vectors:
    every = np.concatenate([level for level in levels if len(level)])
    return every[rng.integers(0, len(every), samples)]


def _lengths(
    source: NDArray[np.float64], target: NDArray[np.float64], size: Size
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    ours = np.convolve(source, np.ones(size.n), "valid")[:, None]
    theirs = np.convolve(target, np.ones(size.m), "valid")[None, :]
    return np.minimum(ours, theirs), np.maximum(ours, theirs)


def _beside(cosine: Table, size: int) -> Table:
    """Mean cosine with the sentences directly before and after each run of `size` sentences."""
    columns = cosine.shape[1]
    starts = np.arange(columns - size + 1)
    before, behind = starts - 1, starts + size
    sides = [(before, before >= 0), (behind, behind < columns)]
    total = sum(cosine[:, np.clip(at, 0, columns - 1)] * there for at, there in sides)
    count = sum(there.astype(np.float32) for _, there in sides)
    mean: Table = total / np.maximum(count, 1)
    return mean


def _find_anchors(cosine: Table, nearest: int) -> list[tuple[int, int]]:
    """Find the 1-1 path with the highest sum of cosines among the nearest neighbours of rows."""
    rows, columns = cosine.shape
    best = np.argsort(-cosine, axis=1)[:, :nearest]
    values = np.full_like(cosine, -np.inf)
    values[np.arange(rows)[:, None], best] = np.take_along_axis(cosine, best, axis=1)
    beads = _best_path({Size(1, 1): values}, rows, columns, 0.0, None)
    return [(ours.start, theirs.start) for ours, theirs in beads if ours and theirs]


def _around(
    anchors: Sequence[tuple[int, int]], rows: int, columns: int, window: int
) -> NDArray[np.bool_]:
    """Mask of the lattice nodes near the anchors, shape (rows + 1, columns + 1)."""
    allowed = np.zeros((rows + 1, columns + 1), np.bool_)
    corners = [(0, 0), *[(i + 1, j + 1) for i, j in anchors], (rows, columns)]
    for (top, left), (bottom, right) in pairwise(corners):
        high, wide = max(0, top - window), max(0, left - window)
        allowed[high : bottom + window + 1, wide : right + window + 1] = True
    return allowed


def _best_path(
    tables: dict[Size, Table],
    rows: int,
    columns: int,
    skip: float,
    allowed: NDArray[np.bool_] | None,
) -> list[Bead]:
    """Find the path from corner to corner with the highest sum of bead scores and skips."""
    total = np.full((rows + 1, columns + 1), -np.inf)
    taken = np.full((rows + 1, columns + 1), -1, np.int16)
    sizes = [Size(1, 0), Size(0, 1), *tables]
    across = np.arange(columns + 1) * skip
    for i in range(rows + 1):
        row, choice = total[i], taken[i]
        if i == 0:
            row[0] = 0.0
        else:
            row[:], choice[:] = total[i - 1] + skip, 0
        for number, size in enumerate(sizes[2:], 2):
            if i < size.n:
                continue
            came = total[i - size.n, : columns + 1 - size.m] + tables[size][i - size.n]
            better = came > row[size.m :]
            row[size.m :][better] = came[better]
            choice[size.m :][better] = number
        if allowed is not None:
            row[~allowed[i]] = -np.inf
        slid = np.maximum.accumulate(row - across) + across
        choice[slid > row + 1e-12] = 1
        row[:] = slid
    return _trace(taken, sizes, rows, columns)


def _trace(taken: NDArray[np.int16], sizes: Sequence[Size], rows: int, columns: int) -> list[Bead]:
    beads = []
    i, j = rows, columns
    while i or j:
        n, m = sizes[taken[i, j]]
        beads.append((range(i - n, i), range(j - m, j)))
        i, j = i - n, j - m
    return beads[::-1]
