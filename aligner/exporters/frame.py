"""Links as a polars table with real types: one row a link. Parquet and Python users share it."""

from typing import TYPE_CHECKING

from aligner.exporters.selection import PairSelection

if TYPE_CHECKING:
    import polars as pl


def links_frame(selection: PairSelection) -> "pl.DataFrame":
    """The selected links as a table; sentence numbers and flags are lists.

    Columns: source, target (the sentences joined), confidence, status, flags, note, source_ids,
    target_ids (0-based sentence numbers), bitext, id and version (0 outside a project).
    """
    import polars as pl

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
    return pl.DataFrame(
        {name: values for name, (values, _) in columns.items()},
        schema={name: kind for name, (_, kind) in columns.items()},  # type: ignore[misc]
    )
