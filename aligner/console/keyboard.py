"""Single keys from a terminal, and lines to edit."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from aligner.errors import WrongUsageError


class Keyboard(Protocol):
    """Where keys come from."""

    def read_key(self) -> str:
        """The next key; an empty string at the end of the input."""
        ...

    def read_line(self, prompt: str, text: str) -> str | None:
        """A line that the person types or edits, beginning as `text`; None after Ctrl+C."""
        ...


@contextmanager
def open_keyboard() -> Iterator[Keyboard]:
    """The keyboard of the terminal, whose settings are restored at the end.

    Raises:
        WrongUsageError: stdin or stdout is not a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUsageError(
            "--terminal needs a terminal to read keys from. Leave it out to review in the browser, "
            "or use `duizhao export` for a sheet to work on offline."
        )
    if os.name == "nt":
        yield _WindowsKeyboard()
        return
    with _single_keys(sys.stdin.fileno()):
        yield _PosixKeyboard()


@contextmanager
def _single_keys(number: int) -> Iterator[None]:
    """Keys one by one, without echo. What was typed ahead is kept: nobody waits for a prompt."""
    import termios
    import tty

    before = termios.tcgetattr(number)
    tty.setcbreak(number, termios.TCSANOW)
    try:
        yield
    finally:
        termios.tcsetattr(number, termios.TCSANOW, before)


@contextmanager
def _whole_lines(number: int) -> Iterator[None]:
    """Whole lines with echo, for the time of the block."""
    import termios

    before = termios.tcgetattr(number)
    lines = [*before]
    lines[3] |= termios.ICANON | termios.ECHO
    termios.tcsetattr(number, termios.TCSANOW, lines)
    try:
        yield
    finally:
        termios.tcsetattr(number, termios.TCSANOW, before)


class _PosixKeyboard:
    def read_key(self) -> str:
        try:
            return self._read_character(sys.stdin.fileno())
        except KeyboardInterrupt:
            return "\x03"

    def _read_character(self, number: int) -> str:
        first = os.read(number, 1)
        if first == b"\x1b":
            return self._read_arrow(number)
        # The rest of a UTF-8 character.
        more = next(
            (n for mark, n in ((0xF0, 3), (0xE0, 2), (0xC0, 1)) if first >= bytes([mark])), 0
        )
        return (first + (os.read(number, more) if more else b"")).decode("utf-8", "replace")

    def _read_arrow(self, number: int) -> str:
        import select

        # An escape code arrives at once; nothing follows a lone Escape.
        if not select.select([number], [], [], 0.05)[0]:
            return "\x1b"
        code = os.read(number, 8)
        return {b"[A": "k", b"[B": "j", b"[C": "\t", b"[D": "\t"}.get(code, "\x1b")

    def read_line(self, prompt: str, text: str) -> str | None:
        import readline

        readline.set_startup_hook(lambda: readline.insert_text(text))
        try:
            with _whole_lines(sys.stdin.fileno()):
                return input(prompt)
        except (KeyboardInterrupt, EOFError):
            return None
        finally:
            readline.set_startup_hook(None)


class _WindowsKeyboard:
    def read_key(self) -> str:
        import msvcrt

        key: str = msvcrt.getwch()  # type: ignore[attr-defined]
        if key in {"\x00", "\xe0"}:
            code: str = msvcrt.getwch()  # type: ignore[attr-defined]
            return {"H": "k", "P": "j", "K": "\t", "M": "\t"}.get(code, "\x1b")
        return key

    def read_line(self, prompt: str, text: str) -> str | None:
        try:
            return input(f"{prompt}[{text}] " if text else prompt) or text
        except (KeyboardInterrupt, EOFError):
            return None
