"""Regions with a score for every bead in them, as the lattice with jumps needs them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from aligner.alignment.excerpts.excerpt_model import ExcerptModel
from aligner.alignment.excerpts.passage_search import PassageSearch
from aligner.alignment.excerpts.seed_chains import Region
from aligner.alignment.excerpts.subset import TextSubset
from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS, FORBIDDEN
from aligner.alignment.lattice.constraints import Decisions
from aligner.alignment.lattice.with_jumps import ScoredRegion
from aligner.alignment.model.bead_model import Model
from aligner.alignment.model.scoring import walk_features
from aligner.arrays import Bools, Float32s, Float64s, Int64s
from aligner.bitext import Run

_FIXED = 50.0
"""Added to the score of a bead that a person accepted: more than any evidence."""


def score_regions(
    search: PassageSearch,
    regions: Sequence[Region],
    subset: TextSubset,
    models: tuple[Model, ExcerptModel],
) -> list[ScoredRegion]:
    """Scores every bead of the regions; nodes that several share belong to the first of them."""
    scored: list[ScoredRegion] = []
    for region in regions:
        pair = subset.cut(region)
        scores = np.full((len(BEADS), len(region.band.lows), region.band.width), FORBIDDEN)
        for number, rows, features, valid in walk_features(pair, region.band):
            anywhere = _backgrounds(search, region, number, rows)
            value = models[1].bead_scores(number, features, models[0], anywhere)
            scores[number, rows.start : rows.stop] = np.where(valid, value, FORBIDDEN)
        made = ScoredRegion(region.source.start, region.target.start, region.band, scores)
        scored.append(_without_shared(made, scored))
    return scored


def apply_decisions(region: ScoredRegion, decisions: Decisions) -> ScoredRegion:
    """Forbids every bead of a region that contradicts what a person decided.

    Unlike in a complete text, decided links may be in any order, and a sentence in several.
    """
    if not decisions.fixed and not decisions.forbidden:
        return region
    scores = region.scores.copy()
    i = region.row + np.arange(len(region.band.lows))[:, None]
    j = region.column + region.band.lows[:, None] + np.arange(region.band.width)
    for number, (n, m) in enumerate(BEADS):
        if not (n and m):
            continue
        for link in decisions.fixed:
            scores[number][_shares(link.source, i, n) | _shares(link.target, j, m)] = FORBIDDEN
        for link in (*decisions.fixed, *decisions.forbidden):
            if (n, m) == (link.source.size, link.target.size):
                same = (i == link.source.start) & (j == link.target.start)
                kept = link in decisions.fixed
                scores[number][same] = region.scores[number][same] + _FIXED if kept else FORBIDDEN
    return replace(region, scores=scores)


def _shares(run: Run, starts: Int64s, size: int) -> Bools:
    """Whether runs of `size` sentences that begin at `starts` share a sentence with a run.

    Shape of `starts`.
    """
    return np.asarray((starts < run.end) & (starts + size > run.start) & bool(run))


def forbid_targets(region: ScoredRegion, forbidden: Bools) -> ScoredRegion:
    """Forbids the beads that contain a forbidden target sentence; shape (target sentences,)."""
    scores = region.scores.copy()
    count = np.concatenate([[0], np.cumsum(forbidden)])
    starts = region.column + region.band.lows[:, None] + np.arange(region.band.width)
    for number, (n, m) in enumerate(BEADS):
        if n and m:
            first, last = np.minimum(starts, len(forbidden)), np.minimum(starts + m, len(forbidden))
            scores[number][count[last] > count[first]] = FORBIDDEN
    return replace(region, scores=scores)


def _backgrounds(
    search: PassageSearch, region: Region, number: int, rows: range
) -> tuple[Float32s, Float32s]:
    """Mean background cosine of the source and target runs that start at the nodes of these rows.

    Shapes (rows, 1) and (rows, width).
    """
    n, m = BEADS[number]
    i = region.source.start + np.arange(rows.start, rows.stop)[:, None]
    lows = region.band.lows[rows.start : rows.stop, None]
    j = region.target.start + lows + np.arange(region.band.width)
    return (
        _run_mean(search.neighbours.source_background, i, n),
        _run_mean(search.neighbours.target_background, j, m),
    )


def _run_mean(values: Float32s, starts: Int64s, size: int) -> Float32s:
    summed = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    last = len(values)
    total = summed[np.minimum(starts + size, last)] - summed[np.minimum(starts, last)]
    return np.asarray(total / max(size, 1), np.float32)


def _without_shared(region: ScoredRegion, others: Sequence[ScoredRegion]) -> ScoredRegion:
    """Forbids the full beads that start at a node of one of the other regions."""
    shared = np.zeros((len(region.band.lows), region.band.width), np.bool_)
    j = region.column + region.band.lows[:, None] + np.arange(region.band.width)
    for other in others:
        rows = range(max(region.row, other.row), min(region.rows.stop, other.rows.stop))
        for i in rows:
            shared[i - region.row] |= _in_row(j[i - region.row], other, i)
    if not shared.any():
        return region
    scores: Float64s = region.scores.copy()
    scores[2:, shared] = FORBIDDEN
    return replace(region, scores=scores)


def _in_row(columns: Int64s, other: ScoredRegion, i: int) -> Bools:
    band: Band = other.band
    low = other.column + int(band.lows[i - other.row])
    return np.asarray((columns >= low) & (columns < low + band.width))
