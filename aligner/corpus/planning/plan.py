"""The plan of a corpus run: the manifest cut into shards, in the same way on every machine.

The plan is written once and then only read. So a run can continue after a crash, and a hundred jobs
of an array can start at the same time with the same plan.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.corpus.layout import Layout
from aligner.corpus.planning.costs import (
    PAIR_COST,
    Costs,
    cut_shards,
    file_sizes,
    largest_first,
    share_out,
)
from aligner.corpus.planning.manifest import SIZE_COLUMN, Manifest
from aligner.corpus.results.tables import write_parquet
from aligner.errors import EmptyInputError, UnreadableInputError, WrongUsageError

if TYPE_CHECKING:
    import polars as pl

FORMAT = 1

SHARD_BYTES = 4_000_000
"""Bytes of text in a shard, about 40,000 sentences: a crash costs minutes of one core, and results
are a few MB."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The shards of a run: shard k is the rows borders[k] to borders[k + 1] - 1 of the manifest."""

    layout: Layout
    borders: Costs
    costs: Costs
    """Cost of each shard in bytes of text, shape (shards,)."""
    settings: Mapping[str, Any]

    @property
    def rows(self) -> int:
        """The number of pairs."""
        return int(self.borders[-1])

    def shards(self, part: int = 1, parts: int = 1) -> list[int]:
        """The shards of one of several machines (counted from 1), largest first."""
        if parts == 1:
            return largest_first(self.costs)
        return share_out(self.costs, parts)[part - 1]

    def size(self, shard: int) -> int:
        """The number of pairs in a shard."""
        return int(self.borders[shard + 1] - self.borders[shard])


def make_plan(
    manifest: Manifest,
    folder: Path,
    settings: Mapping[str, Any],
    *,
    shard_bytes: int | None = None,
) -> Plan:
    """The plan in a result folder, made if there is none.

    Raises:
        EmptyInputError: The manifest has no row.
        UnreadableInputError: A row has no source, or two have the same id.
        WrongUsageError: The folder holds the results of another manifest or of other settings.
    """
    layout = Layout(folder)
    wanted = {"format": FORMAT, "manifest": manifest.sha256, **settings}
    if not layout.plan.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write_plan(layout, manifest, wanted, shard_bytes or SHARD_BYTES)
    plan = load_plan(folder)
    _check_same(plan, wanted, shard_bytes)
    layout.make()
    return plan


def load_plan(folder: Path) -> Plan:
    """The plan of an earlier run.

    Raises:
        UnreadableInputError: The folder contains no plan.
    """
    import polars as pl

    layout = Layout(folder)
    try:
        settings = json.loads((layout.plan / "plan.json").read_text(encoding="utf-8"))
        shards = pl.read_parquet(layout.plan / "shards.parquet")
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        raise UnreadableInputError(
            folder,
            "it does not hold the results of a corpus run. Name the folder that was given to "
            "`duizhao corpus align` with -o.",
        ) from error
    borders = np.append(shards["first"].to_numpy(), settings["rows"]).astype(np.int64)
    return Plan(layout, borders, shards["cost"].to_numpy().astype(np.int64), settings)


def read_shard_rows(plan: Plan, shard: int) -> list[dict[str, Any]]:
    """The rows of a shard, in order."""
    import polars as pl

    first = int(plan.borders[shard])
    rows = pl.scan_parquet(sorted(plan.layout.plan.glob("rows-*.parquet")))
    return rows.slice(first, plan.size(shard)).collect().to_dicts()


def _write_plan(
    layout: Layout, manifest: Manifest, wanted: dict[str, Any], shard_bytes: int
) -> None:
    import polars as pl

    draft = Path(mkdtemp(dir=layout.folder, prefix=".plan-"))
    try:
        costs = _write_rows(draft, manifest)
        borders = cut_shards(costs, shard_bytes)
        firsts = borders[:-1]
        table = pl.DataFrame({"first": firsts, "cost": np.add.reduceat(costs, firsts)})
        write_parquet(table, draft / "shards.parquet")
        settings = wanted | {
            "rows": len(costs),
            "shards": len(firsts),
            "shard_bytes": shard_bytes,
            "bytes": int(costs.sum()) - PAIR_COST * len(costs),
            "unmatched": list(manifest.unmatched),
        }
        text = json.dumps(settings, ensure_ascii=False, indent=2, sort_keys=True)
        (draft / "plan.json").write_text(text + "\n", encoding="utf-8")
        draft.chmod(0o755)
        _put_in_place(draft, layout.plan)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put_in_place(draft: Path, place: Path) -> None:
    try:
        os.rename(draft, place)  # noqa: PTH104  # onto a folder with files in it this must fail
    except OSError:
        # Another job of the array was faster; its plan is the same.
        if not place.exists():
            raise


def _write_rows(draft: Path, manifest: Manifest) -> Costs:
    """Writes the rows to files, a batch each; returns the costs of all rows, shape (rows,)."""
    costs: list[Costs] = []
    hashes: list[Any] = []
    first = 0
    for number, batch in enumerate(manifest.batches()):
        rows = _complete(batch, manifest, first)
        hashes.append(rows["id"].hash().to_numpy())
        costs.append(_costs(rows, manifest.base))
        rows = rows.drop(SIZE_COLUMN)
        write_parquet(rows, draft / f"rows-{number:05d}.parquet")
        first += len(rows)
    if not first:
        raise EmptyInputError(manifest.name)
    _check_ids(draft, manifest, np.concatenate(hashes))
    return np.concatenate(costs)


def _complete(rows: "pl.DataFrame", manifest: Manifest, first: int) -> "pl.DataFrame":
    """The rows of a batch; those without an id get their number in the manifest, from 1."""
    import polars as pl

    missing = rows["source"].is_null()
    if missing.any():
        raise UnreadableInputError(
            manifest.name,
            f"pair {first + int(missing.arg_true()[0]) + 1} names no source file. Complete the "
            "row or remove it.",
        )
    number = pl.int_range(first + 1, first + len(rows) + 1, dtype=pl.Int64).cast(pl.String)
    return rows.with_columns(pl.coalesce("id", number).alias("id"))


def _costs(rows: "pl.DataFrame", base: Path) -> Costs:
    given = rows[SIZE_COLUMN]
    if given.null_count() == 0:
        sizes = given.to_numpy().astype(np.int64)
    else:
        source = file_sizes(rows["source"].to_list(), base)
        sizes = source + file_sizes(rows["target"].to_list(), base)
    return np.asarray(np.maximum(sizes, 0) + PAIR_COST, np.int64)


def _check_ids(draft: Path, manifest: Manifest, hashes: Any) -> None:
    """Raises if an id occurs twice; 64-bit hashes are compared first, 80 MB for 10 million ids."""
    import polars as pl

    ordered = np.sort(hashes)
    same = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(same):
        return
    ids = pl.scan_parquet(draft / "rows-*.parquet").select("id")
    suspects = ids.filter(pl.col("id").hash().is_in(pl.Series(same).implode())).collect()["id"]
    twice = suspects.filter(suspects.is_duplicated())
    if len(twice):
        raise UnreadableInputError(
            manifest.name, f"the id {twice[0]!r} occurs more than once. Ids must differ."
        )


def _check_same(plan: Plan, wanted: dict[str, Any], shard_bytes: int | None) -> None:
    there = plan.settings
    if shard_bytes is not None:
        wanted = wanted | {"shard_bytes": shard_bytes}
    differing = [key for key, value in wanted.items() if there.get(key) != value]
    if differing:
        raise WrongUsageError(
            f"{plan.layout.folder} holds the results of another run (different: "
            f"{', '.join(differing)}). Choose another folder with -o, or delete this one."
        )
