"""Groups of texts that are left out together when weights are judged, and texts cut into parts."""

from itertools import pairwise

import numpy as np

from aligner.arrays import Int64s
from benchmarks.training.lattice_training import SOURCE_SIZES, TARGET_SIZES, Text

MADE = "-omitted"
"""Ending of the name of a text with made omissions; such a text stays with its original."""


def group_texts(texts: list[Text]) -> list[list[Text]]:
    """Group each text with those that were made from it."""
    names = dict.fromkeys(text.name.removesuffix(MADE) for text in texts)
    return [[t for t in texts if t.name.removesuffix(MADE) == name] for name in names]


def fold(texts: list[Text]) -> list[list[Text]]:
    """Folds: a third of mac-dev at a time, and each of the other texts."""
    groups = group_texts(texts)
    mac = [group for group in groups if group[0].name.startswith("mac-dev")]
    thirds = [[t for group in mac[k::3] for t in group] for k in range(3)]
    return thirds + [group for group in groups if group not in mac]


def fold_parts(texts: list[Text]) -> list[list[Text]]:
    """Folds: a third of every set, so that texts of the same kind remain to learn from."""
    folds = fold(texts)[:3]
    for text in texts:
        if not text.name.startswith("mac-dev"):
            for held, part in zip(folds, cut_text(text, 3), strict=True):
                held.append(part)
    return folds


def cut_text(text: Text, parts: int) -> list[Text]:
    """Cut a text into parts of about equal length, at borders of gold beads."""
    path = np.stack([text.i[text.gold], text.j[text.gold]], axis=1)
    path = path[np.lexsort((path[:, 1], path[:, 0]))]
    size = (len(text.lows) - 1) / parts
    nodes = [path[np.argmin(np.abs(path[:, 0] - k * size))] for k in range(parts)]
    nodes.append(np.array([len(text.lows) - 1, text.target_count]))
    return [_part(text, a, b) for a, b in pairwise(nodes)]


def _part(text: Text, begin: Int64s, end: Int64s) -> Text:
    i, j = text.i - begin[0], text.j - begin[1]
    inside = (i >= 0) & (j >= 0)
    inside &= text.i + SOURCE_SIZES[text.beads] <= end[0]
    inside &= text.j + TARGET_SIZES[text.beads] <= end[1]
    steps = sorted(
        (int(text.i[k]), int(text.j[k]), int(text.beads[k]))
        for k in np.flatnonzero(inside & text.gold)
    )
    moved = {
        (tuple(x - int(begin[0]) for x in left), tuple(y - int(begin[1]) for y in right))
        for left, right in text.gold_beads
        if all(begin[0] <= x < end[0] for x in left) and all(begin[1] <= y < end[1] for y in right)
    }
    return Text(
        text.name, text.names, text.empty_names,
        np.maximum(text.lows[begin[0] : end[0] + 1] - begin[1], 0), text.width,
        int(end[1] - begin[1]), text.beads[inside], i[inside], j[inside], text.features[inside],
        text.empty[inside], text.gold[inside], moved,
        sum(a[2] < 2 and b[2] < 2 for a, b in pairwise(steps)),
        origin=(int(begin[0]), int(begin[1])),
        weight=text.weight,
    )  # fmt: skip
