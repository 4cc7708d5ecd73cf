"""Word documents."""

from pathlib import Path

from docx import Document

from aligner.bitext import Side
from aligner.readers import read_document
from aligner.readers.formats.docx import read
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import Reading, ReadOptions
from tests.readers.documents import make_docx


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def blocks(reading: Reading) -> list[tuple[str, str, str]]:
    """Kind, label and words of every block."""
    return [(b.kind.value, b.label, reading.text[b.start : b.end]) for b in reading.blocks]


def read_body(body: str, **parts: str) -> list[tuple[str, str, str]]:
    """The blocks of a document with this body."""
    return blocks(read(RawInput("a.docx", make_docx(body, **parts)), ReadOptions()))


def test_what_word_writes(tmp_path: Path) -> None:
    """Headings, paragraphs and table cells of a document made by python-docx."""
    document = Document()
    document.add_heading("Arms control", level=1)
    document.add_paragraph("He left.").add_run(" She stayed.").bold = True
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "arsenal", "武库"
    document.save(str(tmp_path / "a.docx"))
    found = read_document(tmp_path / "a.docx", Side.SOURCE, "en")
    assert [(b.kind.value, b.label, found.text[b.start : b.end]) for b in found.blocks] == [
        ("heading", "", "Arms control"),
        ("paragraph", "", "He left. She stayed."),
        ("row", "row 1, column 1", "arsenal"),
        ("row", "row 1, column 2", "武库"),
    ]


def test_tracked_changes_are_accepted() -> None:
    """What was inserted is there, what was deleted or moved away is not."""
    body = paragraph(
        run("The ")
        + "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        + f"<w:ins>{run('new')}</w:ins>"
        + f"<w:moveFrom>{run(' gone')}</w:moveFrom>"
        + run(" text.")
    )
    assert read_body(body) == [("paragraph", "", "The new text.")]


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    """A mark that was deleted makes one paragraph of two."""
    body = paragraph(run("One "), "<w:rPr><w:del/></w:rPr>") + paragraph(run("sentence."))
    assert read_body(body) == [("paragraph", "", "One sentence.")]


def test_deleted_rows_are_gone() -> None:
    """A table row that was deleted is not read."""
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc>" + paragraph(run("cell")) + "</w:tc></w:tr>"
    assert len(read_body("<w:tbl>" + row.format("<w:del/>") + row.format("") + "</w:tbl>")) == 1


def test_footnotes_come_last() -> None:
    """Notes follow the text, with their number; Word's separators are no notes."""
    notes = f'<w:footnote w:type="separator" w:id="0">{paragraph(run("x"))}</w:footnote>'
    notes += f'<w:footnote w:id="2">{paragraph(run("See page 7."))}</w:footnote>'
    assert read_body(paragraph(run("Text.")), footnotes=notes) == [
        ("paragraph", "", "Text."),
        ("paragraph", "footnote 2", "See page 7."),
    ]


def test_headings_in_any_language_of_word() -> None:
    """A style is a heading by its name or outline level, not by its id."""
    styles = '<w:style w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style>'
    body = paragraph(run("Un título"), '<w:pStyle w:val="Ttulo1"/>')
    assert read_body(body, styles=styles) == [("heading", "", "Un título")]


def test_breaks_tabs_and_fields() -> None:
    """Tabs are blanks, line breaks end a line, field codes and comments are left out."""
    body = paragraph(
        run("a") + "<w:r><w:tab/></w:r>" + run("b.") + "<w:r><w:br/></w:r>" + run("C.")
        + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    )  # fmt: skip
    assert [text for _, _, text in read_body(body)] == ["a b.", "C."]
