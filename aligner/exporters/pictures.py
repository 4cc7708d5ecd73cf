"""The pictures of a source text, found beside its file while it is still there."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from aligner.bitext import IMAGE, Block, Document

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
    """The picture that a block is the text of; None if it is none, or its file is not there."""
    if not block.label.startswith(IMAGE) or document.origin == "-":
        return None
    address = unquote(block.label.removeprefix(IMAGE))
    path = Path(document.origin).parent / address
    kind = TYPES.get(path.suffix.lower())
    if kind is None or "://" in address:
        return None
    try:
        with path.open("rb") as file:
            data = file.read(MAX_PICTURE + 1)
    except (OSError, ValueError):
        return None
    if not data or len(data) > MAX_PICTURE:
        return None
    return Picture(f"{hashlib.sha256(data).hexdigest()[:16]}{path.suffix.lower()}", kind, data)
