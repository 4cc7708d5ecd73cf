"""OpenDocument texts."""

import pytest

from aligner.errors import UnreadableInputError
from aligner.readers.formats.odt import read
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import ReadOptions
from tests.readers.documents import make_odt


def read_body(body: str) -> list[tuple[str, str, str]]:
    """Kind, label and words of every block of a document with this body."""
    reading = read(RawInput("a.odt", make_odt(body)), ReadOptions())
    return [(b.kind.value, b.label, reading.text[b.start : b.end]) for b in reading.blocks]


def test_paragraphs_headings_notes_and_tables() -> None:
    """Everything with words is there in order, a note behind its paragraph."""
    body = (
        "<text:h>Arms control</text:h>"
        "<text:p>He <text:span>le<text:span>ft</text:span></text:span>.<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>See p. 7.</text:p>"
        "</text:note-body></text:note> She<text:s text:c='1'/>stayed.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>arsenal</text:p>"
        "</table:table-cell></table:table-row></table:table>"
    )
    assert read_body(body) == [
        ("heading", "", "Arms control"),
        ("paragraph", "", "He left. She stayed."),
        ("paragraph", "note 1", "See p. 7."),
        ("row", "table", "arsenal"),
    ]


def test_tracked_changes_are_accepted() -> None:
    """Deleted text has its own place in the file and is left out, like comments."""
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        "<text:p>new<text:change/> text"
        "<o:annotation><text:p>remark</text:p></o:annotation>.</text:p>"
    )
    assert read_body(body) == [("paragraph", "", "new text.")]


def test_a_million_blanks() -> None:
    """One element cannot make a million blanks."""
    body = "<text:p>a<text:s text:c='1000000000'/>b</text:p>"
    assert len(read_body(body)[0][2]) < 200


def test_encrypted() -> None:
    """A locked document says so."""
    data = make_odt("<text:p/>", "<m><encryption-data/></m>")
    with pytest.raises(UnreadableInputError, match="it is encrypted"):
        read(RawInput("a.odt", data), ReadOptions())
