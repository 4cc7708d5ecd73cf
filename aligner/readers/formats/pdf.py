"""PDF with a text layer: lines put in reading order, running heads and hyphens removed, joined.

A PDF has no paragraphs: they are inferred from gaps, indents and line ends (`pdf_layout`). A
scanned document is refused with a hint.
"""

import io
import logging
import time
from collections.abc import Iterator
from typing import Any

from aligner.errors import UnreadableInputError
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pdf_layout.letters import plain_letters
from aligner.readers.pdf_layout.page import Line, order_lines
from aligner.readers.pdf_layout.paragraphs import build_paragraphs
from aligner.readers.pdf_layout.vertical import is_vertical, order_columns
from aligner.readers.reading import Reading, ReadOptions

MAX_PAGES = 5000
MAX_SECONDS = 300.0
"""Longest time for one file. A book of 1,000 pages takes a minute; a file that takes five was made
to keep its readers busy."""
MAX_LINES = 1_000_000
LOCKED = "it is encrypted. Open it, remove the password and save it again."


def read(raw: RawInput, options: ReadOptions) -> Reading:
    """The paragraphs of all pages.

    Raises:
        UnreadableInputError: The file is scanned, encrypted, damaged or too large.
    """
    pages = _read_pages(raw)
    if sum(character.isalpha() for page in pages for line in page for character in line.text) < 20:
        raise UnreadableInputError(
            raw.origin,
            "it holds pictures of pages and no text (it was scanned). Run text recognition on it "
            "first, for example with ocrmypdf.",
        )
    return build_paragraphs(pages, lines=options.lines)


def _read_pages(raw: RawInput) -> list[list[Line]]:
    """The lines of every page in reading order."""
    # pypdf reports every irregularity of a file, about which a user can do nothing.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return list(_pages(raw))
    except UnreadableInputError:
        raise
    except MemoryError:
        raise _refusal(raw, "its pages need more memory than there is.") from None
    # Damaged files make pypdf raise nearly anything, from KeyError to RecursionError.
    except Exception as error:  # noqa: BLE001
        kind = type(error).__name__
        if kind in ("FileNotDecryptedError", "DependencyError"):
            raise _refusal(raw, LOCKED) from None
        raise _refusal(
            raw, f"it is damaged or not a PDF ({kind}). Open and save it again."
        ) from None


def _pages(raw: RawInput) -> Iterator[list[Line]]:
    from pypdf import PdfReader

    started = time.monotonic()
    reader = PdfReader(io.BytesIO(raw.data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _refusal(raw, LOCKED)
    if len(reader.pages) > MAX_PAGES:
        raise _refusal(raw, f"it has more than {MAX_PAGES} pages. Cut it into parts.")
    lines = 0
    for page in reader.pages:
        fragments = _fragments(page)
        vertical = is_vertical(fragments)
        found = order_columns(fragments) if vertical else order_lines(fragments)
        yield found
        lines += len(found)
        if time.monotonic() - started > MAX_SECONDS or lines > MAX_LINES:
            raise _refusal(raw, "reading its pages takes too long. Cut it into parts.")


def _fragments(page: Any) -> list[Line]:
    """The pieces of text of a page with their positions, in the order in which they are drawn."""
    found: list[Line] = []

    def visit(text: str, current: list[float], matrix: list[float], _font: Any, size: Any) -> None:
        if not text.strip() and "\n" not in text:
            text = " " if text else ""
        text = plain_letters(text)
        if text:
            x = matrix[4] * current[0] + matrix[5] * current[2] + current[4]
            y = matrix[4] * current[1] + matrix[5] * current[3] + current[5]
            scale = abs(matrix[3]) * abs(current[3]) or abs(matrix[1]) * abs(current[1]) or 1.0
            found.append(Line(float(x), float(y), float(size or 10.0) * float(scale), text))

    page.extract_text(visitor_text=visit)
    return found


def _refusal(raw: RawInput, reason: str) -> UnreadableInputError:
    return UnreadableInputError(raw.origin, reason)
