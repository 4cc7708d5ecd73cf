"""Folders of files that belong together."""

from pathlib import Path

import pytest

from aligner.errors import UnreadableInputError
from aligner.readers.pairing.file_names import match_files, name_key


def touch(folder: Path, *names: str) -> Path:
    """The folder with empty files of these names."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def names(paths: object) -> object:
    """File names only."""
    return [tuple(p.name for p in pair) if isinstance(pair, tuple) else pair.name for pair in paths]  # type: ignore[attr-defined]


def test_names_differ_in_the_language_only(tmp_path: Path) -> None:
    """Language words, punctuation, capitals and endings do not count; the rest does."""
    source = touch(tmp_path / "en", "01_Report.en.docx", "talk-en-US.txt", "alone.txt", "sub/x.txt")
    target = touch(
        tmp_path / "zh", "01-report_中文.pdf", "talk.zh-CN.txt", "other.txt", "sub/x.txt"
    )
    found = match_files(source, target)
    assert names(found.pairs) == [
        ("01_Report.en.docx", "01-report_中文.pdf"),
        ("x.txt", "x.txt"),
        ("talk-en-US.txt", "talk.zh-CN.txt"),
    ]
    assert (names(found.source_only), names(found.target_only)) == (["alone.txt"], ["other.txt"])


def test_two_that_fit_are_no_pair(tmp_path: Path) -> None:
    """Where names fit twice, the ending decides or nobody does."""
    source = touch(tmp_path / "a", "talk.txt", "talk.docx", "note_en.txt", "note-en.txt")
    target = touch(tmp_path / "b", "talk.txt", "talk.docx", "note.txt")
    found = match_files(source, target)
    assert names(found.pairs) == [("talk.docx", "talk.docx"), ("talk.txt", "talk.txt")]
    assert names(found.target_only) == ["note.txt"]


def test_hidden_files_and_missing_folders(tmp_path: Path) -> None:
    """Hidden files are nobody's text; a missing folder is refused."""
    source = touch(tmp_path / "a", ".DS_Store", ".git/a.txt", "a.txt")
    assert names(match_files(source, touch(tmp_path / "b", "a.txt")).pairs) == [("a.txt", "a.txt")]
    with pytest.raises(UnreadableInputError, match="this is not a folder"):
        match_files(source, tmp_path / "missing")


def test_a_name_of_nothing_but_a_language() -> None:
    """`en.txt` keeps its name."""
    assert name_key(Path("en.txt")) == "en"
