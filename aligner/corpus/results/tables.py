"""The Parquet tables of a corpus run; the same rows give the same bytes."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.bitext import Bitext, Document, Link, Run, Segment
from aligner.joining import join_segments
from aligner.output import writing

if TYPE_CHECKING:
    import polars as pl

ROW_GROUP = 100_000
"""Rows in a row group: fixed, so that bytes do not depend on the number of cores."""


def link_schema() -> dict[str, Any]:
    """Columns of the table `links`, named as in `duizhao align --format jsonl`."""
    import polars as pl

    return {
        "pair": pl.String,
        "link": pl.UInt32,
        "source": pl.String,
        "target": pl.String,
        "source_lang": pl.String,
        "target_lang": pl.String,
        "source_ids": pl.List(pl.UInt32),
        "target_ids": pl.List(pl.UInt32),
        "source_spans": pl.List(pl.List(pl.UInt32)),
        "target_spans": pl.List(pl.List(pl.UInt32)),
        "confidence": pl.Float32,
        "status": pl.String,
        "flags": pl.List(pl.String),
        "note": pl.String,
    }


def document_schema() -> dict[str, Any]:
    """Columns of the table `documents`: one row for each pair that was aligned."""
    import polars as pl

    texts = ("pair", "source", "target", "source_lang", "target_lang")
    numbers = ("source_sentences", "target_sentences", "links", "linked")
    return {
        **dict.fromkeys(texts, pl.String),
        "source_sha256": pl.String,
        "target_sha256": pl.String,
        **dict.fromkeys(numbers, pl.UInt32),
        "mean_confidence": pl.Float32,
        "mode": pl.String,
        "reason": pl.String,
        "notes": pl.List(pl.String),
    }


def error_schema() -> dict[str, Any]:
    """Columns of the table `errors`: one row for each pair that could not be aligned."""
    import polars as pl

    return dict.fromkeys(("pair", "source", "target", "kind", "message"), pl.String)


def link_rows(pair: str, bitext: Bitext) -> list[dict[str, Any]]:
    """The links of a bitext as rows of the table `links`."""
    languages = {
        "source_lang": bitext.source.language,
        "target_lang": bitext.target.language,
    }
    rows = []
    for number, link in enumerate(bitext.links):
        source = _side("source", bitext.source, bitext.source_segments, link.source)
        target = _side("target", bitext.target, bitext.target_segments, link.target)
        rows.append(
            {
                "pair": pair,
                "link": number,
                **source,
                **target,
                **languages,
                **_decision_columns(link),
            }
        )
    return rows


def document_row(
    pair: str, row: dict[str, Any], bitext: Bitext, mode: str, reason: str
) -> dict[str, Any]:
    """The languages, counts and notes of an aligned pair, as a row of the table `documents`."""
    linked = list(bitext.linked())
    mean = sum(link.confidence for link in linked) / len(linked) if linked else None
    return {
        "pair": pair,
        "source": row["source"],
        "target": row["target"],
        "source_lang": bitext.source.language,
        "target_lang": bitext.target.language,
        "source_sha256": bitext.source.sha256,
        "target_sha256": bitext.target.sha256,
        "source_sentences": len(bitext.source_segments),
        "target_sentences": len(bitext.target_segments),
        "links": len(bitext.links),
        "linked": len(linked),
        "mean_confidence": mean,
        "mode": mode,
        "reason": reason,
        "notes": [*bitext.source.notes, *bitext.target.notes],
    }


def write_parquet(table: "pl.DataFrame", path: Path) -> None:
    """Writes a table, whole or not at all; its bytes depend on the rows only."""
    with writing(path, binary=True, force=True) as file:
        table.write_parquet(
            file, compression="zstd", compression_level=3, row_group_size=ROW_GROUP, statistics=True
        )


def _side(name: str, document: Document, segments: tuple[Segment, ...], run: Run) -> dict[str, Any]:
    chosen = segments[run.start : run.end]
    return {
        name: join_segments(document, chosen),
        f"{name}_ids": list(run.ids),
        f"{name}_spans": [[segment.start, segment.end] for segment in chosen],
    }


def _decision_columns(link: Link) -> dict[str, Any]:
    return {
        # More digits than a calibrated probability has; further digits differ between processors.
        "confidence": round(link.confidence, 4),
        "status": link.status.value,
        "flags": list(link.flags),
        "note": link.note,
    }
