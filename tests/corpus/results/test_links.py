"""The links of runs as one table."""

import json
from pathlib import Path

import polars as pl
import pytest

from aligner.corpus.layout import Layout
from aligner.corpus.planning.manifest import Manifest
from aligner.corpus.planning.plan import make_plan
from aligner.corpus.results.links import UnfinishedError, scan_links, write_links
from aligner.errors import OutputError, UnreadableInputError, WrongUsageError


def test_shards_one_behind_the_other(results: Path, tmp_path: Path) -> None:
    """Merged links are the links of the shards in the order of the manifest, the same each time."""
    merged = tmp_path / "links.parquet"
    write_links(scan_links([results]), merged)
    parts = [pl.read_parquet(path) for path in Layout(results).tables("links")]
    assert pl.read_parquet(merged).equals(pl.concat(parts))
    write_links(scan_links([merged]), tmp_path / "again.parquet")
    assert merged.read_bytes() == (tmp_path / "again.parquet").read_bytes()


def test_text_tables(results: Path, tmp_path: Path) -> None:
    """CSV, TSV and JSONL say the same; TSV has one line for each link."""
    links = scan_links([results])
    rows = links.collect()
    for name in ("links.csv", "links.tsv", "links.jsonl"):
        write_links(links, tmp_path / name)
    table = pl.read_csv(tmp_path / "links.csv")
    assert table["source"].to_list() == rows["source"].to_list()
    lines = (tmp_path / "links.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + len(rows)
    assert lines[0] == "\t".join(table.columns)
    objects = (tmp_path / "links.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["target_ids"] for line in objects] == rows["target_ids"].to_list()


def test_several_runs_keep_their_names(results: Path, tmp_path: Path) -> None:
    """Pairs of different runs may have the same id; the run's name tells them apart."""
    write_links(scan_links([results]), tmp_path / "more.parquet")
    pairs = scan_links([results, tmp_path / "more.parquet"]).collect()["pair"]
    assert pairs[0] == "undisturbed/pair-0"
    assert set(pairs.str.split("/").list.first()) == {"undisturbed", "more"}


def test_unfinished_run(corpus: Manifest, tmp_path: Path) -> None:
    """A run that is not complete is not taken for one unless that is asked for."""
    make_plan(corpus, tmp_path, {}, shard_bytes=5_000)
    with pytest.raises(UnfinishedError, match="not complete"):
        scan_links([tmp_path])
    assert scan_links([tmp_path], partial=True).collect().is_empty()


def test_what_cannot_be_read_or_written(results: Path, tmp_path: Path) -> None:
    """Other files are refused by name; nothing is overwritten without being asked."""
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "other.parquet")
    for name in ("other.parquet", "none.parquet"):
        with pytest.raises(UnreadableInputError, match="neither"):
            scan_links([tmp_path / name])
    with pytest.raises(WrongUsageError, match="one of"):
        write_links(scan_links([results]), tmp_path / "links.pdf")
    (tmp_path / "links.csv").write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        write_links(scan_links([results]), tmp_path / "links.csv")
    assert (tmp_path / "links.csv").read_text() == "mine"
