"""Tables, .csv and .tsv, read cell by cell; cells of tables inside other formats."""

import csv
import io
import re

from aligner.bitext import BlockKind
from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import Reading, ReadOptions, TextBuilder

LONGEST_CELL = 200
"""Characters up to which a cell of a table in a text is one segment; a longer one is running
text."""
_SEPARATOR = re.compile(r'"?sep=(?P<delimiter>[,;|\t])"?[ \t]*\n', re.IGNORECASE)
_EXCEL_CELL = re.compile(
    r'(?:^|\t)"(?:[^"\n\t]*+(?:""|\n))(?:[^"\t]|""){0,5000}+"(?=\t|\n|\Z)', re.MULTILINE
)
"""A cell in quotes that has a line break or doubled quotes, as only Excel writes it."""
MAX_COLUMNS = 1000
"""Columns that are read; further ones are left out."""


def read(raw: RawInput, options: ReadOptions) -> Reading:  # noqa: ARG001 - every reader takes options
    """Every cell as a block, with its row and column in the label."""
    rows, notes = read_rows(raw)
    return build_cells(raw, rows, notes)


def build_cells(raw: RawInput, rows: list[list[str]], notes: tuple[str, ...] = ()) -> Reading:
    """The cells of a table as blocks, row by row.

    Raises:
        EmptyInputError: No cell has text.
    """
    builder = TextBuilder()
    for i, row in enumerate(rows, start=1):
        for j, cell in enumerate(row, start=1):
            builder.add(cell, BlockKind.ROW, f"row {i}, column {j}")
    if not builder.blocks:
        raise EmptyInputError(raw.origin)
    return builder.build(notes)


def read_rows(raw: RawInput) -> tuple[list[list[str]], tuple[str, ...]]:
    """The cells of a table in a text file, and notes on its encoding for the user.

    The delimiter is the one that a first line like `sep=;` names, else the one of , ; | and tab
    that gives most rows the same number of cells. Tab-separated files have no quotes, unless some
    cell shows that Excel wrote them: one that doubles the quotes inside it, or has a line break.

    Raises:
        UnreadableInputError: The file is not text, or its quotes are wrong.
    """
    text, notes = decode(raw)
    text = text.removeprefix("\ufeff")
    named = _SEPARATOR.match(text)
    if named:
        delimiter, text = named["delimiter"], text[named.end() :]
    else:
        delimiter = "\t" if raw.suffix in (".tsv", ".tab") else _find_delimiter(text)
    if delimiter == "\t" and not _EXCEL_CELL.search(text):
        return [line.split("\t", MAX_COLUMNS) for line in text.split("\n") if line.strip()], notes
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableInputError(
            raw.origin, f"it is not a table of comma-separated values ({error})."
        ) from None
    return [row[:MAX_COLUMNS] for row in rows if any(cell.strip() for cell in row)], notes


def _find_delimiter(text: str) -> str:
    sample = text[:20_000]
    best, most = ",", -1
    for delimiter in ",;\t|":
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter)]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        alike = max((wide.count(width) for width in set(wide)), default=0)
        if alike > most:
            best, most = delimiter, alike
    return best


def cell_kind(text: str) -> BlockKind:
    """The kind of block for a cell of a table in a text: a paragraph if it is running text.

    >>> cell_kind("Art. 5. Aims").value, cell_kind("A sentence. " * 20).value
    ('row', 'paragraph')
    """
    return BlockKind.ROW if len(text) <= LONGEST_CELL else BlockKind.PARAGRAPH
