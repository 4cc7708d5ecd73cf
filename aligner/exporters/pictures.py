"""The pictures of a source text: beside its file, or in its e-book, while it is still there."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from aligner.bitext import IMAGE, Block, Document
from aligner.errors import AlignerError
from aligner.readers.input.archive import open_archive
from aligner.readers.input.raw_input import read_input

TYPES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
    ".svg": "image/svg+xml",
}  # fmt: skip
"""Ending of a picture → its media type; those that every reading system of EPUB 3 shows."""
MAX_PICTURE = 10 * 1024 * 1024
"""Bytes of the largest picture that is taken into a book."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its words."""

    name: str
    """A name that depends on its bytes only: `3f2a….png`."""
    media_type: str
    data: bytes


def find_picture(document: Document, block: Block) -> Picture | None:
    """The picture that stands at a block; None if there is none, or its file is gone."""
    if not block.label.startswith(IMAGE) or document.origin == "-":
        return None
    address = unquote(block.label.removeprefix(IMAGE))
    path = Path(document.origin).parent / address
    kind = TYPES.get(path.suffix.lower())
    if kind is None or "://" in address:
        return None
    try:
        data = _read(document, path, address)
    except (OSError, ValueError, AlignerError):
        return None
    if not data or len(data) > MAX_PICTURE:
        return None
    return Picture(f"{hashlib.sha256(data).hexdigest()[:16]}{path.suffix.lower()}", kind, data)


def _read(document: Document, path: Path, address: str) -> bytes:
    """The bytes of a picture beside a file, or of a member of an e-book; b"" if it has none."""
    if Path(document.origin).suffix.lower() == ".epub":
        archive = open_archive(read_input(document.origin), "an e-book")
        return archive.read(address) if address in archive.names else b""
    with path.open("rb") as file:
        return file.read(MAX_PICTURE + 1)
