"""Where in the lattice to look: a rough path through nearest neighbours, and a band about it."""

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.lattice import LONGEST, Band

_REACH = 8
"""How far the band reaches beyond the rough path on either side."""


def find_band(
    source: NDArray[np.floating],
    target: NDArray[np.floating],
    anchors: NDArray[np.int64] | None = None,
    *,
    reach: int = _REACH,
) -> Band:
    """The band of nodes about the best monotone chain of similar sentences.

    Vectors of the single sentences, shape (n, dimension); `anchors` are pairs of sentences, in
    order on both sides, that the chain must go through.
    """
    rows, columns = len(source), len(target)
    if rows * columns == 0 or columns + 1 <= 4 * reach:
        return Band.full(rows, columns)
    weights = similarities(source, target)
    if anchors is not None and len(anchors):
        # More than all other cells of a chain together can be worth.
        weights[anchors[:, 0], anchors[:, 1]] = 2.0 * min(rows, columns)
    return band_about(find_chain(weights), rows, columns, reach)


def similarities(source: NDArray[np.floating], target: NDArray[np.floating]) -> NDArray[np.float32]:
    """Cosine less half the mean of the ten highest of its row and of its column, shape (n, m)."""
    cosine = np.asarray(source, np.float32) @ np.asarray(target, np.float32).T
    k = min(10, *cosine.shape)
    across = np.partition(cosine, -k, axis=1)[:, -k:].mean(axis=1)
    down = np.partition(cosine, -k, axis=0)[-k:].mean(axis=0)
    return np.asarray(cosine - (across[:, None] + down[None]) / 2)


def find_chain(weights: NDArray[np.float32]) -> NDArray[np.int64]:
    """The cells of the monotone chain of highest summed weight, shape (cells, 2)."""
    rows, columns = weights.shape
    best = np.zeros((rows + 1, columns + 1), np.float32)
    gains = np.maximum(weights, 0)
    for i in range(rows):
        np.maximum(best[i, 1:], best[i, :-1] + gains[i], out=best[i + 1, 1:])
        np.maximum.accumulate(best[i + 1], out=best[i + 1])
    cells = []
    i, j = rows, columns
    while i and j:
        if best[i, j] == best[i, j - 1]:
            j -= 1
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            i, j = i - 1, j - 1
            cells.append((i, j))
    return np.array(cells[::-1], np.int64).reshape(-1, 2)


def band_about(anchors: NDArray[np.int64], rows: int, columns: int, reach: int) -> Band:
    """The band that goes through the anchors and reaches `reach` nodes further on all sides."""
    points = np.concatenate([[[0, 0]], anchors, anchors + 1, [[rows, columns]]])
    points = points[np.lexsort((points[:, 1], points[:, 0]))]
    at = np.arange(rows + 1)
    # The lowest column of any anchor from `reach` rows above on, the highest up to `reach` below.
    after = np.searchsorted(points[:, 0], at - reach, side="left")
    before = np.searchsorted(points[:, 0], at + reach, side="right") - 1
    after = np.maximum(np.minimum(after, len(points) - 1), 0)
    start = np.maximum(np.searchsorted(points[:, 0], at, side="right") - 1, 0)
    lows = np.minimum(points[np.minimum(after, start), 1], points[start, 1]) - LONGEST
    highs = np.maximum(points[np.maximum(before, start), 1], points[start, 1]) + LONGEST + 1
    lows = np.maximum.accumulate(np.clip(lows, 0, columns))
    highs = np.clip(highs, 0, columns + 1)
    width = int(min((highs - lows).max(), columns + 1))
    lows = np.minimum(lows, columns + 1 - width)
    return Band(lows, width, columns)
