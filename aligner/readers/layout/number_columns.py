"""Columns of tables that hold numbers only: "No.", quantities, prices."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from aligner.bitext import Block
from aligner.text import has_letters

_CELL = re.compile(r"row (?P<row>\d+), column (?P<column>\d+)")


def drop_number_columns(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without columns of tables that have no letter below their first cell.

    The heading of such a column ("No.", 序号) is a sentence of neither language.
    """
    kept: list[Block] = []
    for table in _tables(blocks):
        lettered: dict[int, bool] = defaultdict(bool)
        rows: dict[int, int] = defaultdict(int)
        for block, row, column in table:
            rows[column] += 1
            if row > 1 and has_letters(text[block.start : block.end]):
                lettered[column] = True
        kept += [
            block
            for block, _, column in table
            if not column or lettered[column] or rows[column] < 2
        ]
    return tuple(kept)


def _tables(blocks: Iterable[Block]) -> Iterator[list[tuple[Block, int, int]]]:
    """Yields the cells of each table with row and column, and other blocks with 0 and 0."""
    table: list[tuple[Block, int, int]] = []
    last = 0
    for block in blocks:
        cell = _CELL.fullmatch(block.label)
        row, column = (int(cell["row"]), int(cell["column"])) if cell else (0, 0)
        if row < last or (row > 0) != (last > 0):
            yield table
            table = []
        table.append((block, row, column))
        last = row
    yield table
