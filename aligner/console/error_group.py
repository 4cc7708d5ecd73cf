"""How an error of ours is shown: one line on stderr and the exit code of its kind."""

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from aligner.errors import AlignerError

INTERRUPTED = 130


class ErrorGroup(TyperGroup):
    """A command group that turns `AlignerError` into a sentence; a bug still gives its traceback.

    Since 0.26 Typer carries its own Click, whose error class is private; this is the one place
    where errors meet the terminal.
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
            # The reader of a pipe (head, less) has seen enough. Python would complain at exit.
            sys.stderr.close()
            raise typer.Exit(0) from error
