"""Band search: a rough path through nearest neighbours, and the band of nodes about it.

It goes from coarse to fine, so that time and memory grow with the length of the texts and not with
its square: the means of blocks of sentences give a path through the whole (Thompson & Koehn 2019
halve the texts again and again; one step is enough here), and the sentences near that path a finer
one.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import LONGEST
from aligner.arrays import Float32s, Floats, Int64s
from aligner.bitext import Run

_REACH = 8
"""Nodes that the band reaches beyond the rough path on either side: with 8 it holds every gold bead
of the training texts."""
_CELLS = 4_000_000
"""Most cells of a similarity matrix that is computed as a whole."""
_BLOCK_REACH = 4
"""Blocks searched on either side of the coarse path."""
_FIXED = 2.0
"""Weight of a fixed pair, times the sentences of the shorter text."""
_PIECE = 300
"""Source sentences of a piece, roughly: more costs memory, fewer means more cuts."""
_SURE = 0.12
"""Weight of a pair beside which the texts may be cut. Set by eye; the magazine, cut in three, has
the same F1 as in one piece."""


@dataclass(frozen=True, slots=True)
class AnchorPath:
    """Path through pairs of similar sentences, in order on both sides."""

    anchors: Int64s
    """Source and target sentence of each pair, shape (pairs, 2)."""
    weights: Float32s


def find_band(source: Floats, target: Floats, fixed: Int64s | None = None) -> Band:
    """Band of nodes about the best monotone path of similar sentences.

    `source` and `target` are vectors of single sentences, shape (sentences, dimension); `fixed` are
    pairs of sentences, shape (pairs, 2), in order on both sides, that the path must go through.
    """
    rows, columns = len(source), len(target)
    if rows * columns == 0 or columns + 1 <= 4 * _REACH:
        return Band.full(rows, columns)
    return band_about(find_anchor_path(source, target, fixed).anchors, rows, columns, _REACH)


def find_anchor_path(source: Floats, target: Floats, fixed: Int64s | None = None) -> AnchorPath:
    """Monotone path of sentence pairs of the highest summed weight; arguments as in `find_band`."""
    window = _window(source, target, fixed)
    weights = weigh_pairs(source, target, window)
    if fixed is not None and len(fixed):
        columns = fixed[:, 1] - window.lows[fixed[:, 0]]
        inside = (columns >= 0) & (columns < window.width)
        # More than all other cells of a path together can be worth.
        weights[fixed[inside, 0], columns[inside]] = _FIXED * min(len(source), len(target))
    return _best_anchor_path(weights, window)


def weigh_pairs(source: Floats, target: Floats, window: Band) -> Float32s:
    """Cosine minus half the mean of the ten highest of its row and column, inside the window.

    Shape (source sentences, width); -1 beyond the last target sentence.
    """
    rows, width = len(source), window.width
    weights = np.full((rows, width), -1, np.float32)
    down = np.full((len(target), 10), -1, np.float32)
    for start in range(0, rows, 256):
        end = min(rows, start + 256)
        low = int(window.lows[start])
        high = min(len(target), int(window.lows[end - 1]) + width)
        block = (
            np.asarray(source[start:end], np.float32) @ np.asarray(target[low:high], np.float32).T
        )
        columns = window.lows[start:end, None] + np.arange(width) - low
        there = columns < high - low
        local = np.take_along_axis(block, np.minimum(columns, high - low - 1), axis=1)
        weights[start:end] = np.where(there, local, -1)
        seen = np.concatenate([down[low:high], block.T], axis=1)
        down[low:high] = np.partition(seen, -10, axis=1)[:, -10:]
    k = min(10, width, len(target))
    across = np.partition(weights, -k, axis=1)[:, -k:].mean(axis=1)
    background = np.append(down[:, -min(10, rows) :].mean(axis=1), 0)
    at = np.minimum(window.lows[:rows, None] + np.arange(width), len(target))
    return np.asarray(weights - (across[:, None] + background[at]) / 2, np.float32)


def band_about(anchors: Int64s, rows: int, columns: int, reach: int) -> Band:
    """Band that goes through the anchors and reaches `reach` nodes further on all sides."""
    points = np.concatenate([[[0, 0]], anchors, anchors + 1, [[rows, columns]]])
    points = points[np.lexsort((points[:, 1], points[:, 0]))]
    at = np.arange(rows + 1)
    # The lowest column of any anchor from `reach` rows above on, the highest up to `reach` below.
    after = np.minimum(np.searchsorted(points[:, 0], at - reach, side="left"), len(points) - 1)
    before = np.searchsorted(points[:, 0], at + reach, side="right") - 1
    start = np.maximum(np.searchsorted(points[:, 0], at, side="right") - 1, 0)
    lows = np.minimum(points[np.minimum(after, start), 1], points[start, 1]) - LONGEST
    highs = np.maximum(points[np.maximum(before, start), 1], points[start, 1]) + LONGEST + 1
    lows = np.maximum.accumulate(np.clip(lows, 0, columns))
    highs = np.clip(highs, 0, columns + 1)
    width = int(min((highs - lows).max(), columns + 1))
    lows = np.minimum(lows, columns + 1 - width)
    return Band(lows, width, columns)


def cut_pieces(path: AnchorPath, rows: int, columns: int, kept: Int64s) -> list[tuple[Run, Run]]:
    """Cuts both texts into parts that can be aligned by themselves, in order.

    Short texts stay whole. A cut is between two sure pairs in immediate succession, followed by a
    third, and never after one of the `kept` pairs, which a link of several sentences holds
    together.
    """
    a, w = path.anchors, path.weights
    held = {(int(i), int(j)) for i, j in kept}
    cuts = [(0, 0)]
    for k in range(1, len(a) - 1):
        i, j = int(a[k, 0]), int(a[k, 1])
        if i - cuts[-1][0] < _PIECE or rows - i < _PIECE // 2:
            continue
        steps = (a[k] - a[k - 1] == 1).all() and (a[k + 1] - a[k] == 1).all()
        if steps and w[k - 1 : k + 2].min() > _SURE and (i, j) not in held:
            cuts.append((i, j))
    cuts.append((rows, columns))
    return [(Run(i, k), Run(j, m)) for (i, j), (k, m) in pairwise(cuts)]


def _window(source: Floats, target: Floats, fixed: Int64s | None) -> Band:
    """Window in which the path is searched: everything, or the surroundings of the blocks' path."""
    rows, columns = len(source), len(target)
    if rows * columns <= _CELLS:
        return Band(np.zeros(rows + 1, np.int64), columns, columns)
    size = int(np.ceil(np.sqrt(rows * columns / _CELLS)))
    left, right = _blocks(source, size), _blocks(target, size)
    whole = Band(np.zeros(len(left) + 1, np.int64), len(right), len(right))
    path = _best_anchor_path(weigh_pairs(left, right, whole), whole).anchors * size
    if fixed is not None and len(fixed):
        path = np.concatenate([path, fixed])
        path = path[np.lexsort((path[:, 1], path[:, 0]))]
    band = band_about(path, rows, columns, _BLOCK_REACH * size)
    spread = _BLOCK_REACH * size
    lows = np.maximum(band.lows - spread, 0)
    return Band(lows, min(band.width + 2 * spread, columns), columns)


def _blocks(vectors: Floats, size: int) -> Float32s:
    """Unit vectors of the means of `size` neighbours, shape (blocks, dimension)."""
    starts = np.arange(0, len(vectors), size)
    sums = np.stack([vectors[s : s + size].astype(np.float32).sum(axis=0) for s in starts])
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.maximum(norms, 1e-6), np.float32)


def _best_anchor_path(weights: Float32s, window: Band) -> AnchorPath:
    """Best path through the positive cells of a window, by dynamic programming."""
    rows, width = weights.shape
    gains = np.maximum(weights, 0)
    shifts = np.diff(window.lows)
    # best[i, c]: what is best among the first i sentences and those before column lows[i] + c.
    best = np.zeros((rows + 1, width + 1), np.float32)

    def extend(i: int) -> Float32s:
        row = best[i].copy()
        row[1:] = np.maximum(row[1:], best[i, :-1] + gains[i])
        return np.maximum.accumulate(row)

    columns = np.arange(width + 1)
    for i in range(rows):
        best[i + 1] = extend(i)[np.minimum(columns + shifts[i], width)]
    cells = []
    c = width
    for i in range(rows - 1, -1, -1):
        row = extend(i)
        c = int(np.searchsorted(row, row[min(c + int(shifts[i]), width)], side="left"))
        if best[i, c] != row[c]:
            c -= 1
            cells.append((i, int(window.lows[i]) + c))
    anchors = np.array(cells[::-1], np.int64).reshape(-1, 2)
    found = weights[anchors[:, 0], anchors[:, 1] - window.lows[anchors[:, 0]]]
    return AnchorPath(anchors, found)
