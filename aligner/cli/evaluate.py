"""`duizhao evaluate`: how accurate an alignment is, and how far its confidences can be trusted."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.console.terminal import confirm_overwrite, emit_json, say
from aligner.errors import ThresholdNotMetError, WrongUsageError

if TYPE_CHECKING:
    from aligner.evaluation.report import EvaluationReport


def evaluate(
    predictions: Annotated[
        Path, typer.Argument(metavar="PRED", help="Beads or JSONL, a folder of them, or -.")
    ],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The correct alignment.")],
    per_document: Annotated[
        bool, typer.Option("--per-document", help="Also score every document on its own.")
    ] = False,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="FILE.svg", help="Draw the reliability diagram and review curve."),
    ] = None,
    fail_under: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="F1", help="Exit with 5 if strict F1 is lower."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the plot.")] = False,
) -> None:
    """Compare an alignment with the correct one.

    duizhao align book.en book.zh --lines --format beads > book.pred
    duizhao evaluate book.pred book.gold --plot confidence.svg
    duizhao evaluate predictions/ gold/ --fail-under 0.9

    A line is a bead: [3, 4]:[5] or, with a confidence, [3, 4]:[5]:0.93. Strict counts exact beads;
    lax counts those that overlap a correct one.
    """
    from aligner.cli.evaluation_table import emit_report
    from aligner.evaluation.files import find_strays, read_evaluated_documents
    from aligner.evaluation.report import evaluate_documents, report_as_json

    if str(gold) == "-":
        raise WrongUsageError("Only the predictions can come from standard input.")
    if plot is not None:
        confirm_overwrite(plot, force=force)
    documents = read_evaluated_documents(predictions, gold)
    report = evaluate_documents(documents)
    for name in report.missing:
        say(f"There is no prediction for {name}; it counts as an empty one.", colour="yellow")
    for warning in find_strays(documents):
        say(warning, colour="yellow")
    if json:
        emit_json(report_as_json(report))
    else:
        emit_report(report, per_document=per_document)
    if plot is not None:
        _draw(report, plot, gold.name)
    _check(report, fail_under)


def _draw(report: "EvaluationReport", plot: Path, title: str) -> None:
    from aligner.evaluation.plot import draw_calibration
    from aligner.output import writing

    if report.calibration is None:
        raise WrongUsageError(
            "The predictions have no confidences, so there is nothing to draw. Lines with one look "
            "like [3, 4]:[5]:0.93."
        )
    with writing(plot, binary=True, force=True) as out:
        out.write(draw_calibration(report.calibration, title))
    say(f"Drawn: {plot}")


def _check(report: "EvaluationReport", fail_under: float | None) -> None:
    f1 = report.scores.strict.f1
    if fail_under is not None and f1 < fail_under:
        raise ThresholdNotMetError(f"Strict F1 is {f1:.4f}, below --fail-under {fail_under:g}.")
