"""An evaluation as a person reads it: three small tables."""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from aligner.console.table import Column, emit_table
from aligner.console.terminal import emit
from aligner.wording import count_noun

if TYPE_CHECKING:
    from aligner.evaluation.calibration import Calibration
    from aligner.evaluation.report import EvaluationReport
    from aligner.evaluation.scoring import Score

_REVIEWED = (0.05, 0.1, 0.2, 0.3, 0.5)
"""Shares of the links that a reviewer has seen, the least sure first."""
_NAMES, _FIGURES = 16, 9
"""Widths of the columns, so that the tables below each other agree."""


def emit_report(report: "EvaluationReport", *, per_document: bool = False) -> None:
    """Write the tables to stdout."""
    strict = report.scores.strict
    emit(
        f"{count_noun(len(report.documents), 'document')}, "
        f"{count_noun(strict.precision.total, 'predicted bead')}, "
        f"{count_noun(strict.recall.total, 'gold bead')} with both sides"
    )
    emit("")
    _emit_scores(report)
    _emit_kinds(report)
    if report.calibration:
        _emit_calibration(report, report.calibration)
    if per_document:
        emit("")
        _emit_table(
            ("strict F1", "precision", "recall", "F1", "lax F1"),
            (
                [*_score_row(name, document.strict), _share(document.lax.f1)]
                for name, document in report.documents.items()
            ),
        )


def _emit_scores(report: "EvaluationReport") -> None:
    scores = report.scores
    rows = [_score_row("strict", scores.strict), _score_row("lax", scores.lax)]
    if scores.unaligned.recall.total:
        rows.append(_score_row("no counterpart", scores.unaligned))
    _emit_table(("", "precision", "recall", "F1"), rows)
    if scores.unaligned.recall.total:
        emit("No counterpart: scored by source sentence.")
    if report.used_twice:
        emit(f"{count_noun(report.used_twice, 'sentence')} in more than one predicted bead.")
    if report.unrelated_links:
        links = count_noun(report.unrelated_links, "link")
        emit(f"{links} in texts that have no counterpart at all.")


def _emit_kinds(report: "EvaluationReport") -> None:
    emit("")
    _emit_table(
        ("strict by kind", "precision", "recall", "F1", "predicted", "gold"),
        (
            [*_score_row(kind, score), f"{score.precision.total:,}", f"{score.recall.total:,}"]
            for kind, score in _by_frequency(report)
        ),
    )


def _by_frequency(report: "EvaluationReport") -> list[tuple[str, "Score"]]:
    """The kinds of bead, most frequent first, and the rare ones (under 1 %) together."""
    frequent: list[tuple[str, Score]] = []
    rare: list[tuple[str, Score]] = []
    strict = report.scores.strict
    for kind, score in report.scores.kinds.items():
        gold = score.recall.total > strict.recall.total / 100
        predicted = score.precision.total > strict.precision.total / 100
        (frequent if gold or predicted else rare).append((kind, score))
    frequent.sort(key=lambda row: (-row[1].recall.total, -row[1].precision.total, row[0]))
    if not rare:
        return frequent
    return [*frequent, ("others", reduce(lambda a, b: a.plus(b), (score for _, score in rare)))]


def _emit_calibration(report: "EvaluationReport", calibration: "Calibration") -> None:
    emit("")
    _emit_table(
        ("confidence", "beads", "wrong", "ECE", "Brier", "AUROC", "in 20 %"),
        _calibration_rows(report, calibration),
    )
    emit(
        "AUROC: how well the confidence tells wrong beads from right ones.\n"
        "In 20 %: share of the wrong beads that is among the least certain 20 %."
    )
    if calibration.review:
        from aligner.evaluation.calibration import found_at

        found = [f"{found_at(calibration.review, share):.0%}" for share in _REVIEWED]
        emit("")
        _emit_table(
            ("least certain", *(f"{share:.0%}" for share in _REVIEWED)),
            [["wrong found", *found]],
        )


def _calibration_rows(
    report: "EvaluationReport", calibration: "Calibration"
) -> Iterator[list[str]]:
    yield _calibration_row("links", calibration)
    for kind, part in sorted(report.kinds.items(), key=lambda row: -row[1].beads)[:4]:
        yield _calibration_row(f"  {kind}", part)
    if report.calibration_of_empty:
        yield _calibration_row("no counterpart", report.calibration_of_empty)


def _calibration_row(name: str, part: "Calibration") -> list[str]:
    shares = (part.ece, part.brier, part.auroc_wrong, part.wrong_in_lowest)
    return [name, f"{part.beads:,}", f"{part.wrong:,}", *map(_share, shares)]


def _score_row(name: str, score: "Score") -> list[str]:
    return [name, _share(score.precision.value), _share(score.recall.value), _share(score.f1)]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _emit_table(heads: Sequence[str], rows: "Iterator[list[str]] | list[list[str]]") -> None:
    name, *figures = heads
    columns = [Column(name, width=_NAMES)]
    columns += (Column(head, figures=True, width=_FIGURES) for head in figures)
    emit_table(columns, rows)
