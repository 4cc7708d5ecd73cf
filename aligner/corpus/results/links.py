"""The links of one or more runs as one table, which is streamed and never wholly in memory."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.corpus.layout import Layout
from aligner.corpus.planning.plan import load_plan
from aligner.corpus.results.tables import ROW_GROUP, link_schema
from aligner.errors import AlignerError, UnreadableInputError, WrongUsageError
from aligner.output import writing

if TYPE_CHECKING:
    import polars as pl

# Nested columns that a table of text holds joined; the others are left out.
_FLAT = {"source_ids": " ", "target_ids": " ", "flags": "; "}
_NESTED = ("source_spans", "target_spans")


class UnfinishedError(AlignerError):
    """A run is incomplete."""

    def __init__(self, folder: Path, missing: int, shards: int) -> None:
        super().__init__(
            f"{folder}: {missing} of {shards} shards are not complete. Run the same `corpus align` "
            "command again to complete them, or use --partial to take the complete ones."
        )


def scan_links(places: Sequence[Path], *, partial: bool = False) -> "pl.LazyFrame":
    """The links of result folders and of Parquet files made of them, in order.

    With more than one place, `pair` is preceded by the name of the place.

    Raises:
        UnreadableInputError: A place is neither a result folder nor such a file.
        UnfinishedError: A run is incomplete and `partial` is not given.
    """
    import polars as pl

    frames = [_scan_place(place, partial=partial) for place in places]
    if len(frames) == 1:
        return frames[0]
    named = [
        frame.with_columns(pl.concat_str(pl.lit(f"{place.stem}/"), "pair").alias("pair"))
        for place, frame in zip(places, frames, strict=True)
    ]
    return pl.concat(named)


def write_links(links: "pl.LazyFrame", output: Path, *, force: bool = False) -> None:
    """Streams links into a Parquet, CSV, TSV or JSONL file, which is written whole or not at all.

    Raises:
        WrongUsageError: The ending of the file is none of these.
        OutputError: The file cannot be written, or exists and `force` is not given.
    """
    suffix = output.suffix.lower()
    if suffix not in KINDS:
        raise WrongUsageError(f"{output}: the result is one of {', '.join(KINDS)}.")
    with writing(output, binary=True, force=force) as file:
        if suffix == ".parquet":
            links.sink_parquet(
                file, compression="zstd", compression_level=3, row_group_size=ROW_GROUP
            )
        elif suffix == ".jsonl":
            links.sink_ndjson(file)
        elif suffix == ".csv":
            _flatten(links).sink_csv(file)
        else:
            _one_line_each(_flatten(links)).sink_csv(file, separator="\t", quote_style="never")


KINDS = (".parquet", ".csv", ".tsv", ".jsonl")


def _scan_place(place: Path, *, partial: bool) -> "pl.LazyFrame":
    import polars as pl

    if place.is_dir():
        plan = load_plan(place)
        finished = sorted(plan.layout.finished())
        missing = len(plan.costs) - len(finished)
        if missing and not partial:
            raise UnfinishedError(place, missing, len(plan.costs))
        return _scan_shards(plan.layout, finished)
    try:
        links = pl.scan_parquet(place)
        if dict(links.collect_schema()) == link_schema():
            return links
    except (OSError, pl.exceptions.PolarsError):
        pass
    raise UnreadableInputError(
        place,
        "it is neither the result folder of `duizhao corpus align` nor a Parquet file made of one.",
    )


def _scan_shards(layout: Layout, shards: Sequence[int]) -> "pl.LazyFrame":
    import polars as pl

    if not shards:
        return pl.LazyFrame(schema=link_schema())
    return pl.scan_parquet([layout.table("links", shard) for shard in shards])


def _flatten(links: "pl.LazyFrame") -> "pl.LazyFrame":
    import polars as pl

    joined = [
        pl.col(name).cast(pl.List(pl.String)).list.join(separator)
        for name, separator in _FLAT.items()
    ]
    return links.drop(_NESTED).with_columns(joined)


def _one_line_each(links: "pl.LazyFrame") -> "pl.LazyFrame":
    """The links with tabs and line ends turned into spaces: TSV has no quotes."""
    import polars as pl

    return links.with_columns(pl.col(pl.String).str.replace_all(r"[\t\r\n]+", " "))
