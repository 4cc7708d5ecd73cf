"""Parquet: the table of CSV with real types, for polars, pandas and DuckDB."""

import io
from collections.abc import Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import select_pairs
from aligner.output import writing

SUFFIX = ".parquet"


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the pairs as a table; sentence numbers and flags are lists."""
    import polars as pl

    selection = select_pairs(bitexts, options)
    pairs = selection.pairs
    columns: dict[str, tuple[list[object], object]] = {
        "source": ([p.source for p in pairs], pl.String),
        "target": ([p.target for p in pairs], pl.String),
        "confidence": ([round(p.link.confidence, 6) for p in pairs], pl.Float64),
        "status": ([p.link.status.value for p in pairs], pl.String),
        "flags": ([list(p.flags) for p in pairs], pl.List(pl.String)),
        "note": ([p.note for p in pairs], pl.String),
        "source_ids": ([list(p.link.source.ids) for p in pairs], pl.List(pl.Int64)),
        "target_ids": ([list(p.link.target.ids) for p in pairs], pl.List(pl.Int64)),
        "bitext": ([p.name for p in pairs], pl.String),
        "id": ([p.number for p in pairs], pl.Int64),
        "version": ([p.link.version for p in pairs], pl.Int64),
    }
    frame = pl.DataFrame(
        {name: values for name, (values, _) in columns.items()},
        schema={name: kind for name, (_, kind) in columns.items()},  # type: ignore[misc]
    )
    # Parquet ends in a directory of what came before: it is made in memory, then written once.
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    with writing(destination, binary=True, force=options.force) as file:
        file.write(buffer.getvalue())
    return selection.report(destination)
