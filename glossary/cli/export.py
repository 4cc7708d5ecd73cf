"""`duizhao glossary export`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.console.terminal import confirm_overwrite, say
from aligner.errors import WrongUsageError
from glossary.cli.reading import read_names
from glossary.exporters.formats import FORMATS

if TYPE_CHECKING:
    from aligner.term import TermStatus


def export(
    project: Annotated[Path, typer.Argument(help="A project file.")],
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS.names),
            help="Default: by the ending of FILE.",
            autocompletion=lambda: list(FORMATS.names),
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="- is standard output.")
    ] = Path("-"),
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out candidates with a lower confidence.")
    ] = 0.0,
    status: Annotated[
        str | None,
        typer.Option(help="Only these, with commas: candidate, approved, rejected, forbidden."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Most entries.")] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Code to write in TMX and TBX: zh-Hans, en-GB."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Overwrite the file.")] = False,
) -> None:
    """Write the glossary in the format of another tool.

    duizhao glossary export essay.duizhao -o glossary.csv
    duizhao glossary export essay.duizhao --format deepl --min-confidence 0.9 -o deepl.csv
    duizhao glossary export essay.duizhao --format tbx --status approved -o approved.tbx

    tbx is ISO 30042:2019; tbx2 is the older version that OmegaT reads.
    """
    from aligner.exporters.options import parse_language_tags
    from aligner.project.store import Project
    from glossary.exporters.export_terms import export_terms
    from glossary.exporters.options import NOT_REJECTED, TermOptions

    form = FORMATS.choose(format, output)
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
            f"{project} has no glossary yet. Build it: duizhao glossary build {project}"
        )
    report = export_terms(form.name, terms, output, options, bitexts=bitexts)
    where = "" if str(output) == "-" else f" to {output}"
    say(f"{report.written:,} entries written{where}")
    for sentence in report.sentences():
        say(f"  {sentence}")


def _statuses(text: str) -> "frozenset[TermStatus]":
    from aligner.term import TermStatus

    return frozenset(TermStatus(name) for name in read_names(text, [s.value for s in TermStatus]))
