"""PDF."""

import pytest

from aligner.errors import UnreadableInputError
from aligner.readers.formats.pdf import read
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pdf_layout.letters import plain_letters
from aligner.readers.reading import Reading, ReadOptions
from tests.readers.documents import make_pdf

Place = tuple[float, float, float, str]

WORDS = (
    "the agreement that both sides reached after months of talks in Geneva was never published "
    "and is known only from the notes of an interpreter who kept them for forty years and gave "
    "them to a library which printed them in a small edition that nobody ever read"
).split()


def column(x: float, top: float, lines: list[str], size: float = 10.0) -> list[Place]:
    """Lines below each other."""
    return [(x, top - 12 * i, size, line) for i, line in enumerate(lines)]


def fill(words: list[str], width: int) -> list[str]:
    """Words in lines of about the same length."""
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > width:
            lines.append(line.strip())
            line = ""
        line += f"{word} "
    return [*lines, line.strip()]


def read_pages(*pages: list[Place]) -> Reading:
    """The reading of a PDF of these pages."""
    return read(RawInput("a.pdf", make_pdf(list(pages))), ReadOptions())


def texts(reading: Reading) -> list[str]:
    """The words of every block."""
    return [reading.text[b.start : b.end] for b in reading.blocks]


def test_lines_become_paragraphs() -> None:
    """Lines are joined; a gap, an indent or a short last line ends a paragraph."""
    first = fill(["It", "said", "that", *WORDS, "then."], 60)
    second = fill(["Later", *WORDS, "again."], 60)
    page = column(60, 780, first) + column(60, 780 - 12 * len(first) - 20, second)
    assert texts(read_pages(page)) == [" ".join(first), " ".join(second)]


def test_two_columns() -> None:
    """The left column is read before the right one, the title above both."""
    left = fill(["Left", *WORDS, *WORDS, "ends."], 44)
    right = fill(["Right", *WORDS, *WORDS, "ends."], 44)
    rows = [
        line
        for pair in zip(column(60, 740, left), column(320, 740, right), strict=False)
        for line in pair
    ]
    title: Place = (60, 780, 16, "A Title Over Both of the Columns of This Page")
    assert texts(read_pages([title, *rows])) == [title[3], " ".join(left), " ".join(right)]


def test_running_heads_and_page_numbers_go() -> None:
    """Text at the edge of every page is left out and counted."""
    pages = []
    for number in range(1, 5):
        text = fill(["Part", "one two three four".split()[number - 1], *WORDS], 60 + number)
        pages.append(
            [
                (60.0, 810.0, 10.0, f"Arms Control Today {number}"),
                *column(60, 760, text),
                (300.0, 30.0, 10.0, str(number)),
            ]
        )
    reading = read_pages(*pages)
    assert reading.notes == ("8 running heads and page numbers were left out.",)
    assert "Arms Control" not in reading.text


def test_running_heads_of_two_pages() -> None:
    """What two pages share at the same height is removed; the same words lower down stay."""
    pages: list[list[Place]] = []
    for number in (1, 2):
        text = ["Dear Sir,", *fill([f"page{number}", *WORDS], 60)]
        head: Place = (60.0, 810.0, 10.0, f"11/21/26, {number}")
        pages.append([head, *column(60, 760 - 40 * number, text)])
    reading = read_pages(*pages)
    assert "11/21" not in reading.text
    assert reading.text.count("Dear Sir") == 2


def test_letters_that_fonts_stand_for() -> None:
    """Radicals and ligatures become the characters that they picture; nothing else changes."""
    assert plain_letters("⼀份⻓期的报告 ﬁnds ⼩ＡÅ①") == "一份长期的报告 finds 小ＡÅ①"


def test_a_sentence_over_two_pages() -> None:
    """A paragraph that goes on with a small letter on the next page is one paragraph."""
    first, second = fill(["It", "said", "that", *WORDS], 60), fill([*WORDS, "and", "ended."], 60)
    reading = read_pages(column(60, 780, first), column(60, 780, second))
    assert texts(reading) == [" ".join([*first, *second])]


def test_hyphens() -> None:
    """A hyphen that broke a word is removed; one inside a line stays."""
    lines = [
        "The non-nuclear states signed the nonprolif-",
        "eration treaty, and all other non-",
        "nuclear states did so as well in the end.",
    ]
    (text,) = texts(read_pages(column(60, 780, lines)))
    assert text == (
        "The non-nuclear states signed the nonproliferation treaty, and all other non-nuclear "
        "states did so as well in the end."
    )


def test_headings_are_larger() -> None:
    """A large short line is a heading."""
    page = [
        (60.0, 800.0, 18.0, "Arms control"),
        *column(60, 770, fill(["It", *WORDS, "ended."], 60)),
    ]
    assert [block.kind.value for block in read_pages(page).blocks] == ["heading", "paragraph"]


def test_footnotes_come_last() -> None:
    """Small lines at the foot are notes, each its own; the text goes on past them."""
    text = fill(["It", *WORDS], 60)
    notes: list[Place] = [(60, 60, 7, "1 See the report."), (60, 50, 7, "2 See the other report.")]
    reading = read_pages([*column(60, 780, text), *notes], column(60, 780, ["and so it ended."]))
    assert texts(reading) == [
        " ".join([*text, "and so it ended."]),
        "1 See the report.",
        "2 See the other report.",
    ]


def test_scanned_documents_are_refused_with_a_hint() -> None:
    """Pictures of pages hold no text; the sentence says what to do."""
    with pytest.raises(UnreadableInputError, match="ocrmypdf"):
        read_pages([], [])


def test_encrypted() -> None:
    """A password is needed, so the file is refused."""
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf([column(60, 780, ["a"])]))))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(UnreadableInputError, match="it is encrypted"):
        read(RawInput("a.pdf", buffer.getvalue()), ReadOptions())
