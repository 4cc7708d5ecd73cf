"""ZIP containers (docx, odt, epub, xlsx), read within limits: nothing is unpacked to disk."""

import io
import zipfile
import zlib
from dataclasses import dataclass

from aligner.errors import UnreadableInputError
from aligner.readers.input.raw_input import RawInput

MAX_MEMBER = 64 * 1024 * 1024
"""Maximum size of one unpacked member; the text of a 1,000-page book is 5 MB of XML."""
MAX_TOTAL = 256 * 1024 * 1024
"""Maximum size of all members that are read from one archive."""
MAX_MEMBERS = 20_000
"""Maximum number of members of an archive."""

_ENCRYPTED = 0x1


@dataclass(slots=True)
class Archive:
    """A ZIP file whose members are read one at a time, within limits."""

    raw: RawInput
    zip: zipfile.ZipFile
    left: int = MAX_TOTAL

    @property
    def names(self) -> frozenset[str]:
        """The names of the members, as the archive gives them; they are never used as paths."""
        return frozenset(self.zip.namelist())

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a member.

        Raises:
            UnreadableInputError: The member is missing, damaged, encrypted or too large.
        """
        try:
            with self.zip.open(name) as member:
                # The declared sizes may be false; only the bytes that come out count.
                data = member.read(min(MAX_MEMBER, self.left) + 1)
        except KeyError:
            raise UnreadableInputError(
                self.raw.origin, f"it lacks {name}: it is damaged or of another kind."
            ) from None
        except RuntimeError:  # zipfile raises this for passwords
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
"""Name of a member that identifies the format of an archive → the module that reads it."""


_LONGEST_TYPE = 200
"""Bytes of the longest name of a type, with some to spare."""


def find_kind(raw: RawInput) -> str:
    """The module that reads an archive, by its members; "" if no module does."""
    if not raw.data.startswith(b"PK\x03\x04"):
        return ""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw.data))
        names = set(archive.namelist())
        if "mimetype" in names and archive.getinfo("mimetype").file_size < _LONGEST_TYPE:
            mimetype = archive.read("mimetype")
            if b"opendocument.spreadsheet" in mimetype:
                return "ods"
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError,
            NotImplementedError):  # fmt: skip
        return ""
    return next((kind for member, kind in KINDS.items() if member in names), "")


def open_archive(raw: RawInput, kind: str) -> Archive:
    """The archive in a file that should be a `kind` ("a Word document"), as messages call it.

    Raises:
        UnreadableInputError: The file is not an archive, truncated, encrypted or a ZIP bomb.
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
        raise UnreadableInputError(
            raw.origin, f"it holds {len(members)} parts, far more than any text: it was refused."
        )
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise _encrypted(raw)
    return Archive(raw, archive)


def _encrypted(raw: RawInput) -> UnreadableInputError:
    return UnreadableInputError(
        raw.origin, "it is encrypted. Open it, remove the password and save it again."
    )
