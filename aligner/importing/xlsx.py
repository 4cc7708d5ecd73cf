"""Reads the review sheet that comes back from a spreadsheet program."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aligner.errors import UnreadableInputError
from aligner.exporters.review_sheet import KEPT, PAIRS, SheetColumn, unpack_numbers
from aligner.importing.row import Reviewed, ReviewedRow, read_number, read_status
from aligner.readers.input.archive import open_archive
from aligner.readers.input.markup import parse_xml
from aligner.readers.input.raw_input import RawInput, read_input

_MOST_COLUMNS = 64


def read(path: Path) -> Reviewed:
    """The rows of the sheet, by their headings; columns may be in any order.

    Raises:
        UnreadableInputError: The file is not a spreadsheet, or not one that `duizhao export` wrote.
    """
    raw = read_input(path)
    book = _open(raw)
    sheet = book[PAIRS] if PAIRS in book.sheetnames else book.worksheets[0]
    lines = enumerate(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS), start=1)
    headings = _headings(next(lines, (1, ()))[1])
    if SheetColumn.NUMBER not in headings:
        raise UnreadableInputError(
            path,
            f"it has no column {SheetColumn.NUMBER.value!r}. Give the sheet that duizhao exported.",
        )
    rows = tuple(_rows(lines, headings))
    return Reviewed(rows, _exported(book), one_sentence_a_line=True)


def _open(raw: RawInput) -> Any:
    from openpyxl import load_workbook

    archive = open_archive(raw, "a spreadsheet (.xlsx)")
    for name in sorted(archive.names):
        # Read once with limits, so that no bomb reaches openpyxl.
        if name.endswith((".xml", ".rels")):
            parse_xml(raw, archive.read(name), part=name)
    try:
        return load_workbook(io.BytesIO(raw.data), data_only=True)
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever its parser meets
        raise UnreadableInputError(
            raw.origin, f"it is not a readable spreadsheet ({error}). Save it as .xlsx again."
        ) from None


def _headings(cells: tuple[Any, ...]) -> dict[SheetColumn, int]:
    """Column → its index. Source and target headings name the language: `Source (English)`."""
    found: dict[SheetColumn, int] = {}
    for place, cell in enumerate(cells):
        text = str(cell or "").partition(" (")[0].strip()
        for column in SheetColumn:
            if text == column.value:
                found.setdefault(column, place)
    return found


def _rows(
    lines: Iterator[tuple[int, tuple[Any, ...]]], headings: dict[SheetColumn, int]
) -> Iterator[ReviewedRow]:
    for number, cells in lines:
        values = {column: _text(cells[place]) for column, place in headings.items()}
        if not any(value.strip() for value in values.values()):
            continue
        decision = values.get(SheetColumn.DECISION)
        status = None if decision is None else read_status(decision)
        known = decision is None or status is not None
        yield ReviewedRow(
            place=f"row {number}",
            id=read_number(values[SheetColumn.NUMBER]),
            version=read_number(values.get(SheetColumn.VERSION, "")),
            source=values.get(SheetColumn.SOURCE),
            target=values.get(SheetColumn.TARGET),
            status=status,
            note=values.get(SheetColumn.NOTE),
            bitext=values.get(SheetColumn.BITEXT),
            problem="" if known else f"its decision {decision!r} is neither accept nor reject",
        )


def _text(value: Any) -> str:
    """A cell's value as text; `_x0041_`, which a sheet writes as `_x005F_x0041_`, as it was."""
    from openpyxl.utils.escape import unescape

    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text: str = unescape(str(value))
    return text


def _exported(book: Any) -> frozenset[int] | None:
    if KEPT not in book.sheetnames:
        return None
    rows = book[KEPT].iter_rows(values_only=True, max_col=2)
    return unpack_numbers(",".join(_text(row[1]) for row in rows if row[0] == "rows"))
