"""Formats that the first bytes of a file identify, whatever the name of the file."""

from aligner.readers.input.raw_input import RawInput

_HEAD = 4096
"""Bytes of a file that are searched."""
_ROOT = 2000
"""Bytes in which the root element of a translation memory occurs, after comments and a document
type."""
_BOM = b"\xef\xbb\xbf"


def find_document_format(raw: RawInput) -> str | None:
    """The reader of a text whose first bytes give its format: pdf, html or subtitles.

    >>> find_document_format(RawInput("page.txt", b"<!doctype html><p>An essay.</p>"))
    'html'
    """
    head = raw.data[:_HEAD]
    start = head.lstrip(_BOM + b" \t\r\n")
    # Stray bytes before the signature of a PDF are common.
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if _is_web_page(start[:300].lower()):
        return "html"
    # SubRip has no signature.
    return "subtitles" if start.startswith((b"WEBVTT", b"[Script Info]")) else None


def find_aligned_format(raw: RawInput) -> str | None:
    """The reader of a file of aligned texts whose first bytes give its format, in UTF-8 or UTF-16.

    >>> find_aligned_format(RawInput("memory.xml", b"<tmx version='1.4'>"))
    'tmx'
    """
    head = raw.data[:_HEAD].replace(b"\0", b"")
    if b"<linkGrp" in head:
        return "intertext"
    # Further on, a text may well mention these elements.
    start = head[:_ROOT]
    return "tmx" if b"<tmx" in start else "xliff" if b"<xliff" in start else None


def _is_web_page(start: bytes) -> bool:
    return start.startswith((b"<!doctype html", b"<html")) or (
        start.startswith(b"<?xml") and b"<html" in start
    )
