"""The only place that knows about terminals: colours, progress, messages, questions."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from aligner.errors import WrongUsageError


class Verbosity:
    """What --quiet and --verbose ask for; set once, before the command runs."""

    quiet = False
    verbose = False


def say(message: str, *, colour: str | None = None) -> None:
    """A message for the person, on stderr; --quiet leaves it out."""
    if not Verbosity.quiet:
        typer.secho(message, err=True, fg=colour if use_colour() else None)


def detail(message: str) -> None:
    """A message that only --verbose shows."""
    if Verbosity.verbose:
        say(message)


def emit(text: str) -> None:
    """Data, on stdout."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def emit_json(value: Any) -> None:
    """Data as JSON, on stdout."""
    import json

    emit(json.dumps(value, ensure_ascii=False, indent=2))


def use_colour() -> bool:
    """Whether messages may be coloured."""
    return (
        sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def confirm_overwrite(path: Path, *, force: bool) -> None:
    """Ask before a file is written over; without a person to ask, refuse and name --force."""
    if force or str(path) == "-" or not path.exists():
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise WrongUsageError(f"{path} is there already. Add --force to overwrite it.")
    if not typer.confirm(f"{path} is there already. Overwrite it?", err=True):
        raise typer.Exit(1)


class ProgressLine:
    """Progress of long work on stderr: a line that moves in a terminal, sparse lines elsewhere."""

    # A moving line is redrawn, and a line of a log written, at most this often, in seconds.
    REDRAW = 0.1
    LOG_EVERY = 10.0

    def __init__(self) -> None:
        self._moving = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._last = time.monotonic()
        self._shown = False

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far `what` has come."""
        now = time.monotonic()
        if Verbosity.quiet or now - self._last < (self.REDRAW if self._moving else self.LOG_EVERY):
            return
        self._last = now
        text = f"{what} {done:,} of {total:,}" if total else what
        if self._moving:
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
            self._shown = True
        else:
            sys.stderr.write(text + "\n")

    def clear(self) -> None:
        """Take the moving line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False


@contextmanager
def progress() -> Iterator[ProgressLine]:
    """A progress reporter that cleans up after itself."""
    line = ProgressLine()
    try:
        yield line
    finally:
        line.clear()
