"""OpenDocument tables, .ods: the sheets that contain text."""

from collections.abc import Iterator

from lxml import etree

from aligner.readers.formats.odt import find_paragraphs, read_root, text_of
from aligner.readers.formats.sheet import Sheet, say_left_out
from aligner.readers.formats.tables import MAX_COLUMNS, build_cells
from aligner.readers.formats.xlsx import MAX_ROWS
from aligner.readers.input.markup import attribute, local_name, named
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import Reading, ReadOptions

SUFFIXES = (".ods", ".ots", ".fods")


def read(raw: RawInput, options: ReadOptions) -> Reading:  # noqa: ARG001 - every reader takes options
    """Every cell of every sheet as a block, with its row and column in the label."""
    sheets, notes = read_sheets(raw)
    return build_cells(raw, [row for sheet in sheets for row in sheet.rows], notes)


def read_sheets(raw: RawInput) -> tuple[list[Sheet], tuple[str, ...]]:
    """The sheets that contain text, in the order of their tabs, and a note on hidden ones.

    Raises:
        UnreadableInputError: The file is damaged, encrypted or no OpenDocument table.
    """
    root = read_root(raw, "an OpenDocument table")
    hidden_styles = {
        attribute(style, "name")
        for style in named(root, "style")
        if any(attribute(p, "display") == "false" for p in named(style, "table-properties"))
    }
    sheets: list[Sheet] = []
    hidden: list[Sheet] = []
    for table in named(root, "table"):
        if any(local_name(above) == "table" for above in table.iterancestors()):
            continue
        sheet = _sheet(table)
        if sheet.has_text:
            is_hidden = attribute(table, "style-name") in hidden_styles
            (hidden if is_hidden else sheets).append(sheet)
    return (sheets or hidden), (say_left_out(hidden, "hidden") if sheets else ())


def _sheet(table: "etree._Element") -> Sheet:
    rows: list[list[str]] = []
    merged: dict[tuple[int, int], int] = {}
    left: dict[tuple[int, int], int] = {}
    """(row, column) of a merged cell → rows of the sheet that it still takes, empty ones too."""
    for row in named(table, "table-row"):
        cells, spans = _cells(row)
        if not any(cell.strip() for cell in cells):
            continue
        number = len(rows)
        for place in list(left):
            left[place] -= 1
            if left[place] > 0:
                merged[place] = merged.get(place, 1) + 1
            else:
                del left[place]
        for column, size in spans:
            left[number, column] = size
        # A repeated row with text in it is a filled column, not a text: once is enough.
        if len(rows) < MAX_ROWS:
            rows.append(cells)
    return Sheet(attribute(table, "name"), rows, merged)


def _cells(row: "etree._Element") -> tuple[list[str], list[tuple[int, int]]]:
    """The texts of a row's cells, and the columns of those that take several rows."""
    cells: list[str] = []
    spans: list[tuple[int, int]] = []
    for cell in _cell_elements(row):
        text = "\n".join(text_of(paragraph) for paragraph in find_paragraphs(cell))
        taken = attribute(cell, "number-rows-spanned")
        if taken.isdecimal() and int(taken) > 1:
            spans.append((len(cells), int(taken)))
        times = attribute(cell, "number-columns-repeated")
        count = int(times) if times.isdecimal() else 1
        # Thousands of empty cells end every row.
        cells.extend([text] * min(count, MAX_COLUMNS - len(cells)))
    while cells and not cells[-1].strip():
        cells.pop()
    return cells, spans


def _cell_elements(row: "etree._Element") -> Iterator["etree._Element"]:
    for cell in row:
        if local_name(cell) in ("table-cell", "covered-table-cell"):
            yield cell
