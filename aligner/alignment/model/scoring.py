"""Scores every bead in a band: features times weights."""

from collections.abc import Iterator

import numpy as np

from aligner.alignment.features.bead_features import BeadFeatures
from aligner.alignment.features.feature_stack import FeatureStack
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS, FORBIDDEN
from aligner.alignment.model.bead_model import Model
from aligner.arrays import Bools, Float64s, Int64s

_ROWS = 32
"""Source positions whose features are computed at a time: bounds the memory."""


def score_beads(pair: EncodedPair, band: Band, model: Model) -> Float64s:
    """First-pass scores of all beads, float64 (beads, rows, width), log-odds.

    `FORBIDDEN` where none fits.
    """
    scores = np.full((len(BEADS), len(band.lows), band.width), FORBIDDEN)
    for rows, beads, pick in _walk_tiles(pair, band):
        for number, features in (*beads.empties(), *beads.beads()):
            # Weighed first and cut to the band then: a matrix is cut, not sixty.
            value = np.take_along_axis(model.score(number, features), pick, axis=1)
            valid = np.take_along_axis(beads.valid(*BEADS[number]), pick, axis=1)
            scores[number, rows.start : rows.stop] = np.where(valid, value, FORBIDDEN)
    return scores


def walk_features(
    pair: EncodedPair, band: Band
) -> Iterator[tuple[int, range, FeatureStack, Bools]]:
    """Features of all beads of a band, some rows at a time.

    Yields the bead's position in `BEADS`, the rows, its features in the columns of the band, and
    whether it ends inside both texts, shape (rows, width).
    """
    for rows, beads, pick in _walk_tiles(pair, band):
        for number, features in (*beads.empties(), *beads.beads()):
            valid = np.take_along_axis(beads.valid(*BEADS[number]), pick, axis=1)
            yield number, rows, features.columns(pick), valid


def _walk_tiles(pair: EncodedPair, band: Band) -> Iterator[tuple[range, BeadFeatures, Int64s]]:
    """Rows of the band, the features of the rectangle about them, and the band's columns in it."""
    for start in range(0, len(band.lows), _ROWS):
        rows = range(start, min(start + _ROWS, len(band.lows)))
        lows = band.lows[rows.start : rows.stop]
        columns = range(int(lows[0]), int(lows[-1]) + band.width)
        pick = (lows - lows[0])[:, None] + np.arange(band.width)
        yield rows, BeadFeatures(pair, rows, columns), pick
