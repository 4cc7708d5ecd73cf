"""Tab-separated, a header, no quoting: tabs and line breaks inside a text become blanks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.cleaning import flatten
from aligner.exporters.lines import BYTE_ORDER_MARK, Lines, write_lines
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import Selection, select_pairs
from aligner.exporters.table import COLUMNS, guard_formula, row_of

SUFFIX = ".tsv"


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the pairs as a table."""
    return write_lines(lines(bitexts, options), destination, options)


def lines(bitexts: Sequence[Bitext], options: ExportOptions) -> Lines:
    """The lines of the file."""
    selection = select_pairs(bitexts, options)
    return Lines(selection, _records(selection, excel=options.excel))


def _records(selection: Selection, *, excel: bool) -> Iterator[str]:
    yield (BYTE_ORDER_MARK if excel else "") + "\t".join(COLUMNS) + "\n"
    for pair in selection.pairs:
        cells = [flatten(str(cell)) for cell in row_of(pair)]
        yield "\t".join(guard_formula(cell) if excel else cell for cell in cells) + "\n"
