"""`duizhao glossary export`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.console.terminal import confirm_overwrite, say
from aligner.errors import WrongUsageError
from glossary.cli.reading import read_names

if TYPE_CHECKING:
    from aligner.term import TermStatus


class Format(StrEnum):
    """The formats of `exporters.registry`, known here so that --help need not load them."""

    CSV = "csv"
    TSV = "tsv"
    TMX = "tmx"
    TBX = "tbx"
    TBX2 = "tbx2"
    XLSX = "xlsx"
    JSON = "json"
    DEEPL = "deepl"
    GOOGLE = "google"
    AZURE = "azure"
    OMEGAT = "omegat"
    MEMOQ = "memoq"
    WEBLATE = "weblate"
    ANKI = "anki"


def export(
    project: Annotated[Path, typer.Argument(help="A project file.")],
    format: Annotated[  # noqa: A002
        Format | None, typer.Option("--format", help="Default: what the name of FILE says.")
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="- is standard output.")
    ] = Path("-"),
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out less sure candidates.")
    ] = 0.0,
    status: Annotated[
        str | None,
        typer.Option(help="Only these: candidate, approved, rejected, forbidden (commas)."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many entries.")] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Code to write in TMX and TBX: zh-Hans, en-GB."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Overwrite what is there.")] = False,
) -> None:
    """Write the glossary in the format of another tool.

    duizhao glossary export essay.duizhao -o glossary.csv
    duizhao glossary export essay.duizhao --format deepl --min-confidence 0.9 -o deepl.csv
    duizhao glossary export essay.duizhao --format tbx --status approved -o approved.tbx

    tbx is ISO 30042:2019; tbx2 is the older version that OmegaT reads.
    """
    from aligner.exporters.options import parse_language_tags
    from aligner.project.store import Project
    from glossary.exporters.options import NOT_REJECTED, TermOptions
    from glossary.exporters.registry import export_terms

    form = _format_of(format, output)
    confirm_overwrite(output, force=force)
    options = TermOptions(
        min_confidence=min_confidence,
        statuses=_statuses(status) if status else NOT_REJECTED,
        limit=limit,
        language_tags=parse_language_tags(lang or []),
        force=True,
        title=project.stem,
    )
    with Project.open(project) as opened:
        terms, bitexts = opened.terms(), opened.bitexts()
    if not terms:
        raise WrongUsageError(
            f"{project} has no glossary yet. Make it: duizhao glossary build {project}"
        )
    report = export_terms(form.value, terms, output, options, bitexts=bitexts)
    where = "" if str(output) == "-" else f" to {output}"
    say(f"{report.written:,} entries written{where}")
    for sentence in report.sentences():
        say(f"  {sentence}")


def _format_of(form: Format | None, output: Path) -> Format:
    suffixes = {f".{f.value}": f for f in (Format.CSV, Format.TSV, Format.TMX, Format.TBX,
                                           Format.XLSX, Format.JSON)}  # fmt: skip
    chosen = form or suffixes.get(output.suffix.lower())
    if chosen is None:
        raise WrongUsageError(f"Say the format with --format: {', '.join(Format)}.")
    return chosen


def _statuses(text: str) -> "frozenset[TermStatus]":
    from aligner.term import TermStatus

    return frozenset(TermStatus(name) for name in read_names(text, [s.value for s in TermStatus]))
