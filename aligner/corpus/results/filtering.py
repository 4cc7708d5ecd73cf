"""Filters links by confidence, status and flags, and keeps each pair of texts once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

_PART_ROWS = 20_000_000
"""Rows whose keys are compared at once: 32 bytes each in the hash table, about 1 GB in all."""

_STEPS = 10_000
"""Steps of confidences between 0 and 1: they are compared as they are stored, by 1/10,000."""


@dataclass(frozen=True, slots=True)
class LinkFilter:
    """The conditions that a link must meet."""

    min_confidence: float = 0.0
    statuses: tuple[str, ...] = ("auto", "accepted", "edited")
    without_flags: tuple[str, ...] = ()
    """Codes of `aligner.flags`; a link with one of them is removed."""
    both_sides: bool = True
    unique: bool = True
    """Whether to keep only the link of highest confidence among links whose texts differ at most in
    case, spaces and punctuation."""


def filter_links(links: "pl.LazyFrame", wanted: LinkFilter) -> "pl.LazyFrame":
    """The links that meet the conditions, in the same order."""
    kept = links.filter(*_conditions(wanted))
    return drop_repeated(kept) if wanted.unique else kept


def drop_repeated(links: "pl.LazyFrame") -> "pl.LazyFrame":
    """The links with each pair of texts once: the first one of highest confidence.

    Only 128-bit keys of the texts are in memory, a part of them at a time; then the links are
    streamed once more. It takes the time of reading the texts once for each 20 million links.
    """
    import polars as pl

    numbered = links.with_row_index("row")
    rows = links.select(pl.len()).collect(engine="streaming").item()
    mask = _surest_rows(numbered, rows)

    def keep(numbers: "pl.Series") -> "pl.Series":
        return pl.Series(mask[numbers.to_numpy()])

    kept = pl.col("row").map_batches(keep, return_dtype=pl.Boolean, is_elementwise=True)
    return numbered.filter(kept).drop("row")


def text_key(column: str) -> Any:
    """An expression for 64-bit keys of texts that ignore case, width, spaces and punctuation."""
    import polars as pl

    plain = pl.col(column).str.normalize("NFKC").str.to_lowercase()
    bare = plain.str.replace_all(r"[\s\p{P}]+", "")
    # A text of nothing but punctuation is compared as it is.
    return pl.when(bare == "").then(plain).otherwise(bare).hash()


def _conditions(wanted: LinkFilter) -> list[Any]:
    import polars as pl

    # Confidences are stored in single precision: 0.9 there is a little less than 0.9 here.
    least = float(np.float32(wanted.min_confidence))
    conditions = [pl.col("confidence") >= least, pl.col("status").is_in(wanted.statuses)]
    if wanted.both_sides:
        conditions += [pl.col("source_ids").list.len() > 0, pl.col("target_ids").list.len() > 0]
    if wanted.without_flags:
        codes = pl.element().str.split_exact(": ", 1).struct.field("field_0")
        bad: Sequence[str] = wanted.without_flags
        conditions.append(~pl.col("flags").list.eval(codes.is_in(bad)).list.any())
    return conditions


def _surest_rows(numbered: "pl.LazyFrame", rows: int) -> NDArray[np.bool_]:
    """Whether each row has the highest confidence among those with its texts, shape (rows,)."""
    import polars as pl

    mask = np.zeros(rows, np.bool_)
    parts = max(1, -(-rows // _PART_ROWS))
    # One number, smallest for the first link of highest confidence.
    step = (_STEPS - (pl.col("confidence") * _STEPS).round().cast(pl.UInt64)) * max(rows, 1)
    keys = numbered.select(
        text_key("source").alias("key"),
        text_key("target").alias("other"),
        (step + pl.col("row").cast(pl.UInt64)).alias("rank"),
    )
    for part in range(parts):
        mine = keys.filter(pl.col("key") % parts == part) if parts > 1 else keys
        best = mine.group_by("key", "other").agg(pl.col("rank").min())
        ranks = best.select("rank").collect(engine="streaming")["rank"].to_numpy()
        mask[(ranks % max(rows, 1)).astype(np.int64)] = True
    return mask
