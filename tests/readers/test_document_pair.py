"""Files to documents: both sides, standard input, notes."""

import io
import sys
from pathlib import Path

import pytest

from aligner.bitext import BlockKind, Side
from aligner.errors import EmptyInputError, UnreadableInputError, WrongUsageError
from aligner.readers import read_document, read_documents
from aligner.readers.reading import ReadOptions
from aligner.splitting import split_document


def write(path: Path, text: str) -> Path:
    """The path, with the text in it."""
    path.write_text(text, encoding="utf-8")
    return path


def test_two_files(tmp_path: Path) -> None:
    """Each file is a document of its side; languages are detected."""
    source, target = read_documents(
        write(tmp_path / "a.txt", "He left."), write(tmp_path / "b.txt", "他走了。")
    )
    assert (source.side, source.language, source.text) == (Side.SOURCE, "en", "He left.")
    assert (target.side, target.language, target.text) == (Side.TARGET, "zh", "他走了。")
    assert len(source.sha256) == 64


def test_named_languages_are_normalised(tmp_path: Path) -> None:
    """A language in any spelling is taken as it is named."""
    document = read_document(write(tmp_path / "a.txt", "他走了。"), Side.SOURCE, "zh_Hant")
    assert document.language == "zh-TW"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is standard input."""
    stream = io.TextIOWrapper(io.BytesIO("He left.\n\n他走了。".encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    source, target = read_documents("-", None)
    assert (source.origin, source.language, target.language) == ("-", "en", "zh")


def test_standard_input_only_once() -> None:
    """Both sides cannot come from one stream."""
    with pytest.raises(WrongUsageError, match="Only one of the two"):
        read_documents("-", "-")


def test_the_same_language_twice_is_refused(tmp_path: Path) -> None:
    """A bilingual file needs two languages."""
    path = write(tmp_path / "a.txt", "He left.")
    with pytest.raises(WrongUsageError, match="both en"):
        read_documents(path, None, source_language="en", target_language="en-GB")


def test_lines_are_kept_as_they_are(tmp_path: Path) -> None:
    """One sentence a line: nothing is joined, cut or taken for furniture."""
    path = write(tmp_path / "a.txt", "One. Two.\nMay 2024\nthree\n")
    document = read_document(path, Side.SOURCE, "en", ReadOptions(lines=True))
    assert {block.kind for block in document.blocks} == {BlockKind.ROW}
    segments = split_document(document, lines=True)
    assert [segment.text for segment in segments] == ["One. Two.", "May 2024", "three"]


def test_repairs_and_encodings_are_reported(tmp_path: Path) -> None:
    """The notes say what was done to the text."""
    path = tmp_path / "a.txt"
    text = "少数关键核国家更紧密地协调核出口政策,可以帮助确保争夺\n不会削弱限制。"
    path.write_bytes(text.encode("gb18030"))
    document = read_document(path, Side.TARGET)
    assert document.notes == (
        "It was read as GB18030.",
        "1 line that broke inside a sentence was joined to the next.",
    )


def test_blank_files_are_empty(tmp_path: Path) -> None:
    """Blanks are no text."""
    with pytest.raises(EmptyInputError):
        read_document(write(tmp_path / "a.txt", " \n\u00a0\n"), Side.SOURCE)


def test_lone_surrogates_are_refused(tmp_path: Path) -> None:
    """Half a character from any encoding stops at the door."""
    path = tmp_path / "a.txt"
    path.write_bytes("a lone one: \ud800 in the text".encode("utf-8", errors="surrogatepass"))
    with pytest.raises(UnreadableInputError):
        read_document(path, Side.SOURCE)
