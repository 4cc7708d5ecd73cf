"""How the clauses of the two runs of a bead fit each other, at their borders above all."""

from dataclasses import dataclass

from aligner.alignment.features.second_pass.clauses import Clauses
from aligner.arrays import Float32s, Int64s
from aligner.bitext import Run

_BACKGROUND = 0.2
"""Cosine of unrelated clauses; used where a text ends."""


def compare_clauses(
    clauses: tuple[Clauses, Clauses], source_run: Run, target_run: Run
) -> dict[str, float]:
    """Features of a bead by name, from the clauses of both texts.

    They are about all clauses of the runs, those at their ends, and those just beside them.
    """
    source, target = clauses
    rows = ClauseSlices.about(source.starts, source_run)
    columns = ClauseSlices.about(target.starts, target_run)
    alike = source.vectors[rows.all] @ target.vectors[columns.all].T
    inner = alike[rows.inner, columns.inner]
    source_lengths = source.lengths[rows.all][rows.inner]
    target_lengths = target.lengths[columns.all][columns.inner]
    return {
        "clause-cover-source": _mean(inner.max(axis=1), source_lengths),
        "clause-cover-target": _mean(inner.max(axis=0), target_lengths),
        **_compare_edges(alike, rows, columns),
        **_find_needs(alike, rows, columns),
    }


@dataclass(frozen=True, slots=True)
class ClauseSlices:
    """Clauses inside a run, at its ends, and beside it, as slices.

    Slices other than `all` count from the first clause of the sentence before the run.
    """

    all: slice
    before: slice
    inner: slice
    after: slice
    first: slice
    last: slice

    @property
    def is_single(self) -> bool:
        """Whether the run is one sentence."""
        return self.first == self.inner

    @classmethod
    def about(cls, starts: Int64s, run: Run) -> "ClauseSlices":
        """The clauses about a run, given where those of each sentence start."""
        begin, end = run.start, run.end
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


def _mean(values: Float32s, weights: Float32s) -> float:
    """Weighted mean of values of shape (clauses,)."""
    return float((values * weights).sum() / max(1e-3, float(weights.sum())))


def _compare_edges(alike: Float32s, rows: ClauseSlices, columns: ClauseSlices) -> dict[str, float]:
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


def _find_needs(alike: Float32s, rows: ClauseSlices, columns: ClauseSlices) -> dict[str, float]:
    """How well the outer sentences of each run fit the other run; 0 for a run of one sentence.

    `alike` has the cosines of all clauses, shape (source clauses, target clauses).
    """
    first_i, last_i = alike[rows.first, columns.inner], alike[rows.last, columns.inner]
    first_j, last_j = alike[rows.inner, columns.first], alike[rows.inner, columns.last]
    one_i, one_j = rows.is_single, columns.is_single
    return {
        "clause-need-source-first": 0.0 if one_i else float(first_i.max(axis=1).mean()),
        "clause-need-source-last": 0.0 if one_i else float(last_i.max(axis=1).mean()),
        "clause-need-target-first": 0.0 if one_j else float(first_j.max(axis=0).mean()),
        "clause-need-target-last": 0.0 if one_j else float(last_j.max(axis=0).mean()),
    }


def _gain(inside: Float32s, beyond: Float32s, default: float) -> float:
    """The best cosine inside less the best beyond, or less `default` where the text ends."""
    best = float(beyond.max(initial=-1.0))
    return float(inside.max(initial=-1.0)) - (best if best > -1 else default)
