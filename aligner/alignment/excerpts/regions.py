"""The places of a survey as fields of the journey: every bead in them with its score."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.excerpts.excerpt_model import ExcerptModel
from aligner.alignment.excerpts.passage_search import Survey
from aligner.alignment.excerpts.seed_chains import Place
from aligner.alignment.excerpts.subset import Sections
from aligner.alignment.features.sentences import Floats
from aligner.alignment.lattice.constraints import Decisions
from aligner.alignment.lattice.semi_markov import BEADS, FORBIDDEN, Band, Scores
from aligner.alignment.lattice.with_jumps import Field
from aligner.alignment.model.bead_model import Model
from aligner.alignment.model.scoring import walk_features
from aligner.bitext import Run

_FIXED = 50.0
"""Added to a bead that a person accepted: more than any evidence."""


def make_fields(
    survey: Survey,
    places: Sequence[Place],
    sections: Sections,
    models: tuple[Model, ExcerptModel],
) -> list[Field]:
    """A field for each place; nodes that several places share belong to the first of them."""
    fields: list[Field] = []
    for place in places:
        pair = sections.cut(place)
        scores = np.full((len(BEADS), len(place.band.lows), place.band.width), FORBIDDEN)
        for number, rows, features, valid in walk_features(pair, place.band):
            anywhere = _backgrounds(survey, place, number, rows)
            value = models[1].bead_scores(number, features, models[0], anywhere)
            scores[number, rows.start : rows.stop] = np.where(valid, value, FORBIDDEN)
        field = Field(place.source.start, place.target.start, place.band, scores)
        fields.append(_without_shared(field, fields))
    return fields


def decide_field(field: Field, decisions: Decisions) -> Field:
    """The field with every bead struck out that goes against what a person decided.

    Unlike in a complete text, what was decided may stand in any order and more than once.
    """
    if not decisions.fixed and not decisions.forbidden:
        return field
    scores = field.scores.copy()
    i = field.row + np.arange(len(field.band.lows))[:, None]
    j = field.column + field.band.lows[:, None] + np.arange(field.band.width)
    for number, (n, m) in enumerate(BEADS):
        if not (n and m):
            continue
        for link in decisions.fixed:
            scores[number][_shares(link.source, i, n) | _shares(link.target, j, m)] = FORBIDDEN
        for link in (*decisions.fixed, *decisions.forbidden):
            if (n, m) == (link.source.size, link.target.size):
                same = (i == link.source.start) & (j == link.target.start)
                kept = link in decisions.fixed
                scores[number][same] = field.scores[number][same] + _FIXED if kept else FORBIDDEN
    return replace(field, scores=scores)


def _shares(run: Run, starts: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    """Whether the runs of that size share a sentence with a run."""
    return np.asarray((starts < run.end) & (starts + size > run.start) & bool(run))


def bar_targets(field: Field, barred: NDArray[np.bool_]) -> Field:
    """The field without the beads that hold any of the barred target sentences."""
    scores = field.scores.copy()
    count = np.concatenate([[0], np.cumsum(barred)])
    starts = field.column + field.band.lows[:, None] + np.arange(field.band.width)
    for number, (n, m) in enumerate(BEADS):
        if n and m:
            first, last = np.minimum(starts, len(barred)), np.minimum(starts + m, len(barred))
            scores[number][count[last] > count[first]] = FORBIDDEN
    return replace(field, scores=scores)


def _backgrounds(survey: Survey, place: Place, number: int, rows: range) -> tuple[Floats, Floats]:
    """Mean background of the sentences of the runs that start at the nodes of these rows."""
    n, m = BEADS[number]
    i = place.source.start + np.arange(rows.start, rows.stop)[:, None]
    lows = place.band.lows[rows.start : rows.stop, None]
    j = place.target.start + lows + np.arange(place.band.width)
    return (
        _run_mean(survey.neighbours.source_background, i, n),
        _run_mean(survey.neighbours.target_background, j, m),
    )


def _run_mean(values: Floats, starts: NDArray[np.int64], size: int) -> Floats:
    summed = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    last = len(values)
    total = summed[np.minimum(starts + size, last)] - summed[np.minimum(starts, last)]
    return np.asarray(total / max(size, 1), np.float32)


def _without_shared(field: Field, others: Sequence[Field]) -> Field:
    """The field without the full beads that start at a node of one of the others."""
    shared = np.zeros((len(field.band.lows), field.band.width), np.bool_)
    j = field.column + field.band.lows[:, None] + np.arange(field.band.width)
    for other in others:
        rows = range(max(field.row, other.row), min(field.rows.stop, other.rows.stop))
        for i in rows:
            shared[i - field.row] |= _in_row(j[i - field.row], other, i)
    if not shared.any():
        return field
    scores: Scores = field.scores.copy()
    scores[2:, shared] = FORBIDDEN
    return replace(field, scores=scores)


def _in_row(columns: NDArray[np.int64], other: Field, i: int) -> NDArray[np.bool_]:
    band: Band = other.band
    low = other.column + int(band.lows[i - other.row])
    return np.asarray((columns >= low) & (columns < low + band.width))
