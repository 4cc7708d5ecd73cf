"""Bytes to text, and the refusal of what is no text."""

from pathlib import Path

import pytest

from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.readers.input.encoding import MAX_LINE, decode
from aligner.readers.input.raw_input import RawInput, read_input

CHINESE = "中国正在迅速增强其核力量。根据估计，到2030年，中国的核弹头将增加到1000枚。"
TRADITIONAL = "中國正在迅速增強其核力量。根據估計，到2030年，中國的核彈頭將增加到1000枚。"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (CHINESE, "utf-8", ()),
        (CHINESE, "utf-8-sig", ()),
        (CHINESE, "utf-16", ("It was read as UTF-16.",)),
        ("\ufeff" + CHINESE, "utf-16-be", ("It was read as UTF-16.",)),
        ("Arms control in 2030, again.\n" * 5, "utf-16-le", ("It was read as UTF-16.",)),
        (CHINESE, "gb18030", ("It was read as GB18030.",)),
        (CHINESE, "gbk", ("It was read as GB18030.",)),
        (TRADITIONAL, "big5", ("It was read as Big5.",)),
        (CHINESE + "Zhao said: arms control!", "gb18030", ("It was read as GB18030.",)),
    ],
)
def test_encodings(text: str, encoding: str, named: tuple[str, ...]) -> None:
    """The encodings of Chinese and English files are recognised and, if unusual, reported."""
    decoded, notes = decode(RawInput("a.txt", text.encode(encoding)))
    assert (decoded, notes) == (text.lstrip("\ufeff"), named)


def test_western_text_is_not_taken_for_chinese() -> None:
    """Accented Latin text in an old encoding keeps its letters."""
    text = "Der Vertrag wurde über Nacht geändert, für alle überraschend. " * 10
    decoded, notes = decode(RawInput("a.txt", text.encode("cp1252")))
    assert decoded == text
    assert notes


def test_line_ends_become_one_kind() -> None:
    """Windows, old Mac and Unicode line ends all become a line feed."""
    assert decode(RawInput("a.txt", "a\r\nb\rc\u2028d\ne".encode()))[0] == "a\nb\nc\nd\ne"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4 garbage", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
        (b"text\0with a NUL byte in the middle of it", "line 1 contains a NUL byte"),
        (bytes(range(256)) * 50, "NUL byte"),
        (b"\x01\x02\x03\x04\x05\x06abc" * 40, "control characters"),
        (
            "好的文字。".encode() * 30 + b"\xed\xa0\x80" + "好的文字。".encode() * 30,
            "damaged: line 1",
        ),
        ("好的文字。\n".encode() * 30 + b"\xff" + "好的文字。".encode() * 30, "damaged: line 31"),
        (b"\xff\xfea\0b\0\x00\xd8", "says it is UTF-16"),
        (b"a" * (MAX_LINE * 4 + 10), "line 1 is longer than 1,000,000 characters"),
        (b"ok\n" + b"a" * (MAX_LINE * 4 + 10) + b"\nok", "line 2 is longer"),
    ],
)
def test_refusals(data: bytes, reason: str) -> None:
    """What is no text is refused with one sentence that names the file and the place."""
    with pytest.raises(UnreadableInputError, match=reason) as caught:
        decode(RawInput("essay.txt", data))
    assert str(caught.value).startswith("essay.txt: ")
    assert "\n" not in str(caught.value)


def test_hundred_megabytes_on_one_line() -> None:
    """A file without line breaks is refused before it is decoded."""
    with pytest.raises(UnreadableInputError, match=r"more than 64 MB of text|longer than"):
        decode(RawInput("big.txt", b"word " * 20_000_000))


def test_missing_empty_and_folders(tmp_path: Path) -> None:
    """Each has its own sentence."""
    with pytest.raises(UnreadableInputError, match="there is no such file"):
        read_input(tmp_path / "missing.txt")
    with pytest.raises(UnreadableInputError, match="this is a folder"):
        read_input(tmp_path)
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(EmptyInputError, match="contains no text"):
        read_input(tmp_path / "empty.txt")
    with pytest.raises(UnreadableInputError, match="not a file name"):
        read_input("a\0b")


def test_no_more_than_the_limit_is_read() -> None:
    """An endless device is refused after the limit, not read for ever."""
    with pytest.raises(UnreadableInputError, match="larger than 1 MB"):
        read_input(Path("/dev/zero"), limit=1024 * 1024)
