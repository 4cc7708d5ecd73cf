"""`duizhao export`: the pairs of a project in the format of another tool."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.console.terminal import confirm_overwrite, say
from aligner.errors import WrongUsageError
from aligner.exporters.formats import FORMATS
from aligner.wording import count_noun

if TYPE_CHECKING:
    from aligner.bitext import LinkStatus


class Script(StrEnum):
    """The Chinese scripts that text can be converted to."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"


def export(
    projects: Annotated[
        list[Path],
        typer.Argument(metavar="PROJECT…", help="Project files, or a folder of them."),
    ],
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format", metavar="|".join(FORMATS.names), help="Default: by the ending of FILE."
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="- is standard output.")
    ] = Path("-"),
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out undecided links with a lower confidence.")
    ] = 0.0,
    status: Annotated[
        str | None,
        typer.Option(help="auto, accepted, edited, rejected; several with commas."),
    ] = None,
    dedupe: Annotated[bool, typer.Option("--dedupe", help="Write identical pairs once.")] = False,
    skip_empty: Annotated[
        bool, typer.Option("--skip-empty", help="Leave out sentences without a counterpart.")
    ] = False,
    tmx_lang: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Language code to write: zh-Hans, en-GB, zh-TW=zh-HK."),
    ] = None,
    to_script: Annotated[
        Script | None, typer.Option(help="Convert Chinese text; the project is not changed.")
    ] = None,
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV, TSV: for Excel (byte order mark, no formulas).")
    ] = False,
    pair: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this pair of documents.")
    ] = None,
    per_pair: Annotated[
        bool,
        typer.Option("--per-pair", help="A file for each pair of documents; FILE is a folder."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="Overwrite existing files.")] = False,
) -> None:
    """Write the pairs of one or more projects in the format of another tool.

    duizhao export essay.duizhao -o essay.tmx
    duizhao export essay.duizhao --format xlsx -o review.xlsx     (for duizhao import)
    duizhao export essay.duizhao --format csv --min-confidence 0.9 --skip-empty
    duizhao export essay.duizhao --status accepted,edited --tmx-lang zh-Hans -o essay.tmx
    duizhao export projects/ -o all.tmx
    duizhao export projects/ --format docx --per-pair -o tables/

    Rejected links are left out unless --status names them.
    """
    from aligner.cli.projects import expand_projects, read_projects
    from aligner.exporters.export_file import export_file
    from aligner.exporters.options import NOT_REJECTED, ExportOptions, parse_language_tags

    form = FORMATS.choose(format, output)
    if form.binary and str(output) == "-" and sys.stdout.isatty():
        raise WrongUsageError(f"{form.name} cannot be shown in a terminal. Name a file with -o.")
    if not per_pair:
        confirm_overwrite(output, force=force)
    options = ExportOptions(
        min_confidence=min_confidence,
        statuses=_statuses(status) if status else NOT_REJECTED,
        dedupe=dedupe,
        skip_empty=skip_empty,
        tmx_languages=parse_language_tags(tmx_lang or []),
        to_script=to_script.value if to_script else None,
        pooled=not per_pair,
        excel=excel,
        title=projects[0].stem if len(projects) == 1 else output.stem,
        # If the file exists, its owner has just agreed; formats of several files check again.
        force=force or (output.exists() and not per_pair),
    )
    bitexts, terms = read_projects(expand_projects(projects), pair)
    report = export_file(form.name, bitexts, output, options, terms=terms)
    written = "" if str(output) == "-" else f" to {', '.join(report.files)}"
    say(f"{count_noun(report.written, 'link')} written{written}")
    for sentence in report.sentences():
        say(f"  {sentence}")


def _statuses(text: str) -> "frozenset[LinkStatus]":
    from aligner.bitext import LinkStatus

    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in set(LinkStatus)]
    if unknown or not names:
        raise WrongUsageError(
            f"--status {text}: not a status. Use {', '.join(LinkStatus)}, separated by commas."
        )
    return frozenset(LinkStatus(name) for name in names)
