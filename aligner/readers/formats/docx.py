"""Word documents, .docx: paragraphs, headings, tables, notes; tracked changes as accepted.

The XML itself is read: python-docx knows neither footnotes nor tracked changes. Headers, footers
and comments are left out.
"""

from collections.abc import Iterator

from lxml import etree

from aligner.bitext import BlockKind
from aligner.readers.formats.tables import cell_kind
from aligner.readers.input.archive import Archive, open_archive
from aligner.readers.input.markup import attribute, local_name, named, parse_xml
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import Reading, ReadOptions, TextBuilder

_SKIPPED = frozenset(
    ("del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "pPr", "rPr", "comment")
)
_TEXT = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def read(raw: RawInput, options: ReadOptions) -> Reading:
    """The paragraphs of the body, then the foot- and endnotes."""
    archive = open_archive(raw, "a Word document")
    body = parse_xml(raw, archive.read("word/document.xml"), part="word/document.xml")
    headings = _heading_styles(archive)
    builder = TextBuilder()
    pending = ""
    for paragraph in _paragraphs(body):
        text = pending + _text_of(paragraph)
        # A deleted paragraph mark joins a paragraph with the next one.
        pending = text if _mark_deleted(paragraph) else ""
        if not pending:
            kind, label = _place(paragraph, text, headings)
            builder.add_lines(text, BlockKind.ROW if options.lines else kind, label)
    builder.add_lines(pending)
    for part, label in (("footnotes", "footnote"), ("endnotes", "endnote")):
        if f"word/{part}.xml" in archive.names:
            _add_notes(builder, parse_xml(raw, archive.read(f"word/{part}.xml"), part=part), label)
    return builder.build()


def _add_notes(builder: TextBuilder, root: "etree._Element", label: str) -> None:
    for note in named(root, label):
        if attribute(note, "type"):
            continue  # separators
        number = attribute(note, "id")
        for paragraph in _paragraphs(note):
            builder.add_lines(_text_of(paragraph), BlockKind.PARAGRAPH, f"{label} {number}")


def _paragraphs(root: "etree._Element") -> Iterator["etree._Element"]:
    """The paragraphs that are there when all changes are accepted."""
    for paragraph in named(root, "p"):
        if not any(
            local_name(above) in ("del", "moveFrom", "Fallback")
            or (local_name(above) == "tr" and _row_deleted(above))
            for above in paragraph.iterancestors()
        ):
            yield paragraph


def _text_of(paragraph: "etree._Element") -> str:
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = local_name(element)
        if name == "t":
            parts.append(element.text or "")
        elif name == "br" and attribute(element, "type") in ("page", "column"):
            parts.append(" ")
        elif name in _TEXT:
            parts.append(_TEXT[name])
        elif name not in _SKIPPED and name != "p":
            # Paragraphs inside (text boxes) come on their own.
            stack.extend(reversed(element))
    return "".join(parts)


def _mark_deleted(paragraph: "etree._Element") -> bool:
    properties = next((child for child in paragraph if local_name(child) == "pPr"), None)
    if properties is None:
        return False
    marks = (child for child in properties if local_name(child) == "rPr")
    return any(local_name(change) in ("del", "moveFrom") for mark in marks for change in mark)


def _row_deleted(row: "etree._Element") -> bool:
    properties = (child for child in row if local_name(child) == "trPr")
    return any(local_name(change) == "del" for found in properties for change in found)


def _heading_styles(archive: Archive) -> frozenset[str]:
    """The ids of the styles that are headings or titles, whatever the language of Word."""
    found = {"Title", "Subtitle", *(f"Heading{i}" for i in range(1, 10))}
    if "word/styles.xml" in archive.names:
        root = parse_xml(archive.raw, archive.read("word/styles.xml"), part="word/styles.xml")
        for style in named(root, "style"):
            names = [attribute(name, "val").lower() for name in named(style, "name")]
            outlined = any(True for _ in named(style, "outlineLvl"))
            if outlined or any(n.startswith(("heading", "title", "subtitle")) for n in names):
                found.add(attribute(style, "styleId"))
    return frozenset(found)


def _place(
    paragraph: "etree._Element", text: str, headings: frozenset[str]
) -> tuple[BlockKind, str]:
    cell = next((above for above in paragraph.iterancestors() if local_name(above) == "tc"), None)
    if cell is not None:
        return cell_kind(text), _cell_label(cell)
    style = next((attribute(s, "val") for s in named(paragraph, "pStyle")), "")
    outlined = any(True for _ in named(paragraph, "outlineLvl"))
    return (BlockKind.HEADING if style in headings or outlined else BlockKind.PARAGRAPH), ""


def _cell_label(cell: "etree._Element") -> str:
    row = cell.getparent()
    table = row.getparent() if row is not None else None
    if row is None or table is None:
        return ""
    cells = [child for child in row if local_name(child) == "tc"]
    rows = [child for child in table if local_name(child) == "tr"]
    if cell not in cells or row not in rows:
        return ""
    return f"row {rows.index(row) + 1}, column {cells.index(cell) + 1}"
