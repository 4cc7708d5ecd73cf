"""Tab-separated, a header, no quoting: tabs and line breaks inside a text become blanks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.cleaning import flatten
from aligner.exporters.lines import BYTE_ORDER_MARK, write_lines
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import PairSelection, select_pairs
from aligner.exporters.table import COLUMNS, guard_formula, row_of


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the pairs as a table."""
    selection = select_pairs(bitexts, options)
    records = _records(selection, excel=options.excel)
    return write_lines(records, selection, destination, options)


def _records(selection: PairSelection, *, excel: bool) -> Iterator[str]:
    yield (BYTE_ORDER_MARK if excel else "") + "\t".join(COLUMNS) + "\n"
    for pair in selection.pairs:
        cells = [flatten(str(cell)) for cell in row_of(pair)]
        yield "\t".join(guard_formula(cell) if excel else cell for cell in cells) + "\n"
