"""Matching predictions and gold by name."""

from pathlib import Path

import pytest

from aligner.errors import UnreadableInputError, WrongUsageError
from aligner.evaluation.files import find_strays, read_evaluated_documents


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Predictions of one of two documents."""
    predictions, gold = tmp_path / "predictions", tmp_path / "gold"
    predictions.mkdir()
    gold.mkdir()
    (gold / "a.gold").write_text("[0]:[0]\n")
    (gold / "b.gold").write_text("[0]:[0]\n")
    (predictions / "b.pred").write_text("\ufeff[0]:[0]:0.5\n", encoding="utf-8")
    return predictions, gold


def test_folders_are_matched_by_name(folders: tuple[Path, Path]) -> None:
    """Every gold file is a document; one without a prediction has none."""
    first, second = read_evaluated_documents(*folders)
    assert (first.name, first.predicted) == ("a", None)
    assert second.name == "b"
    assert second.predicted
    assert second.predicted[0].confidence == 0.5


def test_two_files_need_no_common_name(folders: tuple[Path, Path]) -> None:
    """A file against a file is one document."""
    predictions, gold = folders
    (document,) = read_evaluated_documents(predictions / "b.pred", gold / "a.gold")
    assert document.predicted


def test_a_file_finds_its_counterpart_in_a_folder(folders: tuple[Path, Path]) -> None:
    """Whichever of the two is the folder."""
    predictions, gold = folders
    assert [d.name for d in read_evaluated_documents(predictions, gold / "b.gold")] == ["b"]
    assert [d.name for d in read_evaluated_documents(predictions / "b.pred", gold)] == ["b"]


def test_folders_of_other_names_are_refused(folders: tuple[Path, Path]) -> None:
    """Rather than score nothing, the names that are looked for are said."""
    predictions, gold = folders
    (predictions / "b.pred").rename(predictions / "c.pred")
    with pytest.raises(WrongUsageError, match=r"\.pred, \.beads or \.jsonl"):
        read_evaluated_documents(predictions, gold)
    with pytest.raises(WrongUsageError, match=r"c\.pred"):
        read_evaluated_documents(predictions / "c.pred", gold)
    with pytest.raises(UnreadableInputError, match="no gold file"):
        read_evaluated_documents(predictions, predictions)


@pytest.mark.parametrize("name", ["nothing.pred", "b.pred/x", "../predictions"])
def test_a_missing_file_is_named(folders: tuple[Path, Path], name: str) -> None:
    """A missing file is named, also where the path leads through a file or to a folder."""
    predictions, gold = folders
    (gold / "empty").mkdir()
    with pytest.raises(UnreadableInputError, match=r"cannot be read|no gold file"):
        read_evaluated_documents(predictions / name, gold / "empty" / "a.gold")


def test_bytes_that_are_no_text_are_refused(folders: tuple[Path, Path]) -> None:
    """A spreadsheet given by mistake gets a sentence."""
    predictions, gold = folders
    (predictions / "b.pred").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(UnreadableInputError, match="not UTF-8"):
        read_evaluated_documents(predictions, gold)


def test_predictions_of_another_text_are_noticed(folders: tuple[Path, Path]) -> None:
    """Sentence numbers far beyond the gold's point to a mix-up; a few beyond do not."""
    predictions, gold = folders
    (predictions / "a.pred").write_text("[9]:[0]\n")
    assert not list(find_strays(read_evaluated_documents(predictions, gold)))
    (predictions / "a.pred").write_text("[40]:[0]\n")
    (warning,) = find_strays(read_evaluated_documents(predictions, gold))
    assert warning.startswith("a: the predictions name source sentence 40, but the gold ends at 0")
