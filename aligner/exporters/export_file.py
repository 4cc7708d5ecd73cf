"""Writing links in any of the formats: into one file, or a file for each pair of documents."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aligner.bitext import Bitext
from aligner.errors import OutputError, WrongUsageError
from aligner.exporters.formats import FORMATS
from aligner.exporters.options import DEFAULT_EXPORT, ExportOptions, ExportReport
from aligner.output import STANDARD_OUTPUT, explain_os_error
from aligner.term import Term


def export_file(
    form: str,
    bitexts: Sequence[Bitext],
    destination: Path | str,
    options: ExportOptions = DEFAULT_EXPORT,
    *,
    terms: Sequence[Term] = (),
    force: bool = False,
) -> ExportReport:
    """Write the bitexts in a format; the destination "-" is standard output.

    `terms` and `force` are added to those of the options.

    Raises:
        WrongUsageError: There is no such format, or it cannot hold what was asked for.
        OutputError: The destination cannot be written.
    """
    options = replace(options, terms=(*options.terms, *terms), force=options.force or force)
    if options.pooled:
        return FORMATS.load(form).write(bitexts, destination, options)
    return _export_folder(form, bitexts, destination, options)


def _export_folder(
    form: str, bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """A file for each pair of documents, named after it."""
    if str(destination) == STANDARD_OUTPUT:
        raise WrongUsageError("--per-pair writes several files. Name a folder with -o.")
    exporter, suffix = FORMATS.load(form), FORMATS.get(form).suffix
    folder = Path(destination)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(folder, explain_os_error(error)) from error
    reports = [
        exporter.write([bitext], folder / f"{name}{suffix}", options)
        for bitext, name in zip(bitexts, _file_names(bitexts), strict=True)
    ]
    return _sum_reports(reports)


def _file_names(bitexts: Sequence[Bitext]) -> list[str]:
    """A name for each bitext that every system accepts, all of them different."""
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
