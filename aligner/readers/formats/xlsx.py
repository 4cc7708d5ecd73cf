"""Excel tables, .xlsx: the sheets that contain text; formulas by their last result."""

import re

from lxml import etree

from aligner.errors import UnreadableInputError
from aligner.readers.formats.sheet import Sheet, say_left_out
from aligner.readers.formats.tables import MAX_COLUMNS, build_cells
from aligner.readers.input.archive import Archive, open_archive
from aligner.readers.input.markup import attribute, local_name, named, parse_xml
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import Reading, ReadOptions

SUFFIXES = (".xlsx", ".xlsm")
_RANGE = re.compile(
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<first>\d{1,7}):\$?[A-Z]{1,3}\$?(?P<last>\d{1,7})"
)
MAX_ROWS = 1_048_576
"""Rows that Excel allows."""


def read(raw: RawInput, options: ReadOptions) -> Reading:  # noqa: ARG001 - every reader takes options
    """Every cell of every sheet as a block, with its row and column in the label."""
    sheets, notes = read_sheets(raw)
    return build_cells(raw, [row for sheet in sheets for row in sheet.rows], notes)


def read_sheets(raw: RawInput) -> tuple[list[Sheet], tuple[str, ...]]:
    """The sheets that contain text, in the order of their tabs, and a note on hidden ones.

    Raises:
        UnreadableInputError: The file is damaged, or not an Excel table.
    """
    archive = open_archive(raw, "an Excel table")
    parts = _sheet_parts(archive)
    if not parts:
        raise UnreadableInputError(raw.origin, "it contains no sheet: it is not an Excel table.")
    shared = _shared_strings(archive)
    sheets: list[Sheet] = []
    hidden: list[Sheet] = []
    for name, part, is_hidden in parts:
        sheet = _sheet(name, parse_xml(raw, archive.read(part), part=part), shared)
        if sheet.has_text:
            (hidden if is_hidden else sheets).append(sheet)
    return (sheets or hidden), (say_left_out(hidden, "hidden") if sheets else ())


def _sheet_parts(archive: Archive) -> list[tuple[str, str, bool]]:
    """Name, part and whether it is hidden, of each sheet in the order of the tabs."""
    by_number = sorted(
        (name for name in archive.names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
        key=lambda name: int(re.sub(r"\D", "", name)),
    )
    workbook, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if workbook not in archive.names or relations not in archive.names:
        return [(f"sheet {i}", part, False) for i, part in enumerate(by_number, start=1)]
    root = parse_xml(archive.raw, archive.read(relations), part=relations)
    targets = {attribute(r, "Id"): attribute(r, "Target") for r in named(root, "Relationship")}
    parts = []
    root = parse_xml(archive.raw, archive.read(workbook), part=workbook)
    for sheet in named(root, "sheet"):
        target = targets.get(attribute(sheet, "id"), "").lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in archive.names and "worksheets/" in part:
            hidden = attribute(sheet, "state") in ("hidden", "veryHidden")
            parts.append((attribute(sheet, "name"), part, hidden))
    return parts or [(f"sheet {i}", part, False) for i, part in enumerate(by_number, start=1)]


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


def _sheet(name: str, root: "etree._Element", shared: list[str]) -> Sheet:
    rows: list[list[str]] = []
    numbers: dict[int, int] = {}
    """Number of the row in the sheet → in `rows`."""
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
            written = attribute(row, "r")
            numbers[int(written) if written.isdecimal() else len(numbers) + 1] = len(rows)
            rows.append(cells)
    return Sheet(name, rows, _merged(root, numbers))


def _merged(root: "etree._Element", numbers: dict[int, int]) -> dict[tuple[int, int], int]:
    """The cells that are merged with cells below them, and how many rows they take."""
    found: dict[tuple[int, int], int] = {}
    for cell in named(root, "mergeCell"):
        match = _RANGE.fullmatch(attribute(cell, "ref"))
        if not match or int(match["first"]) >= int(match["last"]):
            continue
        first, last = int(match["first"]), int(match["last"])
        # Only rows with text have a number here: a range may span the whole sheet.
        if first in numbers:
            rows = sum(first <= number <= last for number in numbers)
            if rows > 1:
                found[numbers[first], _column(match["column"])] = rows
    return found


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
