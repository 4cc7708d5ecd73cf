"""Paragraph prior: translators seldom join sentences across paragraphs and headings."""

import numpy as np

from aligner.alignment.features.sentences import Sentences
from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS
from aligner.arrays import Float64s
from aligner.bitext import BlockKind

COST = 2.0
"""Cost of a paragraph border inside a bead, in log-odds. On three chapters of MAC-dev with
paragraphs made of two to five gold beads, a fifth of their borders on one side only: F1 .920
without and with 1, .927 with 2 and 3; with meaningless borders .916 with 2, .895 with 3."""
_TELLING = 0.7
"""Share of paragraphs among sentences above which they mean nothing: lines, subtitles, tables."""


def find_borders(sentences: Sentences) -> Float64s:
    """Cost of joining each sentence with the next, shape (sentences,); 0 for the last one.

    All zeros if nearly every sentence is a paragraph of its own.
    """
    count = len(sentences)
    costs = np.zeros(count)
    if len(sentences.blocks) != count or len(set(sentences.blocks)) > _TELLING * count:
        return costs
    blocks = np.array(sentences.blocks)
    heading = np.array([kind is BlockKind.HEADING for kind in sentences.kinds] or [False] * count)
    costs[:-1] = COST * (blocks[:-1] != blocks[1:])
    # Between a heading and its text nobody joins anything.
    costs[:-1] *= 1.0 + (heading[:-1] != heading[1:])
    return costs


def weigh_borders(scores: Float64s, band: Band, source: Float64s, target: Float64s) -> Float64s:
    """Subtracts from all scores the cost of the borders inside each bead; shape of `scores`."""
    if not source.any() and not target.any():
        return scores
    weighed = scores.copy()
    columns = band.lows[:, None] + np.arange(band.width)
    for number, (n, m) in enumerate(BEADS):
        down, across = _inside(source, n), _inside(target, m)
        weighed[number] -= down[: len(band.lows), None]
        weighed[number] -= across[np.minimum(columns, len(across) - 1)]
    return weighed


def _inside(borders: Float64s, size: int) -> Float64s:
    """Cost of the borders inside each run of `size` sentences, by its start.

    Shape (sentences + 1,).
    """
    summed = np.concatenate([[0.0], np.cumsum(borders)])
    starts = np.arange(len(borders) + 1)
    ends = np.minimum(starts + max(0, size - 1), len(borders))
    return np.asarray(summed[ends] - summed[starts])
