"""Messages on stderr, data on stdout, questions to the person in between."""

import os
import sys
from pathlib import Path
from typing import Any

import typer

from aligner.errors import WrongUsageError


class Verbosity:
    """Whether --quiet or --verbose was given; set once, before the command runs."""

    quiet = False
    verbose = False


def say(message: str, *, colour: str | None = None) -> None:
    """Write a message to stderr; --quiet suppresses it."""
    if not Verbosity.quiet:
        typer.secho(message, err=True, fg=colour if use_colour() else None)


def detail(message: str) -> None:
    """Write a message that only --verbose shows."""
    if Verbosity.verbose:
        say(message)


def emit(text: str) -> None:
    """Write data to stdout."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def emit_json(value: Any) -> None:
    """Write data to stdout as JSON."""
    import json

    emit(json.dumps(value, ensure_ascii=False, indent=2))


def use_colour() -> bool:
    """Whether messages may be coloured."""
    return (
        sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def confirm_overwrite(path: Path, *, force: bool) -> None:
    """Ask before a file is overwritten.

    Raises:
        WrongUsageError: There is nobody to ask; the message names --force.
    """
    if force or str(path) == "-" or not path.exists():
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise WrongUsageError(f"{path} exists already. Add --force to overwrite it.")
    if not typer.confirm(f"{path} exists already. Overwrite it?", err=True):
        raise typer.Exit(1)
