"""The bytes of an input, read once and within limits; "-" is standard input."""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import EmptyInputError, UnreadableInputError

MAX_BYTES = 256 * 1024 * 1024
"""Size of the largest file that is read. The Bible in two languages is 10 MB, and a book scanned to
PDF is smaller than this."""


@dataclass(frozen=True, slots=True)
class RawInput:
    """The bytes of an input, unchanged, and where they come from."""

    origin: str
    """The path as the user gave it."""
    data: bytes
    encoding: str | None = None
    """The encoding that the user named for texts that are not UTF-8; None: found."""
    languages: tuple[str, ...] = ()
    """Codes of the languages that the user, or the file's name, leads to expect in it."""

    @property
    def suffix(self) -> str:
        """The ending of the file's name in lower case; "" for standard input."""
        return Path(self.origin).suffix.lower() if self.origin != "-" else ""

    @property
    def sha256(self) -> str:
        """The hexadecimal digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


def read_input(
    source: Path | str,
    *,
    encoding: str | None = None,
    languages: tuple[str, ...] = (),
    limit: int = MAX_BYTES,
) -> RawInput:
    """The bytes of a file or of standard input, with what is known of their text.

    Raises:
        UnreadableInputError: The file is missing, a folder, locked or larger than `limit` bytes.
        EmptyInputError: The file is empty.
    """
    origin = str(source)
    data = _read_stdin(limit) if origin == "-" else _read_file(Path(source), limit)
    if len(data) > limit:
        raise UnreadableInputError(
            origin,
            f"it is larger than {limit // 1024 // 1024} MB, the most that is read at once. "
            "Cut it into parts, chapter by chapter.",
        )
    if not data:
        raise EmptyInputError(origin)
    return RawInput(origin, data, encoding, languages)


def _read_stdin(limit: int) -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise UnreadableInputError("-", "standard input is closed. Name a file instead.")
    return sys.stdin.buffer.read(limit + 1)


def _read_file(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            # A bounded read: the size of a device or of a growing file cannot be trusted.
            return file.read(limit + 1)
    except FileNotFoundError:
        raise UnreadableInputError(path, "there is no such file. Check the spelling.") from None
    except IsADirectoryError:
        raise UnreadableInputError(path, "this is a folder. Name a file in it.") from None
    except PermissionError:
        raise UnreadableInputError(
            path, "you have no permission to read it (or the folder that it is in)."
        ) from None
    except ValueError as error:  # a NUL byte in the path itself
        raise UnreadableInputError(path, f"this is not a file name: {error}.") from None
    except OSError as error:
        raise UnreadableInputError(path, f"it cannot be read: {error.strerror}.") from None
