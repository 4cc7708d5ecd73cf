"""Partners in two folders."""

from pathlib import Path

import polars as pl
import pytest

from aligner.corpus.planning.folders import match_folders, partner_key
from aligner.errors import EmptyInputError, UnreadableInputError, WrongUsageError


def touch(folder: Path, *names: str) -> Path:
    """A folder with these files."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("essay.txt", "essay.txt"),
        ("essay.en.txt", "essay.zh.txt"),
        ("essay_EN.docx", "essay_zh-CN.pdf"),
        ("en/essay.txt", "en/essay.txt"),
        ("Chapter 1 (English).txt", "Chapter 1 (Chinese).txt"),
        ("english.txt", "chinese.txt"),
        ("2024-report-eng.txt", "2024-report-zho.txt"),
    ],
)
def test_names_that_differ_only_in_the_language(source: str, target: str) -> None:
    """The part of a name that says language or format does not keep partners apart."""
    if source == "english.txt":
        # A name that is nothing but a language keeps it, or all such files would be partners.
        assert partner_key(source) != partner_key(target)
    else:
        assert partner_key(source) == partner_key(target)


def test_other_differences_stay() -> None:
    """Numbers, words and folders that only look like a language keep files apart."""
    keys = {partner_key(name) for name in ("a/1.en.txt", "a/2.en.txt", "b/1.en.txt", "zen.en.txt")}
    assert len(keys) == 4


def test_pairs_and_files_without_partner(tmp_path: Path) -> None:
    """Pairs come in the order of their names; the rest is reported; hidden files do not count."""
    source = touch(tmp_path / "s", "b.en.txt", "a.en.txt", "only.en.txt", ".DS_Store")
    target = touch(tmp_path / "t", "a.zh.txt", "b.zh.md", "other.zh.txt")
    manifest = match_folders(source, target)
    rows = pl.concat(manifest.batches())
    assert rows["id"].to_list() == ["a", "b"]
    assert rows["target"].to_list() == [str(target / "a.zh.txt"), str(target / "b.zh.md")]
    assert manifest.unmatched == (str(source / "only.en.txt"), str(target / "other.zh.txt"))


def test_two_files_with_one_partner(tmp_path: Path) -> None:
    """A choice that only the person can make is theirs."""
    source = touch(tmp_path / "s", "a.en.txt", "a.docx")
    with pytest.raises(WrongUsageError, match="same partner"):
        match_folders(source, touch(tmp_path / "t", "a.txt"))


def test_folders_without_pairs(tmp_path: Path) -> None:
    """Nothing to do, and a folder that is not there, are said."""
    source = touch(tmp_path / "s", "a.txt")
    with pytest.raises(EmptyInputError, match="no two files"):
        match_folders(source, touch(tmp_path / "t", "b.txt"))
    with pytest.raises(UnreadableInputError, match="no such folder"):
        match_folders(source, tmp_path / "none")
