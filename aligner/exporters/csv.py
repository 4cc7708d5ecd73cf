"""CSV with a header, UTF-8, quoted only where needed (RFC 4180, but with line feeds)."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.lines import BYTE_ORDER_MARK, Lines, write_lines
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import Selection, select_pairs
from aligner.exporters.table import COLUMNS, guard_formula, row_of

SUFFIX = ".csv"


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the pairs as a table."""
    return write_lines(lines(bitexts, options), destination, options)


def lines(bitexts: Sequence[Bitext], options: ExportOptions) -> Lines:
    """The records of the file."""
    selection = select_pairs(bitexts, options)
    return Lines(selection, _records(selection, excel=options.excel))


def _records(selection: Selection, *, excel: bool) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    if excel:
        buffer.write(BYTE_ORDER_MARK)
    writer.writerow(COLUMNS)
    for pair in selection.pairs:
        row = row_of(pair)
        writer.writerow([guard_formula(c) if excel and isinstance(c, str) else c for c in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()
