"""Tables on stdout: fitted to a terminal, with a line under the head; plain columns in a pipe."""

import io
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aligner.console.terminal import emit

if TYPE_CHECKING:
    from rich.table import Table

_UNLIMITED = 10_000
"""Columns of a pipe: a row is one line there, however long."""


class Column(NamedTuple):
    """The head of a column, and how its cells lie in it."""

    head: str
    figures: bool = False
    """Whether the cells are aligned at the right."""
    width: int = 0
    """Columns of the terminal that it takes at least, so that tables above each other agree."""


def emit_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Write a table to stdout."""
    from rich.console import Console

    if sys.stdout.isatty():
        Console().print(_make_table(columns, rows, ruled=True))
        return
    console = Console(file=io.StringIO(), width=_UNLIMITED, color_system=None)
    with console.capture() as text:
        console.print(_make_table(columns, rows, ruled=False))
    emit("\n".join(line.rstrip() for line in text.get().splitlines()))


def _make_table(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], *, ruled: bool
) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD if ruled else None,
        padding=(0, 1, 0, 0) if ruled else (0, 2, 0, 0),
        pad_edge=False,
        show_edge=False,
        header_style="bold",
    )
    for column in columns:
        table.add_column(
            Text(column.head),
            justify="right" if column.figures else "left",
            min_width=column.width or None,
            overflow="fold",
        )
    for row in rows:
        # As Text: a file name in brackets is no markup.
        table.add_row(*map(Text, row))
    return table
