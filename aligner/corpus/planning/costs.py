"""Estimates the cost of a pair by the size of its files, and shares work out evenly."""

import heapq
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.int64]

PAIR_COST = 2_000
"""The fixed cost of a pair, in bytes of text. By judgement: opening two files and setting up the
alignment takes about as long as aligning twenty sentences."""

_STAT_THREADS = 16
"""Threads that ask for file sizes: on a network disk this is waiting, not computing."""
_STAT_BLOCK = 5_000


def file_sizes(paths: Sequence[str | None], base: Path) -> Costs:
    """The size of each file in bytes, shape (paths,); 0 if it cannot be read."""
    start = os.fspath(base)

    def sizes(first: int) -> list[int]:
        return [_size(start, path) for path in paths[first : first + _STAT_BLOCK]]

    with ThreadPoolExecutor(_STAT_THREADS) as pool:
        blocks = pool.map(sizes, range(0, len(paths), _STAT_BLOCK))
        return np.array([size for block in blocks for size in block], np.int64)


def cut_shards(costs: Costs, shard_cost: int) -> NDArray[np.int64]:
    """The rows at which shards begin, and the number of rows at the end, shape (shards + 1,).

    A shard is neighbouring rows that cost up to `shard_cost` together, or one row that costs more.
    So the shards, one after the other, are in the order of the manifest.

    >>> cut_shards(np.array([4, 4, 9, 1, 1]), 8).tolist()
    [0, 2, 3, 5]
    """
    total = np.cumsum(costs)
    borders = [0]
    while borders[-1] < len(costs):
        first = borders[-1]
        before = int(total[first - 1]) if first else 0
        after = int(np.searchsorted(total, before + shard_cost, side="right"))
        borders.append(max(after, first + 1))
    return np.array(borders, np.int64)


def largest_first(costs: Costs) -> list[int]:
    """The order of work in which the last worker ends soon after the others.

    Longest processing time first (Graham 1969): at most 4/3 of the best possible time.
    """
    order = np.argsort(-costs, kind="stable")
    return [int(i) for i in order]


def share_out(costs: Costs, parts: int) -> list[list[int]]:
    """The items of each of `parts` machines: the largest first, to the machine with the least work.

    All machines compute the same answer, so the jobs of an array need not communicate.

    >>> share_out(np.array([5, 1, 4, 3]), 2)
    [[0, 1], [2, 3]]
    """
    loads = [(0, part) for part in range(parts)]
    shares: list[list[int]] = [[] for _ in range(parts)]
    for item in largest_first(costs):
        load, part = heapq.heappop(loads)
        shares[part].append(item)
        heapq.heappush(loads, (load + int(costs[item]), part))
    return shares


def _size(base: str, path: str | None) -> int:
    if not path:
        return 0
    try:
        return os.stat(os.path.join(base, path)).st_size  # noqa: PTH116, PTH118  # millions of them
    except (OSError, ValueError):
        return 0
