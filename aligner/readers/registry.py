"""Any file → documents: picks the format's reader, finds the languages, marks furniture.

A reader is a module with `SUFFIXES`, `detect(head)` and `read(raw, options)`; a new format is a new
module and a line in READERS.
"""

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from aligner.bitext import Block, BlockKind, Document, Side
from aligner.detection import UNKNOWN, detect_language
from aligner.errors import EmptyInputError, OneLanguageError, UnreadableInputError, WrongUsageError
from aligner.languages import get_language
from aligner.readers.bilingual import find_languages, split_languages
from aligner.readers.furniture import mark_furniture
from aligner.readers.raw import Raw, read_raw
from aligner.readers.reading import Reading, ReadOptions
from aligner.text import ends_sentence, has_letters


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
}
"""File name ending → module in this package."""

SNIFFED: tuple[str, ...] = ()
"""Formats that are known by their first bytes whatever the file is called, most telling first."""


def read_document(
    path: Path | str,
    side: Side,
    language: str | None = None,
    *,
    lines: bool = False,
    all_text: bool = False,
) -> Document:
    """The document in a file of one language, which is detected if it is not given.

    Raises UnreadableInputError and its leaves.
    """
    raw = read_raw(path)
    reading = _read(raw, ReadOptions(lines=lines, all_text=all_text))
    code = get_language(language).code if language else detect_language(_content(reading))
    return _document(raw, reading, side, code, reading.blocks)


def read_documents(
    source: Path | str,
    target: Path | str | None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    lines: bool = False,
    all_text: bool = False,
) -> tuple[Document, Document]:
    """Source and target document, from two files or from one that holds both languages.

    In one file the language that comes first is the source unless the caller says otherwise; both
    documents then share its text. Raises UnreadableInputError and its leaves; OneLanguageError if
    one file should hold two languages and does not.
    """
    if target is not None:
        if str(source) == "-" and str(target) == "-":
            raise WrongUsageError("Only one of the two texts can come from standard input (-).")
        return (
            read_document(source, Side.SOURCE, source_language, lines=lines, all_text=all_text),
            read_document(target, Side.TARGET, target_language, lines=lines, all_text=all_text),
        )
    raw = read_raw(source)
    reading = _read(raw, ReadOptions(lines=lines, all_text=all_text))
    first, second = _choose_pair(raw, reading, source_language, target_language)
    source_blocks, target_blocks = split_languages(reading.text, reading.blocks, first, second)
    for code, blocks in ((second, source_blocks), (first, target_blocks)):
        if not any(block.kind is not BlockKind.FURNITURE for block in blocks):
            raise OneLanguageError(raw.origin, code)
    return (
        _document(raw, reading, Side.SOURCE, first, source_blocks),
        _document(raw, reading, Side.TARGET, second, target_blocks),
    )


def _choose_pair(
    raw: Raw, reading: Reading, source: str | None, target: str | None
) -> tuple[str, str]:
    """The two language codes of a bilingual file, source first."""
    given = [get_language(code).code if code else None for code in (source, target)]
    if given[0] and given[1]:
        if given[0] == given[1]:
            raise WrongUsageError(
                f"Source and target are both {given[0]}; a translation needs two languages."
            )
        return given[0], given[1]
    found = [code for code in find_languages(reading.text, reading.blocks) if code != UNKNOWN]
    known = given[0] or given[1]
    others = [code for code in found if code[:2] != (known or "")[:2]]
    if len(found) < 2 or not others:
        raise OneLanguageError(raw.origin, found[0] if found else UNKNOWN)
    if given[0]:
        return given[0], others[0]
    if given[1]:
        return others[0], given[1]
    return found[0], found[1]


def _read(raw: Raw, options: ReadOptions) -> Reading:
    reading = find_reader(raw).read(raw, options)
    _refuse_surrogates(raw, reading)
    blocks = reading.blocks if options.lines else mark_furniture(reading.text, reading.blocks)
    if not any(has_letters(reading.text[b.start : b.end]) for b in blocks):
        raise EmptyInputError(raw.origin)
    return replace(reading, blocks=blocks)


def _refuse_surrogates(raw: Raw, reading: Reading) -> None:
    """Raise for half characters, whoever let them in: neither SQLite nor XML takes them."""
    try:
        reading.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableInputError(
            raw.origin,
            f"character {error.start} is half of a pair (a lone surrogate), so it is damaged. "
            "Save it again as UTF-8.",
        ) from None


def find_reader(raw: Raw) -> Reader:
    """The reader for a file: by its content where that is plain, else by its name, else as text."""
    head = raw.data[:4096]
    for name in SNIFFED:
        reader = load_reader(name)
        if reader.detect(head):
            return reader
    return load_reader(READERS.get(raw.suffix, "plain"))


def load_reader(name: str) -> Reader:
    """The module of a format, imported on first use."""
    return cast("Reader", import_module(f"aligner.readers.{name}"))


def _content(reading: Reading) -> str:
    """The text of the blocks that are no furniture, a sample long enough to know the language."""
    parts: list[str] = []
    length = 0
    for block in reading.blocks:
        if block.kind is not BlockKind.FURNITURE:
            parts.append(reading.text[block.start : block.end])
            length += len(parts[-1])
            if length > 20_000:
                break
    return "\n".join(parts) or reading.text


def _document(
    raw: Raw, reading: Reading, side: Side, language: str, blocks: Iterable[Block]
) -> Document:
    blocks = tuple(blocks)
    notes = (*reading.notes, *_line_notes(reading.text, blocks))
    return Document(side, language, raw.origin, raw.sha256, reading.text, blocks, notes)


def _line_notes(text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    broken = 0
    for block in blocks:
        lines = text[block.start : block.end].split("\n")
        broken += sum(not ends_sentence(line) for line in lines[:-1] if line.strip())
    if not broken:
        return ()
    if broken == 1:
        return ("1 line that broke inside a sentence was joined to the next.",)
    return (f"{broken} lines that broke inside a sentence were joined.",)
