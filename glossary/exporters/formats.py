"""The formats of `duizhao glossary export`; `format_table` says how one is added."""

from typing import TYPE_CHECKING, Protocol

from aligner.exporters.format_table import FileFormat, FormatTable

if TYPE_CHECKING:
    from glossary.exporters.options import TermSelection


class Exporter(Protocol):
    """What the module of a format offers."""

    def data(self, selection: "TermSelection") -> bytes:
        """The bytes of the file; the selection then knows what the format could not hold."""
        ...


FORMATS = FormatTable[Exporter](
    "glossary.exporters",
    (
        FileFormat("csv", ".csv", chosen_by=(".csv",)),
        FileFormat("tsv", ".tsv", chosen_by=(".tsv",)),
        FileFormat("tmx", ".tmx", chosen_by=(".tmx",)),
        FileFormat("tbx", ".tbx", chosen_by=(".tbx",)),
        FileFormat("tbx2", ".tbx"),
        FileFormat("xlsx", ".xlsx", chosen_by=(".xlsx",), binary=True),
        FileFormat("json", ".json", chosen_by=(".json",)),
        FileFormat("deepl", ".csv"),
        FileFormat("google", ".csv"),
        FileFormat("azure", ".tsv"),
        FileFormat("omegat", ".txt"),
        FileFormat("memoq", ".csv"),
        FileFormat("weblate", ".csv"),
        FileFormat("anki", ".txt"),
    ),
    noun="glossary format",
)
