"""Errors as the user sees them: one line on stderr and the exit code of their kind."""

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from aligner.errors import AlignerError

INTERRUPTED = 130


class ErrorGroup(TyperGroup):
    """A command group that turns `AlignerError` into a sentence; a bug still gives its traceback.

    Typer has carried its own Click since 0.26, whose error class is private, so that errors cannot
    derive from it; this is the one place where they reach the terminal.
    """

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AlignerError as error:
            typer.secho(f"Error: {error}", err=True, fg="red")
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            typer.secho("Interrupted. Nothing was lost; run the same command again.", err=True)
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            # The reader of a pipe (head, less) has closed it. Python would complain at exit.
            sys.stderr.close()
            raise typer.Exit(0) from error
