"""Files made to do harm, or broken: each is refused in bounded time with one sentence."""

import contextlib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from aligner.bitext import Side
from aligner.errors import UnreadableInputError
from aligner.readers import read_aligned, read_document
from tests.readers.documents import make_docx, make_epub, make_odt, make_pdf, make_xlsx, make_zip

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1 if i else str()};" * 10}">' for i in range(9))
    + "]><x>&a8;</x>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
PARAGRAPH = "<w:p><w:r><w:t>A sentence.</w:t></w:r></w:p>"
BOOK = {"a": "<p>A sentence.</p>"}
WHOLE = {
    ".docx": make_docx(PARAGRAPH),
    ".odt": make_odt("<text:p>A sentence.</text:p>"),
    ".epub": make_epub(BOOK, ["a"]),
    ".xlsx": make_xlsx([["A sentence.", "一句话。"]]),
    ".pdf": make_pdf([[(60, 780, 10, "A sentence that is long enough.")]]),
}


def refuse(path: Path, data: bytes, match: str = "") -> None:
    """Read the data as a document and as aligned material; both must refuse in one line."""
    path.write_bytes(data)
    for read in (lambda: read_document(path, Side.SOURCE, "en"), lambda: read_aligned(path)):
        with pytest.raises(UnreadableInputError, match=match) as caught:
            read()
        assert str(caught.value).startswith(str(path))
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, BOMB.encode("utf-16")])
@pytest.mark.parametrize("suffix", [".tmx", ".xlf"])
def test_entities(tmp_path: Path, suffix: str, content: str | bytes) -> None:
    """Entity bombs and entities from elsewhere are not expanded."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(UnreadableInputError, match="declares XML entities"):
        read_aligned(path)


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".docx", make_zip({"word/document.xml": BOMB})),
        (".odt", make_zip({"mimetype": "x", "content.xml": OUTSIDE})),
        (".epub", make_zip({"META-INF/container.xml": BOMB})),
        (".xlsx", make_zip({"xl/worksheets/sheet1.xml": OUTSIDE})),
    ],
)
def test_entities_inside_archives(tmp_path: Path, suffix: str, data: bytes) -> None:
    """The parts of archives are read with the same distrust."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    with pytest.raises(UnreadableInputError, match="declares XML entities"):
        read_document(path, Side.SOURCE, "en")


BOMB_MEMBERS = {
    ".docx": "word/document.xml",
    ".odt": "content.xml",
    ".epub": "META-INF/container.xml",
    ".xlsx": "xl/worksheets/sheet1.xml",
}


@pytest.mark.parametrize("suffix", BOMB_MEMBERS)
def test_zip_bombs(tmp_path: Path, suffix: str) -> None:
    """A member that unpacks to 70 MB is refused after the limit."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(make_zip({BOMB_MEMBERS[suffix]: bytes(70_000_000)}))
    with pytest.raises(UnreadableInputError, match="unpacks to more than 64 MB"):
        read_document(path, Side.SOURCE, "en")


def test_too_many_members(tmp_path: Path) -> None:
    """An archive of a hundred thousand parts is no document."""
    path = tmp_path / "a.docx"
    path.write_bytes(make_zip({f"word/{i}": "" for i in range(20_001)}))
    with pytest.raises(UnreadableInputError, match="20001 parts"):
        read_document(path, Side.SOURCE, "en")


@pytest.mark.parametrize("suffix", WHOLE)
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_cut_off_files(tmp_path: Path, suffix: str, share: float) -> None:
    """A download that stopped half-way is refused or read, never a traceback."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(WHOLE[suffix][: int(len(WHOLE[suffix]) * share)])
    with contextlib.suppress(UnreadableInputError):
        read_document(path, Side.SOURCE, "en")


@pytest.mark.parametrize("suffix", WHOLE)
def test_whole_files_are_read(tmp_path: Path, suffix: str) -> None:
    """The undamaged files are read, whatever they are called."""
    for name in (f"a{suffix}", "a.txt", "a"):
        path = tmp_path / name
        path.write_bytes(WHOLE[suffix])
        assert "A sentence" in read_document(path, Side.SOURCE, "en").text


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub", ".xlsx"])
def test_text_with_a_wrong_ending(tmp_path: Path, suffix: str) -> None:
    """A text that is called a.docx is refused as what it should be."""
    path = tmp_path / f"a{suffix}"
    path.write_text("Just words.")
    with pytest.raises(UnreadableInputError, match="it is not a"):
        read_document(path, Side.SOURCE, "en")


def test_encrypted_archives(tmp_path: Path) -> None:
    """A password on the archive, or Office's own encryption, is said."""
    data = bytearray(make_docx(PARAGRAPH))
    for place in (6, data.rindex(b"PK\x01\x02") + 8):
        data[place] |= 1
    for content in (bytes(data), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        path = tmp_path / "a.docx"
        path.write_bytes(content)
        with pytest.raises(UnreadableInputError, match="encrypted"):
            read_document(path, Side.SOURCE, "en")


def test_lying_sizes(tmp_path: Path) -> None:
    """An archive whose directory lies about sizes or checksums is damaged, not trusted."""
    data = bytearray(make_docx(PARAGRAPH))
    place = data.rindex(b"PK\x01\x02")
    data[place + 16 : place + 20] = b"\0\0\0\0"
    path = tmp_path / "a.docx"
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableInputError, match="damaged"):
        read_document(path, Side.SOURCE, "en")


def test_members_that_lead_out(tmp_path: Path) -> None:
    """`../` members are never written anywhere: nothing is unpacked to disk."""
    buffer = BytesIO(make_docx(PARAGRAPH))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("../../evil.txt", "evil")
    path = tmp_path / "in" / "a.docx"
    path.parent.mkdir()
    path.write_bytes(buffer.getvalue())
    assert read_document(path, Side.SOURCE, "en").text == "A sentence."
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize("suffix", [".tmx", ".xlf", ".html", ".fodt"])
def test_deep_nesting(tmp_path: Path, suffix: str) -> None:
    """A hundred thousand elements inside each other exhaust no stack."""
    path = tmp_path / f"a{suffix}"
    path.write_text("<?xml version='1.0'?>" + "<b>" * 100_000 + "A sentence." + "</b>" * 100_000)
    with contextlib.suppress(UnreadableInputError):
        read_document(path, Side.SOURCE, "en")
    with contextlib.suppress(UnreadableInputError):
        read_aligned(path)


def test_a_pdf_whose_pages_go_in_circles(tmp_path: Path) -> None:
    """A page tree that is its own child ends."""
    data = make_pdf([[(60, 780, 10, "A sentence.")]])
    path = tmp_path / "a.pdf"
    path.write_bytes(data.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"))
    with pytest.raises(UnreadableInputError):
        read_document(path, Side.SOURCE, "en")


def test_a_gigabyte(tmp_path: Path) -> None:
    """A huge file is refused after its limit; it is sparse here and takes no room."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(1024**3)
    with pytest.raises(UnreadableInputError, match="larger than 256 MB"):
        read_document(path, Side.SOURCE, "en")
