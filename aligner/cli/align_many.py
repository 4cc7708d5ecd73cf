"""`duizhao align` for folders and lists: a project for each pair of texts, and a table."""

import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from aligner.cli.summary import summary_values
from aligner.confidence import UNCERTAIN
from aligner.console.progress import progress
from aligner.console.table import Column, emit_table
from aligner.console.terminal import detail, emit, emit_json, say
from aligner.errors import WrongUsageError

if TYPE_CHECKING:
    from aligner.align_options import AlignOptions
    from aligner.batch.jobs import JobList
    from aligner.batch.run import JobOutcome
    from aligner.progress import Progress

_SHOWN = 5
"""Files without a partner that are named; --verbose names all."""
_FIGURES = (
    ("links", "links"),
    (f"below {UNCERTAIN}", "links_below_0.8"),
    ("expected wrong", "expected_wrong"),
)


def is_many(source: str, target: str | None, *, pairs: bool) -> bool:
    """Whether the arguments are folders or a list rather than texts."""
    folders = [Path(name).is_dir() for name in (source, target) if name is not None]
    if pairs and (target is not None or folders == [True]):
        raise WrongUsageError("--pairs takes one file, the list of pairs.")
    if target is None and not pairs and _names_files(source):
        raise WrongUsageError(
            f"{source} is a list of files. Add --pairs to align the files it names."
        )
    if any(folders) and not all(folders):
        raise WrongUsageError(
            "One of the two is a folder and the other is not. Name two files or two folders."
        )
    return pairs or any(folders)


def _names_files(source: str) -> bool:
    from aligner.batch.jobs import names_files

    return names_files(Path(source))


def run_many(
    source: str,
    target: str | None,
    options: "AlignOptions",
    output: Path | None,
    *,
    pairs: bool = False,
    force: bool = False,
    json: bool = False,
) -> None:
    """Align every pair into the folder `output`; exit with 1 if one could not be aligned."""
    from aligner.batch.jobs import jobs_of_folders, jobs_of_list

    if output is None:
        raise WrongUsageError("Name the folder for the projects with -o.")
    if output.is_file():
        raise WrongUsageError(f"{output} is a file. Name a folder with -o for the projects.")
    if options.links is not None:
        raise WrongUsageError("--links applies to one pair of texts.")
    found = (
        jobs_of_list(Path(source), output)
        if pairs
        else jobs_of_folders(Path(source), Path(target) if target else None, output)
    )
    _say_alone(found)
    rows = _run(found, options, force=force)
    if json:
        emit_json(rows)
    else:
        _emit_table(rows, output)
    if any(row["state"] == "failed" for row in rows):
        raise typer.Exit(1)


def _run(found: "JobList", options: "AlignOptions", *, force: bool) -> list[dict[str, Any]]:
    from aligner.batch.run import align_jobs

    rows: list[dict[str, Any]] = []
    total = len(found.jobs)
    with progress() as line:
        outcomes = align_jobs(
            found.jobs, options, force=force, progress=_numbered(line, rows, total)
        )
        for outcome in outcomes:
            rows.append(_row(outcome))
            line.clear()
            _say_outcome(outcome, rows[-1], f"[{len(rows)}/{total}]")
    return rows


def _numbered(line: "Progress", rows: list[dict[str, Any]], total: int) -> "Progress":
    def report(what: str, done: int, of: int) -> None:
        line(f"[{len(rows) + 1}/{total}] {what}", done, of)

    return report


def _row(outcome: "JobOutcome") -> dict[str, Any]:
    job = outcome.job
    row: dict[str, Any] = {
        "project": str(job.project),
        "source_file": str(job.source),
        "target_file": None if job.target is None else str(job.target),
        "state": outcome.state.value,
    }
    if outcome.aligned is None:
        return row | {"reason": outcome.reason}
    return row | summary_values(outcome.aligned)


def _say_outcome(outcome: "JobOutcome", row: dict[str, Any], number: str) -> None:
    from aligner.readers.document import is_detail

    if outcome.aligned is None:
        say(f"{number} failed: {outcome.reason}", colour="red")
        return
    say(f"{number} {row['project']}: {outcome.state.value}, {row['links']:,} links")
    for document in (outcome.aligned.bitext.source, outcome.aligned.bitext.target):
        for note in document.notes:
            (detail if is_detail(note) else say)(f"  {document.origin}: {note}")
    if outcome.aligned.lost:
        say(
            f"  {len(outcome.aligned.lost)} decisions of an earlier run could not be kept: "
            "their sentences are no longer in the text.",
            colour="yellow",
        )


def _say_alone(found: "JobList") -> None:
    if not found.alone:
        return
    some = "1 file has" if len(found.alone) == 1 else f"{len(found.alone):,} files have"
    names = ", ".join(str(path) for path in found.alone[:_SHOWN])
    more = ", …" if len(found.alone) > _SHOWN else ""
    say(f"{some} no partner of the same name: {names}{more}", colour="yellow")
    for path in found.alone[_SHOWN:]:
        detail(f"  {path}")


def _emit_table(rows: list[dict[str, Any]], output: Path) -> None:
    """A row for each pair, the sums, and the commands to type next."""
    done = [row for row in rows if "links" in row]
    cells = []
    for row in rows:
        name = Path(row["project"]).relative_to(output).with_suffix("").as_posix()
        cells.append([name, *(_figure(_read(row, key)) for _, key in _FIGURES), row["state"]])
    if len(done) > 1:
        sums = [_figure(round(sum(_read(row, key) or 0 for row in done), 1)) for _, key in _FIGURES]
        cells.append(["all", *sums, _states(rows)])
    figures = (Column(head, figures=True) for head, _ in _FIGURES)
    emit_table([Column("pair"), *figures, Column("state")], cells)
    for command in _next(done, output):
        emit(f"next  {command}")


def _read(row: dict[str, Any], key: str) -> float | None:
    """A figure of a pair; None where it is of scores, and its links were not scored."""
    if key != "links" and not row.get("scored", True):
        return None
    value: float | None = row.get(key)
    return value


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


def _states(rows: list[dict[str, Any]]) -> str:
    counts = Counter(row["state"] for row in rows)
    return ", ".join(f"{count:,} {state}" for state, count in counts.items())


def _next(done: list[dict[str, Any]], output: Path) -> list[str]:
    if not done:
        return []
    folder = shlex.quote(str(output))
    worst = max(done, key=lambda row: float(row["expected_wrong"]))
    lines = []
    if worst["links_below_0.8"]:
        lines.append(f"duizhao review {shlex.quote(worst['project'])}")
    return [*lines, f"duizhao export {folder} --format tmx -o {output.name or 'all'}.tmx"]
