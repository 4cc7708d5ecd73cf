"""EPUB 3: the bilingual book, each paragraph of the source above its translation."""

import hashlib
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from aligner.bitext import Bitext, Side
from aligner.exporters.chapters import BookChapter, BookParagraph, book_title, make_chapters
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.packing import EPOCH, undated
from aligner.exporters.pictures import Picture
from aligner.exporters.selection import select_pairs
from aligner.output import writing

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CONTAINER = (
    _HEAD + '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    '<rootfiles><rootfile full-path="book/content.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles>\n</container>\n'
)
STYLE = Path(__file__).with_name("book.css")


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the book; the same project gives the same bytes."""
    selection = select_pairs(bitexts, options)
    chapters = make_chapters(bitexts, selection, options)
    title = book_title(bitexts, options)
    with (
        writing(destination, binary=True, force=options.force) as file,
        zipfile.ZipFile(file, "w") as archive,
    ):
        mimetype = undated("mimetype")
        mimetype.compress_type = zipfile.ZIP_STORED
        archive.writestr(mimetype, "application/epub+zip")
        archive.writestr(undated("META-INF/container.xml"), _CONTAINER)
        archive.writestr(undated("book/content.opf"), _package(bitexts, chapters, title))
        archive.writestr(undated("book/nav.xhtml"), _navigation(chapters, title))
        archive.writestr(undated("book/style.css"), STYLE.read_bytes())
        for number, chapter in enumerate(chapters, start=1):
            archive.writestr(undated(f"book/{_name(number)}"), _page(chapter))
        for picture in _pictures(chapters):
            archive.writestr(undated(f"book/{picture.name}"), picture.data)
    return selection.report(destination)


def _pictures(chapters: Sequence[BookChapter]) -> list[Picture]:
    """The pictures of the book, each once."""
    every = (p.picture for chapter in chapters for p in chapter.paragraphs if p.picture)
    return list({picture.name: picture for picture in every}.values())


def _name(number: int) -> str:
    return f"chapter-{number:04}.xhtml"


def _package(bitexts: Sequence[Bitext], chapters: Sequence[BookChapter], title: str) -> str:
    sums = "".join(f"{b.source.sha256}{b.target.sha256}{b.name}" for b in bitexts)
    digest = hashlib.sha256(sums.encode("utf-8", "replace")).digest()
    identifier = uuid.UUID(bytes=digest[:16], version=4)
    languages = dict.fromkeys(
        code for c in chapters for code in (c.source_language, c.target_language)
    )
    lines = [
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>',
        f"<dc:title>{escape(title)}</dc:title>",
        *(f"<dc:language>{escape(code)}</dc:language>" for code in languages or ("und",)),
        f'<meta property="dcterms:modified">{EPOCH.isoformat()}Z</meta>',
        "</metadata>",
        "<manifest>",
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="css" href="style.css" media-type="text/css"/>',
        *(
            f'<item id="c{i}" href="{_name(i)}" media-type="application/xhtml+xml"/>'
            for i in range(1, len(chapters) + 1)
        ),
        *(
            f'<item id="p{i}" href="{picture.name}" media-type="{picture.media_type}"/>'
            for i, picture in enumerate(_pictures(chapters), start=1)
        ),
        "</manifest>",
        "<spine>",
        *(f'<itemref idref="c{i}"/>' for i in range(1, len(chapters) + 1)),
        *(() if chapters else ('<itemref idref="nav"/>',)),
        "</spine>",
        "</package>",
    ]
    return _HEAD + "\n".join(lines) + "\n"


def _navigation(chapters: Sequence[BookChapter], title: str) -> str:
    items = [
        f'<li><a href="{_name(number)}#{anchor}">{escape(name)}</a></li>'
        for number, chapter in enumerate(chapters, start=1)
        for anchor, name in find_headings(chapter)
    ]
    body = "\n".join([
        f"<h1>{escape(title)}</h1>",
        '<nav epub:type="toc" id="toc"><ol>',
        *(items or ["<li><span>–</span></li>"]),
        "</ol></nav>",
    ])  # fmt: skip
    return _document(title, "en", body)


def find_headings(chapter: BookChapter) -> Iterator[tuple[str, str]]:
    """Yields the anchor and the words of each heading; of a chapter without, its title."""
    found = False
    for number, paragraph in enumerate(chapter.paragraphs, start=1):
        if paragraph.heading:
            found = True
            yield f"p{number}", paragraph.source or paragraph.target
    if not found and chapter.paragraphs:
        yield "p1", chapter.title


def _page(chapter: BookChapter) -> str:
    pairs = (_pair(chapter, p, i) for i, p in enumerate(chapter.paragraphs, start=1))
    return _document(chapter.title, chapter.source_language, "\n".join(pairs))


def _pair(chapter: BookChapter, paragraph: BookParagraph, number: int) -> str:
    tag = "h2" if paragraph.heading else "p"
    sides = (
        ("source", Side.SOURCE, paragraph.source, chapter.source_language),
        ("target", Side.TARGET, paragraph.target, chapter.target_language),
    )
    words = paragraph.source or paragraph.target
    shown = paragraph.picture
    image = f'<p><img src="{shown.name}" alt="{escape(words)}"/></p>' if shown else ""
    inside = image + "".join(
        f'<{tag} class="{name}" xml:lang="{escape(code)}" lang="{escape(code)}" '
        f'dir="{chapter.direction(side)}">{escape(text)}</{tag}>'
        for name, side, text, code in sides
        if text
    )
    return f'<div class="pair" id="p{number}">{inside}</div>'


def _document(title: str, language: str, body: str) -> str:
    return (
        f"{_HEAD}<!DOCTYPE html>\n"
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'xml:lang="{escape(language)}" lang="{escape(language)}">\n'
        f"<head><title>{escape(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )
