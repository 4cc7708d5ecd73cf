"""Aligns the pairs of one shard, writes its tables, and then its completion marker.

A shard is complete when its marker exists. The marker is written last, so a worker can be killed at
any moment: the shard is then repeated from its first pair, and its files are the same.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from aligner.corpus.attempts import Attempts
from aligner.corpus.layout import TABLES, Layout
from aligner.corpus.planning.plan import Plan, load_plan, read_shard_rows
from aligner.corpus.results.tables import (
    document_row,
    document_schema,
    error_schema,
    link_rows,
    link_schema,
    write_parquet,
)
from aligner.errors import AlignerError, ModelUnavailableError
from aligner.output import writing

if TYPE_CHECKING:
    from aligner.align_options import AlignOptions
    from aligner.encoders.protocol import Encoder

CONFIDENCE_BINS = 10


@dataclass(frozen=True, slots=True)
class CorpusJob:
    """The settings of a run for its workers; sent to other processes and machines."""

    folder: Path
    """The result folder; on a cluster, on a disk that all machines share."""
    base: Path
    """The folder that relative paths of the manifest start from."""
    options: "AlignOptions"
    run: str
    """Different for each start of the command; distinguishes attempts of this run from older
    ones."""
    keep_vectors: bool = False
    """Whether each shard keeps the vectors of slow models, in case it is repeated."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The counts of a completed shard, and the seconds it took."""

    shard: int
    pairs: int
    failed: int
    sentences: int
    seconds: float


class ShardWorker:
    """Aligns shards one by one; loads the plan and the model once."""

    def __init__(self, job: CorpusJob, encoder: "Encoder | None" = None) -> None:
        self._job = job
        self._plan: Plan = load_plan(job.folder)
        self._encoder = encoder or job.options.encoder()

    def align(self, shard: int) -> Finished:
        """Aligns a shard unless it is complete.

        Raises:
            OutputError: The results cannot be written.
            ModelUnavailableError: The model cannot be loaded.
        """
        start = perf_counter()
        layout = self._plan.layout
        if not layout.marker(shard).exists():
            with self._encoder_of(shard) as encoder:
                self._write(layout, shard, encoder)
        counts = json.loads(layout.marker(shard).read_text(encoding="utf-8"))
        sentences = counts["source_sentences"] + counts["target_sentences"]
        seconds = perf_counter() - start
        return Finished(shard, counts["pairs"], counts["failed"], sentences, seconds)

    @contextmanager
    def _encoder_of(self, shard: int) -> "Iterator[Encoder]":
        """The encoder, with the stored vectors of the shard as its cache if vectors are kept."""
        if not self._job.keep_vectors:
            yield self._encoder
            return
        from aligner.corpus.vectors import open_vectors
        from aligner.encoders.cached import CachedEncoder

        with open_vectors(self._plan.layout.vectors(shard)) as vectors:
            yield CachedEncoder(self._encoder, vectors)

    def _write(self, layout: Layout, shard: int, encoder: "Encoder") -> None:
        import polars as pl

        links: list[pl.DataFrame] = []
        documents: list[dict[str, Any]] = []
        errors: list[dict[str, Any]] = []
        attempts = Attempts(layout.attempt(shard), self._job.run)
        rows = read_shard_rows(self._plan, shard)
        for number, row in enumerate(rows):
            try:
                attempts.begin(number)
                document, pair_links = self._align_pair(row, encoder)
                documents.append(document)
                # A frame takes a tenth of the memory of the rows.
                links.append(pl.DataFrame(pair_links, schema=link_schema()))
            except (ModelUnavailableError, ImportError):
                # Not the fault of this pair: all others would fail too.
                raise
            except Exception as error:  # noqa: BLE001
                # Whatever goes wrong with one pair, the run continues.
                errors.append(_error_row(row, error))
        tables = {
            "links": pl.concat(links) if links else pl.DataFrame(schema=link_schema()),
            "documents": pl.DataFrame(documents, schema=document_schema()),
            "errors": pl.DataFrame(errors, schema=error_schema()),
        }
        for name, table in tables.items():
            write_parquet(table, layout.table(name, shard))
        _write_marker(layout, shard, summarise_shard(tables, len(rows)))
        attempts.end()

    def _align_pair(
        self, row: dict[str, Any], encoder: "Encoder"
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        from aligner.pipeline import align_files

        options = self._job.options
        aligned = align_files(
            self._job.base / row["source"],
            self._job.base / row["target"] if row["target"] else None,
            replace(
                options,
                source_language=row["source_lang"] or options.source_language,
                target_language=row["target_lang"] or options.target_language,
            ),
            encoder=encoder,
        )
        pair, bitext = row["id"], aligned.bitext
        document = document_row(pair, row, bitext, aligned.mode, aligned.reason)
        return document, link_rows(pair, bitext)


def summarise_shard(tables: Mapping[str, Any], pairs: int) -> dict[str, Any]:
    """The counts of a shard that the report adds up."""
    import polars as pl

    links, documents, errors = (tables[name] for name in TABLES)
    both = links.filter(pl.col("source_ids").list.len() > 0, pl.col("target_ids").list.len() > 0)
    bins = (both["confidence"] * CONFIDENCE_BINS).floor().clip(0, CONFIDENCE_BINS - 1)
    histogram = [int((bins == b).sum()) for b in range(CONFIDENCE_BINS)]
    languages = documents.group_by("source_lang", "target_lang").len().sort(pl.all())
    return {
        "pairs": pairs,
        "failed": len(errors),
        "links": len(links),
        "linked": len(both),
        "source_sentences": int(documents["source_sentences"].sum()),
        "target_sentences": int(documents["target_sentences"].sum()),
        "confidence": histogram,
        "languages": {f"{s}-{t}": n for s, t, n in languages.iter_rows()},
        "errors": dict(errors.group_by("kind").len().sort("kind").iter_rows()),
    }


def _write_marker(layout: Layout, shard: int, counts: dict[str, Any]) -> None:
    sizes = {name: layout.table(name, shard).stat().st_size for name in TABLES}
    with writing(layout.marker(shard), force=True) as file:
        json.dump(counts | {"files": sizes}, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.write("\n")


def _error_row(row: Mapping[str, Any], error: Exception) -> dict[str, Any]:
    text = str(error) if isinstance(error, AlignerError) else f"unexpected: {error!r}"
    return {
        "pair": row["id"],
        "source": row["source"],
        "target": row["target"],
        "kind": type(error).__name__,
        "message": text.encode("utf-8", errors="replace").decode(),
    }
