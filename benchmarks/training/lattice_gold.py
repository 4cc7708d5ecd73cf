"""Alignments made by hand: read from their files, and as paths through the lattice."""

import re
from pathlib import Path

from aligner.alignment.lattice.beads import BEADS, Step


def read_gold(path: Path) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    beads = []
    for line in path.read_text(encoding="utf-8").splitlines():
        left, right = line.split(":")[:2]
        ids = [tuple(int(x) for x in re.findall(r"\d+", side)) for side in (left, right)]
        beads.append((ids[0], ids[1]))
    return beads


def find_gold_path(
    gold: list[tuple[tuple[int, ...], tuple[int, ...]]], n: int, m: int
) -> list[Step]:
    """Turn gold beads into lattice steps; crossing beads are joined, beads too large are split."""
    joined: list[tuple[range, range]] = []
    for left, right in sorted(b for b in gold if b[0] and b[1]):
        a, b = range(left[0], left[-1] + 1), range(right[0], right[-1] + 1)
        if joined and (a.start < joined[-1][0].stop or b.start < joined[-1][1].stop):
            x, y = joined.pop()
            a, b = (
                range(x.start, max(x.stop, a.stop)),
                range(min(y.start, b.start), max(y.stop, b.stop)),
            )
        joined.append((a, b))
    steps: list[Step] = []
    i = j = 0
    for a, b in [*joined, (range(n, n), range(m, m))]:
        while i < a.start:
            steps.append(Step(0, i, j))
            i += 1
        while j < b.start:
            steps.append(Step(1, i, j))
            j += 1
        sizes = [(len(a), len(b))] if a or b else []
        if sizes and sizes[0] not in BEADS:
            few = min(len(a), len(b))
            sizes = [(len(a) - few + 1, len(b) - few + 1), *[(1, 1)] * (few - 1)]
        for size in sizes:
            steps.append(Step(BEADS.index(size), i, j))
            i, j = i + size[0], j + size[1]
    return steps
