"""The tables of formats: which module of `formats/` reads which file.

A new format is a module in `formats/` and a line in READERS for each ending of its name, and a
line in `input/signatures.py` if its first bytes say what it is.
"""

from importlib import import_module
from typing import Protocol, cast

from aligner.readers.input.archive import find_kind
from aligner.readers.input.raw_input import RawInput
from aligner.readers.input.signatures import find_aligned_format, find_document_format
from aligner.readers.reading import Reading, ReadOptions


class Reader(Protocol):
    """The module of a format that holds one text."""

    def read(self, raw: RawInput, options: ReadOptions) -> Reading:
        """The text and its blocks.

        Raises:
            UnreadableInputError: The file is not what its name or its first bytes say.
        """


READERS: dict[str, str] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
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
    ".ods": "ods",
    ".ots": "ods",
    ".fods": "ods",
}
"""Ending of a file's name → the module that reads it as a text, by its function `read`."""

ALIGNED_READERS: dict[str, str] = {
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
    ".ods": "table_pairs",
    ".ots": "table_pairs",
    ".fods": "table_pairs",
}
"""Ending of a file's name → the module that reads both sides and their links from that one file, by
its function `read_aligned_rows`."""


def find_reader(raw: RawInput) -> Reader:
    """The reader for a file: by its content where that is plain, else by its name, else as text."""
    named = READERS.get(raw.suffix, "plain")
    if raw.data.startswith(b"PK\x03\x04"):
        return load_reader(find_kind(raw) or named)
    return load_reader(find_document_format(raw) or named)


def find_aligned_reader(raw: RawInput) -> str | None:
    """The module that reads both sides and their links from a file; None: it holds only text.

    >>> find_aligned_reader(RawInput("memory.tmx", b""))
    'tmx'
    >>> find_aligned_reader(RawInput("essay.txt", b"An essay."))
    """
    return find_aligned_format(raw) or ALIGNED_READERS.get(raw.suffix)


def has_lines(origin: str) -> bool:
    """Whether the lines of a file's text are those of the file, as in plain text.

    >>> has_lines("talk.en"), has_lines("-"), has_lines("talk.docx")
    (True, True, False)
    """
    suffix = RawInput(origin, b"").suffix
    return READERS.get(suffix, "plain") in ("plain", "markdown")


def load_reader(name: str) -> Reader:
    """The module of a format, imported on first use."""
    return cast("Reader", import_module(f"aligner.readers.formats.{name}"))
