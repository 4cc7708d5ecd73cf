"""What a person decided, as rules of the lattice."""

from collections.abc import Sequence

import numpy as np

from aligner.alignment.lattice import BEADS, FORBIDDEN, Band, Scores
from aligner.bitext import Link


def apply_constraints(
    scores: Scores, band: Band, fixed: Sequence[Link], forbidden: Sequence[Link]
) -> Scores:
    """The scores with every bead struck out that goes against a decision."""
    scores = scores.copy()
    rows = np.arange(len(band.lows))[:, None]
    columns = band.lows[:, None] + np.arange(band.width)
    for link in fixed:
        _keep_only(scores, rows, columns, link)
    for link in forbidden:
        size = (link.source.size, link.target.size)
        if size not in BEADS:
            continue
        struck = np.ones(columns.shape, np.bool_)
        if link.source:
            struck &= rows == link.source.start
        if link.target:
            struck &= columns == link.target.start
        scores[BEADS.index(size)][struck] = FORBIDDEN
    return scores


def _keep_only(
    scores: Scores,
    rows: np.ndarray,
    columns: np.ndarray,
    link: Link,  # type: ignore[type-arg]
) -> None:
    """Strike out every bead that shares a sentence with the link but is not the link."""
    for number, (n, m) in enumerate(BEADS):
        touches = np.zeros(columns.shape, np.bool_)
        if n and link.source:
            touches |= (rows < link.source.end) & (rows + n > link.source.start)
        if m and link.target:
            touches |= (columns < link.target.end) & (columns + m > link.target.start)
        same = (n, m) == (link.source.size, link.target.size)
        if same:
            here = np.ones(columns.shape, np.bool_)
            if n:
                here &= rows == link.source.start
            if m:
                here &= columns == link.target.start
            touches &= ~here
        scores[number][touches] = FORBIDDEN
