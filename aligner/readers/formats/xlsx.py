"""Excel tables, .xlsx: the first sheet that contains text; formulas by their last result."""

import re

from lxml import etree

from aligner.errors import UnreadableInputError
from aligner.readers.formats.tables import MAX_COLUMNS, build_cells
from aligner.readers.input.archive import Archive, open_archive
from aligner.readers.input.markup import attribute, local_name, named, parse_xml
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import Reading, ReadOptions

SUFFIXES = (".xlsx", ".xlsm")
MAX_ROWS = 1_048_576
"""Rows that Excel allows."""


def read(raw: RawInput, options: ReadOptions) -> Reading:  # noqa: ARG001 - every reader takes options
    """Every cell as a block, with its row and column in the label."""
    return build_cells(raw, read_rows(raw)[0])


def read_rows(raw: RawInput) -> tuple[list[list[str]], tuple[str, ...]]:
    """The cells of the first sheet that contains text, and no notes.

    Raises:
        UnreadableInputError: The file is damaged, or not an Excel table.
    """
    archive = open_archive(raw, "an Excel table")
    sheets = sorted(
        (name for name in archive.names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
        key=lambda name: int(re.sub(r"\D", "", name)),
    )
    if not sheets:
        raise UnreadableInputError(raw.origin, "it contains no sheet: it is not an Excel table.")
    shared = _shared_strings(archive)
    for name in sheets:
        rows = _rows(parse_xml(raw, archive.read(name), part=name), shared)
        if any(any(character.isalpha() for character in cell) for row in rows for cell in row):
            return rows, ()
    return [], ()


def _shared_strings(archive: Archive) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in archive.names:
        return []
    root = parse_xml(archive.raw, archive.read(name), part=name)
    return [_rich_text(item) for item in named(root, "si")]


def _rich_text(item: "etree._Element") -> str:
    """The text of a string without the phonetic guides of Japanese tables."""
    return "".join(
        text.text or ""
        for text in named(item, "t")
        if not any(local_name(above) == "rPh" for above in text.iterancestors())
    )


def _rows(root: "etree._Element", shared: list[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in named(root, "row"):
        cells: list[str] = []
        for cell in (child for child in row if local_name(child) == "c"):
            column = _column(attribute(cell, "r")) or len(cells)
            if column >= MAX_COLUMNS:
                break
            cells.extend([""] * (column - len(cells)))
            del cells[column:]
            cells.append(_value(cell, shared))
        if any(cell.strip() for cell in cells) and len(rows) < MAX_ROWS:
            rows.append(cells)
    return rows


def _value(cell: "etree._Element", shared: list[str]) -> str:
    if attribute(cell, "t") == "inlineStr":
        return _rich_text(cell)
    value = next((child.text or "" for child in cell if local_name(child) == "v"), "")
    if attribute(cell, "t") == "s":
        return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
    return "" if attribute(cell, "t") == "e" else value


def _column(reference: str) -> int:
    """The column of a cell reference like C7, counted from 0; 0 if the reference is empty.

    >>> _column("C7"), _column("AA1"), _column("")
    (2, 26, 0)
    """
    number = 0
    for letter in re.sub(r"[^A-Z]", "", reference)[:3]:
        number = number * 26 + ord(letter) - 64
    return max(0, number - 1)
