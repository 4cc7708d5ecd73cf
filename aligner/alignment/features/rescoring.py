"""Second-pass features of the beads that the first pass has left in question.

After the first pass only a few beads a sentence are still likely, so evidence may cost more: the
clauses on either side of each border, and speech that runs over several sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from aligner.alignment.features.clauses import Clauses, find_clauses
from aligner.alignment.features.quotations import Quotations, find_quotations
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.lattice.beads import BEADS, Step
from aligner.arrays import Bools, Float32s, Float64s, Int64s
from aligner.encoders.protocol import Encoder

_BACKGROUND = 0.2
"""Cosine of unrelated clauses; used where a text ends."""
_LEAST_SPEECH = 0.002
"""Share of letters inside quotation marks below which a text is taken to mark no speech."""


class Rescorer:
    """Computes the second-pass features of single beads of two texts."""

    def __init__(
        self, texts: tuple[Sentences, Sentences], pair: EncodedPair, encoder: Encoder
    ) -> None:
        self._texts = texts
        self._whole = pair.source.runs[0], pair.target.runs[0]
        self._encoder = encoder
        self._speech = _find_speech(texts, pair)
        self._clauses: tuple[Clauses, Clauses] | None = None

    def features(self, steps: Sequence[Step], wanted: Bools) -> list[Mapping[str, float]]:
        """Features of every bead by name.

        Empty beads and those not wanted have none. Only the clauses of the wanted beads, and of
        the sentences beside them, are encoded. `wanted` has shape (beads,).
        """
        chosen = [step for step, want in zip(steps, wanted, strict=True) if want]
        self._clauses = self._find_clauses(chosen)
        return [
            self._describe(step) if want and min(BEADS[step.bead]) else {}
            for step, want in zip(steps, wanted, strict=True)
        ]

    def _describe(self, step: Step) -> Mapping[str, float]:
        n, m = BEADS[step.bead]
        bead = _Ends(step.i, step.i + n, step.j, step.j + m)
        return self._speech_features(bead) | self._clause_features(bead)

    def _find_clauses(self, steps: Sequence[Step]) -> tuple[Clauses, Clauses]:
        near: tuple[set[int], set[int]] = set(), set()
        for step in steps:
            n, m = BEADS[step.bead]
            near[0].update(range(step.i - 1, step.i + n + 1))
            near[1].update(range(step.j - 1, step.j + m + 1))
        source, target = (
            find_clauses(side.texts, at.intersection(range(len(side))), whole, self._encoder)
            for side, at, whole in zip(self._texts, near, self._whole, strict=True)
        )
        return source, target

    def _speech_features(self, bead: "_Ends") -> dict[str, float]:
        """How speech differs between the runs; 0 throughout if either text marks none."""
        starts_inside, ends_inside, shares = (False, False), (False, False), 0.0
        if self._speech:
            source, target = self._speech
            last_i, last_j = bead.i_end - 1, bead.j_end - 1
            starts_inside = source.inside_before(bead.i), target.inside_before(bead.j)
            ends_inside = source.inside_after(last_i), target.inside_after(last_j)
            shares = source.share(bead.i, bead.i_end) - target.share(bead.j, bead.j_end)
        return {
            "speech-start-differs": float(starts_inside[0] != starts_inside[1]),
            "speech-end-differs": float(ends_inside[0] != ends_inside[1]),
            "speech-open-source": float(ends_inside[0]),
            "speech-open-target": float(ends_inside[1]),
            "speech-share-differs": abs(shares),
            "speech-share-squared": shares**2,
        }

    def _clause_features(self, bead: "_Ends") -> dict[str, float]:
        """How the clauses of the runs answer each other: all, those at the ends, those beside."""
        assert self._clauses
        source, target = self._clauses
        rows = _Cuts.about(source.starts, bead.i, bead.i_end)
        columns = _Cuts.about(target.starts, bead.j, bead.j_end)
        alike = source.vectors[rows.all] @ target.vectors[columns.all].T
        inner = alike[rows.inner, columns.inner]
        one_i, one_j = _single(rows), _single(columns)
        first_i, last_i = alike[rows.first, columns.inner], alike[rows.last, columns.inner]
        first_j, last_j = alike[rows.inner, columns.first], alike[rows.inner, columns.last]
        source_lengths = source.lengths[rows.all][rows.inner]
        target_lengths = target.lengths[columns.all][columns.inner]
        return {
            "clause-cover-source": _mean(inner.max(axis=1), source_lengths),
            "clause-cover-target": _mean(inner.max(axis=0), target_lengths),
            **_clause_edges(alike, rows, columns),
            "clause-need-source-first": 0.0 if one_i else float(first_i.max(axis=1).mean()),
            "clause-need-source-last": 0.0 if one_i else float(last_i.max(axis=1).mean()),
            "clause-need-target-first": 0.0 if one_j else float(first_j.max(axis=0).mean()),
            "clause-need-target-last": 0.0 if one_j else float(last_j.max(axis=0).mean()),
        }


class _Ends(NamedTuple):
    i: int
    i_end: int
    j: int
    j_end: int


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Clauses inside a run, at its ends, and beside it, as slices.

    Slices other than `all` count from the first clause of the sentence before the run.
    """

    all: slice
    before: slice
    inner: slice
    after: slice
    first: slice
    last: slice

    @classmethod
    def about(cls, starts: Int64s, begin: int, end: int) -> "_Cuts":
        outer = int(starts[max(0, begin - 1)])
        far = int(starts[min(len(starts) - 1, end + 1)])
        a, b = int(starts[begin]) - outer, int(starts[end]) - outer
        return cls(
            all=slice(outer, far),
            before=slice(0, a),
            inner=slice(a, b),
            after=slice(b, far - outer),
            first=slice(a, int(starts[begin + 1]) - outer),
            last=slice(int(starts[end - 1]) - outer, b),
        )


@dataclass(frozen=True, slots=True)
class _Speech:
    """Quotation marks and lengths of one side, summed from the left; shape (sentences + 1,)."""

    marks: Quotations
    quoted: Float64s
    letters: Float64s

    def share(self, begin: int, end: int) -> float:
        """Share of the letters of a run that are quoted."""
        letters = self.letters[end] - self.letters[begin]
        return float((self.quoted[end] - self.quoted[begin]) / letters)

    def inside_before(self, sentence: int) -> bool:
        """Whether a sentence begins in the middle of speech."""
        return bool(self.marks.inside_before[sentence])

    def inside_after(self, sentence: int) -> bool:
        """Whether a sentence ends in the middle of speech."""
        return bool(self.marks.inside_after[sentence])


def _find_speech(
    texts: tuple[Sentences, Sentences], pair: EncodedPair
) -> tuple[_Speech, _Speech] | None:
    """Speech of both sides; None if either text marks none."""
    found = []
    for side, facts in zip(texts, (pair.source.surface, pair.target.surface), strict=True):
        marks = find_quotations(side.texts)
        quoted = np.concatenate([[0.0], np.cumsum(marks.quoted, dtype=np.float64)])
        letters = np.concatenate([[0.0], np.cumsum(facts.lengths, dtype=np.float64)])
        if quoted[-1] < _LEAST_SPEECH * letters[-1]:
            return None
        found.append(_Speech(marks, quoted, letters))
    return found[0], found[1]


def _single(cuts: _Cuts) -> bool:
    """Whether the run is one sentence."""
    return cuts.first == cuts.inner


def _mean(values: Float32s, weights: Float32s) -> float:
    return float((values * weights).sum() / max(1e-3, float(weights.sum())))


def _clause_edges(alike: Float32s, rows: _Cuts, columns: _Cuts) -> dict[str, float]:
    """How much better the clause next to each border fits this bead than what lies beyond it.

    "keep" features are about the outer clauses of the runs, "lack" features about those just
    outside. `alike` has the cosines of all clauses, shape (source clauses, target clauses).
    """
    first_i, last_i = rows.inner.start, rows.inner.stop - 1
    first_j, last_j = columns.inner.start, columns.inner.stop - 1

    def keep_row(clause: int, beyond: slice) -> float:
        return _gain(alike[clause, columns.inner], alike[clause, beyond], 0.0)

    def lack_row(clause: int, beyond: slice) -> float:
        return _gain(alike[clause, columns.inner], alike[clause, beyond], _BACKGROUND)

    def keep_column(clause: int, beyond: slice) -> float:
        return _gain(alike[rows.inner, clause], alike[beyond, clause], 0.0)

    def lack_column(clause: int, beyond: slice) -> float:
        return _gain(alike[rows.inner, clause], alike[beyond, clause], _BACKGROUND)

    left, right = rows.before.stop > 0, rows.after.stop > rows.after.start
    up, down = columns.before.stop > 0, columns.after.stop > columns.after.start
    return {
        "clause-keep-source-first": keep_row(first_i, columns.before) if up else 0.0,
        "clause-keep-source-last": keep_row(last_i, columns.after) if down else 0.0,
        "clause-keep-target-first": keep_column(first_j, rows.before) if left else 0.0,
        "clause-keep-target-last": keep_column(last_j, rows.after) if right else 0.0,
        "clause-lack-source-before": lack_row(first_i - 1, columns.before) if left else 0.0,
        "clause-lack-source-after": lack_row(last_i + 1, columns.after) if right else 0.0,
        "clause-lack-target-before": lack_column(first_j - 1, rows.before) if up else 0.0,
        "clause-lack-target-after": lack_column(last_j + 1, rows.after) if down else 0.0,
    }


def _gain(inside: Float32s, beyond: Float32s, default: float) -> float:
    """The best cosine inside less the best beyond, or less `default` where the text ends."""
    best = float(beyond.max(initial=-1.0))
    return float(inside.max(initial=-1.0)) - (best if best > -1 else default)
