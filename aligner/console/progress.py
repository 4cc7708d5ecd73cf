"""Progress of long work on stderr: a moving bar in a terminal, a line now and then in a log."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aligner.console.terminal import Verbosity

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 0.5
"""Seconds before a bar appears: shorter work needs none, and rich need not be loaded for it."""
REDRAW_EVERY = 0.1
"""Seconds between two drawings of the bar."""
LOG_EVERY = 10.0
"""Seconds between two lines of a log."""


class ProgressLine:
    """A progress callback, `line(what, done, total)`. This one, for --quiet, shows nothing."""

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far `what` has come; a total of 0 says that the end is not known."""

    def clear(self) -> None:
        """Remove what moves, so that something else can be written."""


@contextmanager
def progress() -> Iterator[ProgressLine]:
    """A progress callback that cleans up after itself."""
    line = _choose_line()
    try:
        yield line
    finally:
        line.clear()


def _choose_line() -> ProgressLine:
    if Verbosity.quiet:
        return ProgressLine()
    moving = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return _Bar() if moving else _Log()


class _Bar(ProgressLine):
    """A bar with counts and the time left. It is drawn by the caller's thread: work may fork."""

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._next = time.monotonic() + PATIENCE
        self._what = ""

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + REDRAW_EVERY
        if self._bar is None:
            self._bar = _begin_bar()
        task = self._bar.task_ids[0]
        if what != self._what:
            self._what = what
            self._bar.reset(task, description=what)
        counts = f"{done:,} of {total:,}" if total else ""
        self._bar.update(task, completed=done, total=total or None, counts=counts, refresh=True)

    def clear(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
            self._what = ""


def _begin_bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Column

    bar = Progress(
        TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[counts]}", markup=False),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task("", total=None, counts="")
    bar.start()
    return bar


class _Log(ProgressLine):
    def __init__(self) -> None:
        self._next = time.monotonic() + LOG_EVERY
        self._what = ""
        self._begun = (0.0, 0)

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what != self._what:
            self._what, self._begun = what, (now, done)
        if now < self._next:
            return
        self._next = now + LOG_EVERY
        counts = f" {done:,} of {total:,}{self._time_left(now, done, total)}" if total else ""
        sys.stderr.write(f"{what}{counts}\n")

    def _time_left(self, now: float, done: int, total: int) -> str:
        begun, first = self._begun
        if done <= first:
            return ""
        seconds = (now - begun) / (done - first) * (total - done)
        return f", about {describe_seconds(seconds)} left"


def describe_seconds(seconds: float) -> str:
    """A length of time in words, as exact as an estimate deserves.

    >>> describe_seconds(42), describe_seconds(600), describe_seconds(9000)
    ('42 s', '10 min', '2.5 h')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
