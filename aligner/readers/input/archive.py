"""ZIP containers (docx, odt, epub, xlsx), opened with distrust: nothing is unpacked to disk."""

import io
import zipfile
import zlib
from dataclasses import dataclass

from aligner.errors import UnreadableInputError
from aligner.readers.input.raw_input import RawInput

MAX_MEMBER = 64 * 1024 * 1024
"""Most bytes of one unpacked member; the text of a 1,000-page book is 5 MB of XML."""
MAX_TOTAL = 256 * 1024 * 1024
MAX_MEMBERS = 20_000

_ENCRYPTED = 0x1


@dataclass(slots=True)
class Archive:
    """A ZIP file whose members are read one at a time, within limits."""

    raw: RawInput
    zip: zipfile.ZipFile
    left: int = MAX_TOTAL

    @property
    def names(self) -> frozenset[str]:
        """The members' names, as they stand in the archive; they are never used as paths."""
        return frozenset(self.zip.namelist())

    def read(self, name: str) -> bytes:
        """The unpacked member. Raises UnreadableInputError if it is missing, damaged or too big."""
        try:
            with self.zip.open(name) as member:
                # The sizes in an archive may lie; only what comes out counts.
                data = member.read(min(MAX_MEMBER, self.left) + 1)
        except KeyError:
            raise UnreadableInputError(
                self.raw.origin, f"it lacks {name}: it is damaged or of another kind."
            ) from None
        except RuntimeError:  # zipfile says so for passwords
            raise _encrypted(self.raw) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            raise UnreadableInputError(
                self.raw.origin, f"its part {name} is damaged. Open it in its program and save it."
            ) from None
        self.left -= len(data)
        if len(data) > MAX_MEMBER or self.left < 0:
            raise UnreadableInputError(
                self.raw.origin,
                f"its part {name} unpacks to more than {MAX_MEMBER // 1024 // 1024} MB, far more "
                "than any text: it was refused.",
            )
        return data


KINDS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "META-INF/container.xml": "epub",
    "content.xml": "odt",
}
"""A member that tells what an archive is → the module that reads it."""


def find_kind(raw: RawInput) -> str:
    """The module that reads an archive, by its members; "" if it is none that we read."""
    if not raw.data.startswith(b"PK\x03\x04"):
        return ""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(raw.data)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError):
        return ""
    return next((kind for member, kind in KINDS.items() if member in names), "")


def open_archive(raw: RawInput, kind: str) -> Archive:
    """The archive in a file that should be a `kind` ("a Word document").

    Raises UnreadableInputError if it is none, truncated, encrypted or a bomb.
    """
    if raw.data.startswith(b"\xd0\xcf\x11\xe0"):
        # Word and Excel put encrypted documents, like their old formats, into this container.
        raise UnreadableInputError(
            raw.origin,
            "it is encrypted or in the old Office format. Open it, remove the password and save "
            "it in the present format.",
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw.data))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError):
        raise UnreadableInputError(
            raw.origin, f"it is not {kind}, or it is damaged or cut off."
        ) from None
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise UnreadableInputError(raw.origin, f"it holds {len(members)} parts: it was refused.")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise _encrypted(raw)
    return Archive(raw, archive)


def _encrypted(raw: RawInput) -> UnreadableInputError:
    return UnreadableInputError(
        raw.origin, "it is encrypted. Open it, remove the password and save it again."
    )
