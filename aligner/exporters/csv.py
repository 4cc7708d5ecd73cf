"""CSV with a header, UTF-8, quoted only where needed (RFC 4180, but with line feeds)."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.lines import BYTE_ORDER_MARK, write_lines
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import PairSelection, select_pairs
from aligner.exporters.table import COLUMNS, guard_formula, row_of

_RARE_BREAKS = re.compile("[\x85\u2028\u2029]")


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the pairs as a table."""
    selection = select_pairs(bitexts, options)
    records = _records(selection, excel=options.excel)
    return write_lines(records, selection, destination, options)


def _records(selection: PairSelection, *, excel: bool) -> Iterator[str]:
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
