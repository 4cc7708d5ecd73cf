"""The table of formats: which module reads which file.

A reader is a module with `SUFFIXES`, `detect(head)` and `read(raw, options)`; a new format is a new
module and a line in READERS.
"""

from importlib import import_module
from typing import Protocol, cast

from aligner.readers.archive import find_kind
from aligner.readers.raw import Raw
from aligner.readers.reading import Reading, ReadOptions


class Reader(Protocol):
    """What the module of a format holds."""

    SUFFIXES: tuple[str, ...]

    def detect(self, head: bytes) -> bool:
        """Whether the first bytes of a file are this format's."""

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

SNIFFED = ("pdf", "html", "subtitles")
"""Formats known by their first bytes whatever the file is called; archives by their members."""


def find_reader(raw: Raw) -> Reader:
    """The reader for a file: by its content where that is plain, else by its name, else as text."""
    head = raw.data[:4096]
    named = READERS.get(raw.suffix, "plain")
    if raw.data.startswith(b"PK\x03\x04"):
        return load_reader(find_kind(raw) or named)
    for name in SNIFFED:
        reader = load_reader(name)
        if reader.detect(head):
            return reader
    return load_reader(named)


def load_reader(name: str) -> Reader:
    """The module of a format, imported on first use."""
    return cast("Reader", import_module(f"aligner.readers.{name}"))
