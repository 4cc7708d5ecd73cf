"""CSV with a header, UTF-8, quoted only where needed (RFC 4180, but with line feeds)."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.lines import BYTE_ORDER_MARK, Lines, write_lines
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import Selection, select_pairs
from aligner.exporters.table import COLUMNS, guard_formula, row_of

SUFFIX = ".csv"

_RARE_BREAKS = re.compile("[\x85\u2028\u2029]")


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
    # Many readers end a line at these too; inside quotes they do no harm.
    careful = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    if excel:
        buffer.write(BYTE_ORDER_MARK)
    writer.writerow(COLUMNS)
    for pair in selection.pairs:
        row = row_of(pair)
        chosen = careful if _RARE_BREAKS.search(row.source + row.target + row.note) else writer
        chosen.writerow([guard_formula(c) if excel and isinstance(c, str) else c for c in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()
