"""An evaluation as a person reads it: three small tables."""

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.evaluation.calibration import Calibration
    from aligner.evaluation.report import Report
    from aligner.evaluation.scoring import Score

_REVIEWED = (0.05, 0.1, 0.2, 0.3, 0.5)
_WIDTH = 15


def report_lines(report: "Report", *, per_document: bool = False) -> Iterator[str]:
    """The lines of the tables."""
    scores = report.scores
    yield (
        f"{_count(len(report.documents), 'document')}, "
        f"{_count(scores.strict.precision.total, 'predicted bead')}, "
        f"{_count(scores.strict.recall.total, 'gold bead')} with both sides"
    )
    yield ""
    yield _row("", "precision", "recall", "F1")
    yield _score_row("strict", scores.strict)
    yield _score_row("lax", scores.lax)
    if scores.unaligned.recall.total:
        yield _score_row("no counterpart", scores.unaligned) + "   by source sentence"
    if report.used_twice:
        yield f"{_count(report.used_twice, 'sentence')} stand in more than one predicted bead."
    if report.unrelated_links:
        yield f"{_count(report.unrelated_links, 'link')} in texts that have no counterpart at all."
    yield ""
    yield _row("strict by kind", "precision", "recall", "F1", "predicted", "gold")
    for kind, score in _by_frequency(report):
        counts = (f"{score.precision.total:,}", f"{score.recall.total:,}")
        yield _score_row(kind, score) + "".join(f"{count:>10}" for count in counts)
    if report.calibration:
        yield from _confidence_lines(report, report.calibration)
    if per_document:
        yield ""
        yield _row("strict F1", "precision", "recall", "F1", "lax F1")
        for name, document in report.documents.items():
            yield _score_row(name, document.strict) + f"{document.lax.f1:>10.4f}"


def _by_frequency(report: "Report") -> list[tuple[str, "Score"]]:
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


def _confidence_lines(report: "Report", calibration: "Calibration") -> Iterator[str]:
    from aligner.evaluation.calibration import found_at

    yield ""
    yield _row("confidence", "beads", "wrong", "ECE", "Brier", "AUROC", "in 20 %")
    yield _calibration_row("links", calibration)
    for kind, part in sorted(report.kinds.items(), key=lambda row: -row[1].beads)[:4]:
        yield _calibration_row(f"  {kind}", part)
    if report.calibration_of_empty:
        yield _calibration_row("no counterpart", report.calibration_of_empty)
    yield "AUROC: of finding wrong beads. In 20 %: share of them in the least sure 20 %."
    if calibration.review:
        yield ""
        yield _row("least sure first", *(f"{share:.0%}" for share in _REVIEWED))
        met = (found_at(calibration.review, share) for share in _REVIEWED)
        yield _row("wrong links met", *(f"{share:.0%}" for share in met))


def _calibration_row(name: str, part: "Calibration") -> str:
    shares = (part.ece, part.brier, part.auroc_wrong, part.wrong_in_lowest)
    return _row(name, f"{part.beads:,}", f"{part.wrong:,}", *(_share(value) for value in shares))


def _score_row(name: str, score: "Score") -> str:
    return _row(name, _share(score.precision.value), _share(score.recall.value), _share(score.f1))


def _row(name: str, *cells: str) -> str:
    return f"{name:<{_WIDTH}}" + "".join(f"{cell:>10}" for cell in cells)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
