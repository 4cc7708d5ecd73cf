"""--quiet and --verbose after every command as well: nobody remembers where an option belongs."""

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from aligner.console.terminal import Verbosity

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No messages, only data.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="More messages.")]


def share_options(app: typer.Typer) -> None:
    """Add --quiet and --verbose to all commands of an app and its groups."""
    for command in app.registered_commands:
        if command.callback is not None:
            command.callback = _obeying(command.callback)
    for group in app.registered_groups:
        if group.typer_instance is not None:
            share_options(group.typer_instance)


def _obeying(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with two more parameters, which are not passed on to it."""

    @functools.wraps(command)
    def run(*args: Any, quiet: bool, verbose: bool, **options: Any) -> Any:
        Verbosity.quiet = Verbosity.quiet or quiet
        Verbosity.verbose = Verbosity.verbose or verbose
        return command(*args, **options)

    shared = {"quiet": Quiet, "verbose": Verbose}
    signature = inspect.signature(command)
    more = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=kind)
        for name, kind in shared.items()
    ]
    run.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*signature.parameters.values(), *more]
    )
    run.__annotations__ = {**command.__annotations__, **shared}
    return run
