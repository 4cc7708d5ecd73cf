"""The formats by name."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from aligner.bitext import Bitext
from aligner.errors import OutputError, WrongUsageError
from aligner.exporters import (
    beads,
    csv,
    docx,
    html,
    hunalign,
    intertext,
    jsonl,
    moses,
    parquet,
    tmx,
    tsv,
    xliff,
    xliff2,
    xlsx,
)
from aligner.exporters.lines import Lines
from aligner.exporters.options import DEFAULT_EXPORT, ExportOptions, ExportReport
from aligner.output import STANDARD_OUTPUT, explain_os_error
from aligner.term import Term


class Exporter(Protocol):
    """What a module of this package offers."""

    SUFFIX: str

    def write(
        self, bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
    ) -> ExportReport:
        """Write the links of the bitexts; what was written and what was left out."""
        ...


class LineExporter(Exporter, Protocol):
    """A format that is text."""

    def lines(self, bitexts: Sequence[Bitext], options: ExportOptions) -> Lines:
        """The lines of the file."""
        ...


LINE_EXPORTERS: dict[str, LineExporter] = {
    "csv": csv,
    "tsv": tsv,
    "jsonl": jsonl,
    "beads": beads,
    "hunalign": hunalign,
}

EXPORTERS: dict[str, Exporter] = {
    "tmx": tmx,
    **LINE_EXPORTERS,
    "xliff": xliff,
    "xliff2": xliff2,
    "moses": moses,
    "intertext": intertext,
    "xlsx": xlsx,
    "docx": docx,
    "html": html,
    "parquet": parquet,
}


def export_file(
    form: str,
    bitexts: Sequence[Bitext],
    destination: Path | str,
    options: ExportOptions = DEFAULT_EXPORT,
    *,
    terms: Sequence[Term] = (),
    force: bool = False,
) -> ExportReport:
    """Write the bitexts in a format ("-": standard output); `terms` and `force` add to the options.

    Raises:
        WrongUsageError: There is no such format, or it cannot hold what was asked for.
        OutputError: The destination cannot be written.
    """
    exporter = get_exporter(form)
    options = replace(options, terms=(*options.terms, *terms), force=options.force or force)
    if options.pooled:
        return exporter.write(bitexts, destination, options)
    return _export_folder(exporter, bitexts, destination, options)


def write_text(
    form: str, bitexts: Sequence[Bitext], options: ExportOptions = DEFAULT_EXPORT
) -> str:
    """The whole file as text, for the formats of `LINE_EXPORTERS`."""
    get_exporter(form)
    return "".join(LINE_EXPORTERS[form].lines(bitexts, options).lines)


def get_exporter(form: str) -> Exporter:
    """The exporter of this name; `WrongUsageError` when there is none."""
    if form not in EXPORTERS:
        raise WrongUsageError(f"There is no format {form!r}. Choose one of {', '.join(EXPORTERS)}.")
    return EXPORTERS[form]


def _export_folder(
    exporter: Exporter, bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """A file for each pair of documents, named after it."""
    if str(destination) == STANDARD_OUTPUT:
        raise WrongUsageError("--per-pair writes several files. Name a folder with -o.")
    folder = Path(destination)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(folder, explain_os_error(error)) from error
    reports = [
        exporter.write([bitext], folder / f"{name}{exporter.SUFFIX}", options)
        for bitext, name in zip(bitexts, _file_names(bitexts), strict=True)
    ]
    return _sum_reports(reports)


def _file_names(bitexts: Sequence[Bitext]) -> list[str]:
    """A name for each bitext that every system takes, none twice."""
    names: list[str] = []
    for bitext in bitexts:
        base = re.sub(r"[^\w.-]+", "_", bitext.name).strip("._")[:80] or "pair"
        name, count = base, 1
        while name.lower() in (seen.lower() for seen in names):
            count += 1
            name = f"{base}-{count}"
        names.append(name)
    return names


def _sum_reports(reports: Sequence[ExportReport]) -> ExportReport:
    left_out: dict[str, int] = {}
    for report in reports:
        for reason, count in report.left_out.items():
            left_out[reason] = left_out.get(reason, 0) + count
    return ExportReport(
        files=tuple(file for report in reports for file in report.files),
        written=sum(report.written for report in reports),
        left_out=left_out,
        removed_characters=sum(report.removed_characters for report in reports),
    )


def format_of(path: Path) -> str:
    """The format that a file's ending means."""
    for name, exporter in EXPORTERS.items():
        if exporter.SUFFIX and path.suffix.lower() == exporter.SUFFIX:
            return name
    raise WrongUsageError(f"Name the format: {', '.join(EXPORTERS)}.")
