"""Reads the list of pairs of a corpus run from a CSV, TSV, JSONL or Parquet file.

Columns: `source` (a path; relative ones start at the manifest's folder), `target` (a path; empty
when the source file holds both languages), and, if wanted, `id`, `source_lang`, `target_lang` and
`bytes` (the size of both files, so that planning need not read it from the disk).
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import EmptyInputError, UnreadableInputError

if TYPE_CHECKING:
    import polars as pl

TEXT_COLUMNS = ("id", "source", "target", "source_lang", "target_lang")
SIZE_COLUMN = "bytes"

BATCH_ROWS = 500_000
"""Rows in memory at once: 10 million rows are planned within 2.4 GB (see docs/scale.md)."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """An ordered list of pairs, read in batches because it may not fit into memory."""

    name: str
    """The name of the manifest in messages."""
    base: Path
    """The folder that relative paths start from."""
    sha256: str
    """Digest of the file, or of the names found in two folders."""
    batches: Callable[[], Iterator["pl.DataFrame"]]
    """Frames with the columns of `TEXT_COLUMNS` (text or null) and `bytes` (number or null)."""
    unmatched: tuple[str, ...] = ()
    """Files of two folders that have no partner."""


def read_manifest(path: Path) -> Manifest:
    """The pairs of a manifest file.

    Raises:
        UnreadableInputError: The file is missing or in no known format, or has no column `source`.
    """
    scan = _SCANS.get(path.suffix.lower())
    if scan is None:
        kinds = ", ".join(_SCANS)
        raise UnreadableInputError(
            path, f"a manifest is one of {kinds}, or two folders. Rename it if it is one of these."
        )
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableInputError(path, f"it cannot be opened ({error.strerror}).") from error
    if not path.stat().st_size:
        raise EmptyInputError(path)
    return Manifest(str(path), path.parent, digest, lambda: _read_batches(path, scan))


def _read_batches(path: Path, scan: Callable[[Path], "pl.LazyFrame"]) -> Iterator["pl.DataFrame"]:
    import polars as pl

    try:
        rows = _normalise(path, scan(path))
        yield from rows.collect_batches(chunk_size=BATCH_ROWS, maintain_order=True)
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise UnreadableInputError(
            path, f"it is not a readable {path.suffix[1:].upper()} file ({reason[:200]})."
        ) from error


def _normalise(path: Path, rows: "pl.LazyFrame") -> "pl.LazyFrame":
    """The known columns as text without blanks at their ends; missing columns are null."""
    import polars as pl

    schema = rows.collect_schema()
    if "source" not in schema:
        raise UnreadableInputError(
            path,
            f"it has no column named source (its columns: {', '.join(schema) or 'none'}). "
            "A manifest needs the columns source and target.",
        )
    columns = [
        pl.col(name).cast(pl.String).str.strip_chars().replace("", None)
        if name in schema
        else pl.lit(None, pl.String).alias(name)
        for name in TEXT_COLUMNS
    ]
    size = pl.col(SIZE_COLUMN) if SIZE_COLUMN in schema else pl.lit(None).alias(SIZE_COLUMN)
    return rows.select(*columns, size.cast(pl.Int64, strict=False))


def _scan_csv(path: Path) -> "pl.LazyFrame":
    import polars as pl

    return pl.scan_csv(path, infer_schema=False)


def _scan_tsv(path: Path) -> "pl.LazyFrame":
    import polars as pl

    return pl.scan_csv(path, separator="\t", quote_char=None, infer_schema=False)


def _scan_jsonl(path: Path) -> "pl.LazyFrame":
    import polars as pl

    # An explicit schema: the first lines of a long file may lack a column.
    schema = dict.fromkeys(TEXT_COLUMNS, pl.String()) | {SIZE_COLUMN: pl.Int64()}
    return pl.scan_ndjson(path, schema=schema)


def _scan_parquet(path: Path) -> "pl.LazyFrame":
    import polars as pl

    return pl.scan_parquet(path)


_SCANS: dict[str, Callable[[Path], "pl.LazyFrame"]] = {
    ".csv": _scan_csv,
    ".tsv": _scan_tsv,
    ".jsonl": _scan_jsonl,
    ".ndjson": _scan_jsonl,
    ".parquet": _scan_parquet,
}
