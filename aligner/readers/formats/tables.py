"""Tables with two language columns: .csv and .tsv; cells of the tables inside other formats."""

import csv
import io

from aligner.bitext import BlockKind
from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import Reading, ReadOptions, TextBuilder

LONGEST_CELL = 200
"""Characters from which a cell of a text's table is running text and may be cut into sentences."""
MAX_COLUMNS = 1000


def read(raw: RawInput, options: ReadOptions) -> Reading:  # noqa: ARG001 - every reader takes options
    """Every cell as a row of its own, with its place in the label."""
    rows, notes = read_rows(raw)
    return build_cells(raw, rows, notes)


def build_cells(raw: RawInput, rows: list[list[str]], notes: tuple[str, ...] = ()) -> Reading:
    """A table's cells as blocks, row by row."""
    builder = TextBuilder()
    for i, row in enumerate(rows, start=1):
        for j, cell in enumerate(row, start=1):
            builder.add(cell, BlockKind.ROW, f"row {i}, column {j}")
    if not builder.blocks:
        raise EmptyInputError(raw.origin)
    return builder.build(notes)


def read_rows(raw: RawInput) -> tuple[list[list[str]], tuple[str, ...]]:
    """The cells of a text table, and what there is to say about its encoding.

    Tab-separated files know no quotes; in the others the delimiter is the one of , ; | and tab that
    cuts most rows alike. Raises UnreadableInputError.
    """
    text, notes = decode(raw)
    text = text.removeprefix("\ufeff")
    delimiter = "\t" if raw.suffix in (".tsv", ".tab") else _find_delimiter(text)
    if delimiter == "\t":
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
    """A text's table cell as it stands, or a paragraph if it holds running text.

    >>> cell_kind("Art. 5. Aims").value, cell_kind("A sentence. " * 20).value
    ('row', 'paragraph')
    """
    return BlockKind.ROW if len(text) <= LONGEST_CELL else BlockKind.PARAGRAPH
