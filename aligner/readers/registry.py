"""The tables of formats: which module of `formats/` reads which file.

A new format is a module in `formats/` and a line in READERS for each ending of its name, and a
line in `input/signatures.py` if its first bytes say what it is.
"""

from importlib import import_module
from types import ModuleType
from typing import Protocol, cast

from aligner.errors import UnreadableInputError
from aligner.readers.input.archive import find_kind
from aligner.readers.input.raw_input import RawInput
from aligner.readers.input.signatures import find_aligned_format, find_document_format
from aligner.readers.reading import Reading, ReadOptions
from aligner.readers.unread_formats import refuse_unread


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
    ".po": "po",
    ".pot": "po",
    ".ts": "qt",
    ".xcstrings": "xcode",
}
"""Ending of a file's name → the module that reads both sides and their links from that one file, by
its function `read_aligned_rows`."""


STRING_READERS: dict[str, str] = {
    ".po": "po",
    ".pot": "po",
    ".json": "json_strings",
    ".arb": "json_strings",
    ".yml": "yaml_strings",
    ".yaml": "yaml_strings",
    ".properties": "properties",
    ".strings": "apple",
    ".xml": "xml_strings",
    ".resx": "xml_strings",
    ".resw": "xml_strings",
}
"""Ending of a file's name → the module of `strings/` that reads the strings of one language, by its
function `read_strings`."""

_BOTH_LANGUAGES = ("po", "qt", "xcode")
"""Modules of `strings/` that read both sides from one file."""


def find_reader(raw: RawInput) -> Reader:
    """The reader for a file: by its content where that is plain, else by its name, else as text.

    Raises:
        UnreadableInputError: The name says that the file is in a format that is not read.
    """
    found = find_kind(raw) if raw.data.startswith(b"PK\x03\x04") else find_document_format(raw)
    if found:
        return load_reader(found)
    refuse_unread(raw)
    if raw.suffix in STRING_READERS or (
        raw.suffix in ALIGNED_READERS and raw.suffix not in READERS
    ):
        raise UnreadableInputError(
            raw.origin,
            "it is a file of strings or of pairs, not a text. Name two files of strings, one in "
            "each language, or a file that holds both languages alone.",
        )
    return load_reader(READERS.get(raw.suffix, "plain"))


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


def load_aligned_reader(name: str) -> ModuleType:
    """The module of an aligned format, imported on first use."""
    package = "strings" if name in _BOTH_LANGUAGES else "formats"
    return import_module(f"aligner.readers.{package}.{name}")


def load_reader(name: str) -> Reader:
    """The module of a format, imported on first use."""
    return cast("Reader", import_module(f"aligner.readers.formats.{name}"))
