"""The formats of `duizhao export`; `format_table` says how one is added."""

from typing import TYPE_CHECKING, Protocol

from aligner.exporters.format_table import FileFormat, FormatTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aligner.bitext import Bitext
    from aligner.exporters.options import ExportOptions, ExportReport


class Exporter(Protocol):
    """What the module of a format offers."""

    def write(
        self, bitexts: "Sequence[Bitext]", destination: "Path | str", options: "ExportOptions"
    ) -> "ExportReport":
        """Write the links of the bitexts; what was written and what was left out.

        Raises:
            WrongUsageError: The format cannot hold what was asked for.
            OutputError: The destination cannot be written.
        """
        ...


FORMATS = FormatTable[Exporter](
    "aligner.exporters",
    (
        FileFormat("tmx", ".tmx", chosen_by=(".tmx",)),
        FileFormat("csv", ".csv", chosen_by=(".csv",)),
        FileFormat("tsv", ".tsv", chosen_by=(".tsv", ".tab")),
        FileFormat("jsonl", ".jsonl", chosen_by=(".jsonl",)),
        FileFormat("xliff", ".xlf", chosen_by=(".xlf", ".xliff")),
        FileFormat("xliff2", ".xlf"),
        FileFormat("xlsx", ".xlsx", chosen_by=(".xlsx",), binary=True),
        FileFormat("docx", ".docx", chosen_by=(".docx",), binary=True),
        FileFormat("html", ".html", chosen_by=(".html", ".htm")),
        FileFormat("book", ".html"),
        FileFormat("epub", ".epub", chosen_by=(".epub",), binary=True),
        FileFormat("srt", ".srt", chosen_by=(".srt",)),
        FileFormat("vtt", ".vtt", chosen_by=(".vtt",)),
        FileFormat("moses"),
        FileFormat("intertext", ".xml"),
        FileFormat("hunalign", ".ladder", chosen_by=(".ladder",)),
        FileFormat("beads", ".beads", chosen_by=(".beads",)),
        FileFormat("parquet", ".parquet", chosen_by=(".parquet",), binary=True),
    ),
    noun="format",
)
