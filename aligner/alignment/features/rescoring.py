"""Second-pass features of the beads that the first pass has left in question.

After the first pass only a few beads a sentence are still likely, so evidence may cost more: the
clauses on either side of each border, and speech that runs over several sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.features.clauses import Clauses, find_clauses
from aligner.alignment.features.quotations import Quotations, find_quotations
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.lattice.semi_markov import BEADS, Step
from aligner.encoders.protocol import Encoder

Floats = NDArray[np.float32]

_SPEECH = (
    "speech-start-differs", "speech-end-differs", "speech-open-source", "speech-open-target",
    "speech-share-differs", "speech-share-squared",
)  # fmt: skip
_EDGES = (
    # an outer sentence (clause) of the run: how much better it fits the other run than what lies
    # beyond that; and the same for the sentence (clause) just outside
    "keep-source-first", "keep-source-last", "keep-target-first", "keep-target-last",
    "lack-source-before", "lack-source-after", "lack-target-before", "lack-target-after",
)  # fmt: skip
_NEEDS = ("need-source-first", "need-source-last", "need-target-first", "need-target-last")
_COVER = ("cover-source", "cover-target")
RESCORING_NAMES: tuple[str, ...] = (
    *_SPEECH,
    *(f"clause-{name}" for name in (*_COVER, *_EDGES, *_NEEDS)),
)
RESCORING_GROUPS = {
    "speech": RESCORING_NAMES[:6],
    "clauses": RESCORING_NAMES[6:],
}
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

    def features(self, steps: Sequence[Step], wanted: NDArray[np.bool_]) -> Floats:
        """Features of every bead, float32 (beads, RESCORING_NAMES).

        Empty beads and those not wanted have zeros. Only the clauses of the wanted beads, and of
        the sentences beside them, are encoded. `wanted` has shape (beads,).
        """
        rows = np.zeros((len(steps), len(RESCORING_NAMES)), np.float32)
        chosen = [step for step, want in zip(steps, wanted, strict=True) if want]
        self._clauses = self._find_clauses(chosen)
        for row, step, want in zip(rows, steps, wanted, strict=True):
            n, m = BEADS[step.bead]
            if not n or not m or not want:
                continue
            bead = _Ends(step.i, step.i + n, step.j, step.j + m)
            row[:6] = self._speech_features(bead)
            row[6:] = self._clause_features(bead)
        return rows

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

    def _speech_features(self, bead: "_Ends") -> list[float]:
        if self._speech is None:
            return [0.0] * len(_SPEECH)
        source, target = self._speech
        last_i, last_j = bead.i_end - 1, bead.j_end - 1
        shares = source.share(bead.i, bead.i_end) - target.share(bead.j, bead.j_end)
        return [
            float(source.marks.inside_before[bead.i] != target.marks.inside_before[bead.j]),
            float(source.marks.inside_after[last_i] != target.marks.inside_after[last_j]),
            float(source.marks.inside_after[last_i]),
            float(target.marks.inside_after[last_j]),
            abs(shares),
            shares**2,
        ]

    def _clause_features(self, bead: "_Ends") -> list[float]:
        assert self._clauses
        source, target = self._clauses
        rows = _Cuts.about(source.starts, bead.i, bead.i_end)
        columns = _Cuts.about(target.starts, bead.j, bead.j_end)
        alike = source.vectors[rows.all] @ target.vectors[columns.all].T
        inner = alike[rows.inner, columns.inner]
        one_i, one_j = _single(rows), _single(columns)
        return [
            _mean(inner.max(axis=1), source.lengths[rows.all][rows.inner]),
            _mean(inner.max(axis=0), target.lengths[columns.all][columns.inner]),
            *_clause_edges(alike, rows, columns),
            0.0 if one_i else float(alike[rows.first, columns.inner].max(axis=1).mean()),
            0.0 if one_i else float(alike[rows.last, columns.inner].max(axis=1).mean()),
            0.0 if one_j else float(alike[rows.inner, columns.first].max(axis=0).mean()),
            0.0 if one_j else float(alike[rows.inner, columns.last].max(axis=0).mean()),
        ]


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
    def about(cls, starts: NDArray[np.int64], begin: int, end: int) -> "_Cuts":
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
    quoted: NDArray[np.float64]
    letters: NDArray[np.float64]

    def share(self, begin: int, end: int) -> float:
        """Share of the letters of a run that are quoted."""
        letters = self.letters[end] - self.letters[begin]
        return float((self.quoted[end] - self.quoted[begin]) / letters)


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


def _mean(values: Floats, weights: Floats) -> float:
    return float((values * weights).sum() / max(1e-3, float(weights.sum())))


def _clause_edges(alike: Floats, rows: _Cuts, columns: _Cuts) -> list[float]:
    """Features of `_EDGES`.

    How well the clause at each end of the run fits inside and outside the bead.

    `alike` has the cosines of all clauses, shape (source clauses, target clauses).
    """
    first_i, last_i = rows.inner.start, rows.inner.stop - 1
    first_j, last_j = columns.inner.start, columns.inner.stop - 1

    def row(clause: int, where: slice) -> float:
        return float(alike[clause, where].max(initial=-1.0))

    def column(clause: int, where: slice) -> float:
        return float(alike[where, clause].max(initial=-1.0))

    def rather(inside: float, outside: float, default: float) -> float:
        return inside - (outside if outside > -1 else default)

    left, right = rows.before.stop > 0, rows.after.stop > rows.after.start
    up, down = columns.before.stop > 0, columns.after.stop > columns.after.start
    inner_i, inner_j = rows.inner, columns.inner
    return [
        rather(row(first_i, inner_j), row(first_i, columns.before), 0) if up else 0.0,
        rather(row(last_i, inner_j), row(last_i, columns.after), 0) if down else 0.0,
        rather(column(first_j, inner_i), column(first_j, rows.before), 0) if left else 0.0,
        rather(column(last_j, inner_i), column(last_j, rows.after), 0) if right else 0.0,
        rather(row(first_i - 1, inner_j), row(first_i - 1, columns.before), _BACKGROUND)
        if left else 0.0,
        rather(row(last_i + 1, inner_j), row(last_i + 1, columns.after), _BACKGROUND)
        if right else 0.0,
        rather(column(first_j - 1, inner_i), column(first_j - 1, rows.before), _BACKGROUND)
        if up else 0.0,
        rather(column(last_j + 1, inner_i), column(last_j + 1, rows.after), _BACKGROUND)
        if down else 0.0,
    ]  # fmt: skip
