"""The plan of a run."""

import json
from pathlib import Path

import pytest

from aligner.corpus.planning.manifest import Manifest, read_manifest
from aligner.corpus.planning.plan import load_plan, make_plan, read_shard_rows
from aligner.errors import EmptyInputError, UnreadableInputError, WrongUsageError
from tests.corpus.conftest import tree

SETTINGS = {"options": {"model": "embedded"}}


def manifest_of(folder: Path, *lines: str) -> Manifest:
    """The manifest with these lines."""
    path = folder / "pairs.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_manifest(path)


def test_everybody_makes_the_same_plan(corpus: Manifest, tmp_path: Path) -> None:
    """Two plans of one manifest are equal byte for byte."""
    for name in ("one", "two"):
        make_plan(corpus, tmp_path / name, SETTINGS, shard_bytes=5_000)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_shards_are_the_manifest_in_order(corpus: Manifest, tmp_path: Path) -> None:
    """The rows of the shards, one behind the other, are the rows of the manifest."""
    plan = make_plan(corpus, tmp_path / "out", SETTINGS, shard_bytes=5_000)
    ids = [row["id"] for shard in range(len(plan.costs)) for row in read_shard_rows(plan, shard)]
    assert ids == ["pair-0", "pair-1", "pair-2", "lost", *(f"pair-{n}" for n in range(3, 8))]
    parts = [plan.shards(part, 3) for part in (1, 2, 3)]
    assert sorted(shard for part in parts for shard in part) == list(range(len(plan.costs)))


def test_rows_without_id_are_numbered(tmp_path: Path) -> None:
    """The number of a row in the manifest, from 1, names it."""
    plan = make_plan(manifest_of(tmp_path, "source,target", "a,b", "c,d"), tmp_path / "o", SETTINGS)
    assert [row["id"] for row in read_shard_rows(plan, 0)] == ["1", "2"]


def test_sizes_that_the_manifest_names(tmp_path: Path) -> None:
    """With a column of sizes no file is looked at."""
    rows = ("source,target,bytes", "a,b,30000", "c,d,10")
    make_plan(manifest_of(tmp_path, *rows), tmp_path / "o", SETTINGS)
    assert load_plan(tmp_path / "o").settings["bytes"] == 30_010


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("id,source,target", "x,a,b", "y,c,d", "x,e,f"), "id 'x' occurs more than once"),
        (("source,target", "a,b", ",d"), "pair 2 names no source"),
    ],
)
def test_rows_that_cannot_be_meant(lines: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """A manifest with a mistake is refused before any work, and leaves nothing behind."""
    with pytest.raises(UnreadableInputError, match=said):
        make_plan(manifest_of(tmp_path, *lines), tmp_path / "out", SETTINGS)
    assert list((tmp_path / "out").iterdir()) == []


def test_manifest_without_rows(tmp_path: Path) -> None:
    """A header alone is an empty manifest."""
    with pytest.raises(EmptyInputError):
        make_plan(manifest_of(tmp_path, "source,target"), tmp_path / "out", SETTINGS)


def test_another_run_in_the_same_folder(corpus: Manifest, tmp_path: Path) -> None:
    """Results of different manifests or options never mix."""
    make_plan(corpus, tmp_path, SETTINGS, shard_bytes=5_000)
    make_plan(corpus, tmp_path, SETTINGS)
    with pytest.raises(WrongUsageError, match="options"):
        make_plan(corpus, tmp_path, {"options": {"model": "other"}})
    with pytest.raises(WrongUsageError, match="shard_bytes"):
        make_plan(corpus, tmp_path, SETTINGS, shard_bytes=9_000)


def test_folder_that_holds_no_run(tmp_path: Path) -> None:
    """A folder of something else is named; so is a plan that is damaged."""
    with pytest.raises(UnreadableInputError, match="does not hold the results"):
        load_plan(tmp_path)
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.json").write_text(json.dumps({})[:-1])
    with pytest.raises(UnreadableInputError, match="does not hold the results"):
        load_plan(tmp_path)
