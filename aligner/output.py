"""Write a result so that it is there whole or not at all.

The bytes go to a temporary file in the same folder, reach the disk, and are renamed over the
result. A full disk, Ctrl-C or SIGKILL half-way leaves what stood there before.
"""

import errno
import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, TextIO, overload

from aligner.errors import OutputError

STANDARD_OUTPUT = "-"

_REASONS = {
    errno.ENOSPC: "the disk is full. Free some space or choose another place.",
    errno.EDQUOT: "your quota on this disk is used up. Free some space or choose another place.",
    errno.EROFS: "the disk is read-only. Choose another place.",
    errno.EACCES: "you may not write in this folder. Choose another place.",
    errno.EPERM: "you may not write in this folder. Choose another place.",
    errno.ENAMETOOLONG: "the file name is too long. Choose a shorter one.",
    errno.EFBIG: "the file would be larger than this disk allows. Choose another place.",
    errno.EIO: "the disk reported an error. Choose another place.",
}


@overload
def writing(
    path: Path | str, *, binary: Literal[False] = False, force: bool = False
) -> AbstractContextManager[TextIO]: ...
@overload
def writing(
    path: Path | str, *, binary: Literal[True], force: bool = False
) -> AbstractContextManager[BinaryIO]: ...
def writing(
    path: Path | str, *, binary: bool = False, force: bool = False
) -> AbstractContextManager[TextIO] | AbstractContextManager[BinaryIO]:
    r"""Give an open file and put it in place when the block ends well.

    Text is UTF-8 with `\n` line ends; "-" is standard output. When the block raises, what stood
    at `path` is still there, and nothing else is.

    Raises:
        OutputError: The folder is missing or read-only, the disk is full, or the file exists and
            `force` is not given.
    """
    return _writing_bytes(path, force) if binary else _writing_text(path, force)


def check_writable(path: Path | str, *, force: bool = False) -> None:
    """Say early, before an hour of work, that a result cannot be put where it was asked for.

    Raises:
        OutputError: As `writing` would.
    """
    if str(path) == STANDARD_OUTPUT:
        return
    target = Path(path)
    _refuse(target, force)
    folder = target.resolve().parent
    if not _is_special(target) and not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(path, _REASONS[errno.EACCES])


def explain_os_error(error: OSError) -> str:
    """The reason a write failed, as a sentence that says what to do."""
    reason = _REASONS.get(error.errno or 0)
    return reason or f"{error.strerror or error}. Choose another place."


@contextmanager
def _writing_text(path: Path | str, force: bool) -> Iterator[TextIO]:
    with _writing_bytes(path, force) as raw:
        # A lone surrogate becomes "?": exporters remove and count them before they come here.
        text = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="\n")
        try:
            yield text
            text.flush()
        finally:
            # The file below is closed by whoever opened it, after fsync.
            _detach(text)


@contextmanager
def _writing_bytes(path: Path | str, force: bool) -> Iterator[BinaryIO]:
    target = Path(path)
    with _explained(path):
        if str(path) == STANDARD_OUTPUT:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
            return
        _refuse(target, force)
        if _is_special(target):
            # /dev/stdout, a named pipe: there is nothing to rename over.
            with target.open("wb") as raw:
                yield raw
            return
        # A link to a file stays a link: the file it points to is replaced.
        with _replacing(target.resolve()) as raw:
            yield raw


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    number, name = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name[:60]}.", suffix=".tmp"
    )
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as raw:
            yield raw
            raw.flush()
            os.fsync(raw.fileno())
        temporary.chmod(_mode_for(target))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


@contextmanager
def _explained(path: Path | str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # Anything else (a file that the block reads, a closed pipe) is not about this file.
        if error.errno in _REASONS:
            raise OutputError(path, explain_os_error(error)) from error
        raise


def _refuse(target: Path, force: bool) -> None:
    try:
        if target.is_dir():
            raise OutputError(target, "this is a folder. Name a file in it.")
        if not target.resolve().parent.is_dir():
            raise OutputError(
                target, f"the folder {target.parent} does not exist. Make it or choose another."
            )
        if target.exists() and not _is_special(target) and not force:
            raise OutputError(target, "it exists already. Give --force to replace it.")
    except (OSError, RuntimeError, ValueError) as error:
        # Too long a name, a NUL in it, a loop of links, a folder one may not enter.
        reason = explain_os_error(error) if isinstance(error, OSError) else "it is no file name."
        raise OutputError(target, reason) from error


def _is_special(target: Path) -> bool:
    return target.exists() and not target.is_file() and not target.is_dir()


def _mode_for(target: Path) -> int:
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    # Without this the rename itself may be lost in a power cut. Some systems cannot do it.
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(number)
    except OSError:
        pass
    finally:
        os.close(number)


def _detach(text: io.TextIOWrapper) -> None:
    try:
        text.detach()
    except (OSError, ValueError):
        # Detaching flushes once more; the error that matters is already on its way.
        return
