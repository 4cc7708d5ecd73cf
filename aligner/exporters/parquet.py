"""Parquet: the table of CSV with real types, for polars, pandas and DuckDB."""

import io
from collections.abc import Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.frame import links_frame
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import select_pairs
from aligner.output import writing


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the pairs as a table; sentence numbers and flags are lists."""
    selection = select_pairs(bitexts, options)
    frame = links_frame(selection)
    # Parquet ends in a directory of what came before: it is made in memory, then written once.
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    with writing(destination, binary=True, force=options.force) as file:
        file.write(buffer.getvalue())
    return selection.report(destination)
