"""E-books, .epub: the chapters in the order of the spine, unpacked in memory one by one."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.readers.formats.html import add_blocks, decode_page
from aligner.readers.input.archive import Archive, open_archive
from aligner.readers.input.markup import attribute, named, parse_html, parse_xml
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import Reading, ReadOptions, TextBuilder

_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(raw: RawInput, options: ReadOptions) -> Reading:  # noqa: ARG001 - every reader takes options
    """The blocks of all chapters, without the table of contents."""
    archive = open_archive(raw, "an e-book")
    container = parse_xml(raw, archive.read("META-INF/container.xml"), part="container.xml")
    package = next((attribute(f, "full-path") for f in named(container, "rootfile")), "")
    locked = _locked(archive)
    builder = TextBuilder()
    for name in _chapters(archive, package):
        if name in locked:
            raise UnreadableInputError(
                raw.origin, "its chapters are locked (DRM). Use a copy without a lock."
            )
        text, _ = decode_page(RawInput(raw.origin, archive.read(name) or b" "))
        page = parse_html(raw, text, part=name)
        add_blocks(builder, next(iter(named(page, "body")), page), everything=True, part=name)
    if not builder.blocks:
        raise EmptyInputError(raw.origin)
    return builder.build()


def _chapters(archive: Archive, package: str) -> Iterator[str]:
    """The members of the spine, in order, each once."""
    root = parse_xml(archive.raw, archive.read(package), part=package)
    items: dict[str, etree._Element] = {attribute(i, "id"): i for i in named(root, "item")}
    seen: set[str] = set()
    for reference in named(root, "itemref"):
        item = items.get(attribute(reference, "idref"))
        if item is None or attribute(item, "media-type") not in _PAGES:
            continue
        if "nav" in attribute(item, "properties").split():
            continue
        path = unquote(attribute(item, "href")).split("#", maxsplit=1)[0]
        # A path that leads out of the archive is not the name of a member, so `../` is harmless.
        name = posixpath.normpath(posixpath.join(posixpath.dirname(package), path))
        if name in archive.names and name not in seen:
            seen.add(name)
            yield name


def _locked(archive: Archive) -> frozenset[str]:
    """The names of encrypted members, among them obscured fonts, which are not read."""
    name = "META-INF/encryption.xml"
    if name not in archive.names:
        return frozenset()
    root = parse_xml(archive.raw, archive.read(name), part=name)
    return frozenset(unquote(attribute(r, "URI")) for r in named(root, "CipherReference"))
