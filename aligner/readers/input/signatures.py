"""Formats that are known by the first bytes of a file, whatever the file is called."""

from aligner.readers.input.raw_input import RawInput

_LOOKED_AT = 4096
_ROOT = 2000
"""The root element of a memory stands in these bytes, behind comments and a document type."""
_BOM = b"\xef\xbb\xbf"


def find_document_format(raw: RawInput) -> str | None:
    """The reader of a text whose format shows: pdf, html or subtitles.

    >>> find_document_format(RawInput("page.txt", b"<!doctype html><p>An essay.</p>"))
    'html'
    """
    head = raw.data[:_LOOKED_AT]
    start = head.lstrip(_BOM + b" \t\r\n")
    # A little rubbish before a PDF's signature is common.
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if _is_web_page(start[:300].lower()):
        return "html"
    # SubRip has no signature.
    return "subtitles" if start.startswith((b"WEBVTT", b"[Script Info]")) else None


def find_aligned_format(raw: RawInput) -> str | None:
    """The reader of aligned material whose format shows, in UTF-8 or UTF-16.

    >>> find_aligned_format(RawInput("memory.xml", b"<tmx version='1.4'>"))
    'tmx'
    """
    head = raw.data[:_LOOKED_AT].replace(b"\0", b"")
    if b"<linkGrp" in head:
        return "intertext"
    # Farther on a text may well speak of them.
    start = head[:_ROOT]
    return "tmx" if b"<tmx" in start else "xliff" if b"<xliff" in start else None


def _is_web_page(start: bytes) -> bool:
    return start.startswith((b"<!doctype html", b"<html")) or (
        start.startswith(b"<?xml") and b"<html" in start
    )
