"""E-books."""

import pytest

from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.readers.formats.epub import read
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import ReadOptions
from tests.readers.documents import make_epub

PAGES = {
    name: f"<html><body><p>Chapter {name}.</p></body></html>" for name in ("a.xhtml", "b.xhtml")
}


def read_book(data: bytes) -> list[str]:
    """The words of every block."""
    reading = read(RawInput("a.epub", data), ReadOptions())
    return [reading.text[b.start : b.end] for b in reading.blocks]


def test_the_spine_gives_the_order() -> None:
    """Chapters come as the spine has them, not as the archive does."""
    data = make_epub(PAGES, ["b.xhtml", "a.xhtml"])
    assert read_book(data) == ["Chapter b.xhtml.", "Chapter a.xhtml."]


def test_names_that_lead_out_are_no_chapters() -> None:
    """A chapter called ../../etc/passwd is nowhere."""
    with pytest.raises(EmptyInputError):
        read_book(make_epub({}, ["../../../etc/passwd", "/etc/passwd"]))


def test_locked_chapters() -> None:
    """DRM is said, obscured fonts are not."""
    for target, locked in (("OPS/a.xhtml", True), ("OPS/font.otf", False)):
        lock = f'<encryption><CipherReference URI="{target}"/></encryption>'
        data = make_epub(PAGES, ["a.xhtml"], {"META-INF/encryption.xml": lock})
        if locked:
            with pytest.raises(UnreadableInputError, match="DRM"):
                read_book(data)
        else:
            assert read_book(data) == ["Chapter a.xhtml."]
