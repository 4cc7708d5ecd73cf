"""The table of formats: which module reads which file.

A reader is a module with `read(raw, options)`; a new format is a new module and a line in READERS,
and in `signatures` if its first bytes say what it is.
"""

from importlib import import_module
from typing import Protocol, cast

from aligner.readers.opening.archive import find_kind
from aligner.readers.opening.raw import Raw
from aligner.readers.opening.signatures import find_aligned_format, find_document_format
from aligner.readers.reading import Reading, ReadOptions


class Reader(Protocol):
    """What the module of a format holds."""

    def read(self, raw: Raw, options: ReadOptions) -> Reading:
        """The text and its blocks; raises UnreadableInputError."""


READERS: dict[str, str] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".odt": "odt",
    ".ott": "odt",
    ".fodt": "odt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".epub": "epub",
    ".pdf": "pdf",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".ass": "subtitles",
    ".ssa": "subtitles",
    ".csv": "tables",
    ".tsv": "tables",
    ".tab": "tables",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}
"""File name ending → module in this package."""

PAIRED: dict[str, str] = {
    ".tmx": "tmx",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".sdlxliff": "xliff",
    ".mqxliff": "xliff",
    ".mxliff": "xliff",
    ".csv": "table_pairs",
    ".tsv": "table_pairs",
    ".tab": "table_pairs",
    ".xlsx": "table_pairs",
    ".xlsm": "table_pairs",
}
"""The same for a single file that holds both sides and their links."""


def find_reader(raw: Raw) -> Reader:
    """The reader for a file: by its content where that is plain, else by its name, else as text."""
    named = READERS.get(raw.suffix, "plain")
    if raw.data.startswith(b"PK\x03\x04"):
        return load_reader(find_kind(raw) or named)
    return load_reader(find_document_format(raw) or named)


def find_paired(raw: Raw) -> str | None:
    """The module that reads both sides and their links from a file; None: it holds only text.

    >>> find_paired(Raw("memory.tmx", b"")), find_paired(Raw("essay.txt", b"An essay."))
    ('tmx', None)
    """
    return find_aligned_format(raw) or PAIRED.get(raw.suffix)


def load_reader(name: str) -> Reader:
    """The module of a format, imported on first use."""
    return cast("Reader", import_module(f"aligner.readers.formats.{name}"))
