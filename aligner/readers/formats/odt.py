"""OpenDocument texts, .odt: paragraphs, headings, tables, notes; tracked changes as accepted."""

from collections.abc import Iterator

from lxml import etree

from aligner.bitext import BlockKind
from aligner.errors import UnreadableInputError
from aligner.readers.formats.tables import cell_kind
from aligner.readers.input.archive import open_archive
from aligner.readers.input.markup import attribute, local_name, named, parse_xml
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import Reading, ReadOptions, TextBuilder

_SKIPPED = frozenset(
    ("annotation", "annotation-end", "note", "tracked-changes", "ruby-text", "p", "h", "forms")
)
MAX_BLANKS = 100
"""Most blanks that one <text:s/> is read as."""


def read(raw: RawInput, options: ReadOptions) -> Reading:
    """The paragraphs of the text, each note after the paragraph that it belongs to."""
    root = read_root(raw)
    body = next(iter(named(root, "text")), None)
    builder = TextBuilder()
    for paragraph in find_paragraphs(body if body is not None else root):
        text = text_of(paragraph)
        kind, label = _place(paragraph, text)
        builder.add_lines(text, BlockKind.ROW if options.lines else kind, label)
    return builder.build()


def read_root(raw: RawInput, kind: str = "an OpenDocument text") -> "etree._Element":
    """The root of the content of an OpenDocument file, flat or packed.

    Raises:
        UnreadableInputError: The file is damaged, encrypted or not a `kind`.
    """
    if raw.data.lstrip()[:5] == b"<?xml":
        return parse_xml(raw)
    archive = open_archive(raw, kind)
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names and b"encryption-data" in archive.read(manifest):
        raise UnreadableInputError(
            raw.origin, "it is encrypted. Open it, remove the password and save it again."
        )
    return parse_xml(raw, archive.read("content.xml"), part="content.xml")


def find_paragraphs(body: "etree._Element") -> Iterator["etree._Element"]:
    """Yields the paragraphs and headings that are there when all changes are accepted."""
    for paragraph in named(body, "p", "h"):
        above = {local_name(element) for element in paragraph.iterancestors()}
        if not above & {"tracked-changes", "annotation", "forms"}:
            yield paragraph


def text_of(paragraph: "etree._Element") -> str:
    """The text of a paragraph."""
    parts = [paragraph.text or ""]
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = local_name(element)
        if name == "s":
            count = attribute(element, "c")
            parts.append(" " * min(int(count) if count.isdigit() else 1, MAX_BLANKS))
        elif name == "tab":
            parts.append(" ")
        elif name == "line-break":
            parts.append("\n")
        elif name and name not in _SKIPPED:
            parts.append(element.text or "")
            if len(element):
                # The tail comes after the children, so it is pushed onto the stack before them.
                stack.append(_tail_holder(element))
                stack.extend(reversed(element))
                continue
        parts.append(element.tail or "")
    return "".join(parts)


def _tail_holder(element: "etree._Element") -> "etree._Element":
    holder = etree.Element("tail")
    holder.tail = element.tail
    return holder


def _place(paragraph: "etree._Element", text: str) -> tuple[BlockKind, str]:
    for above in paragraph.iterancestors():
        name = local_name(above)
        if name == "note":
            citation = next(iter(named(above, "note-citation")), None)
            number = (citation.text or "") if citation is not None else ""
            return BlockKind.PARAGRAPH, f"note {number}".strip()
        if name == "table-cell":
            return cell_kind(text), "table"
    return (BlockKind.HEADING if local_name(paragraph) == "h" else BlockKind.PARAGRAPH), ""
