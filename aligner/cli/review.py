"""`duizhao review`: the uncertain pairs in the browser, or one by one in the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from aligner.console.terminal import say
from aligner.errors import WrongUsageError


def review(
    project: Annotated[Path, typer.Argument(help="A project made with `duizhao align … -o`.")],
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port of the page (default: a free one)."),
    ] = None,
    host: Annotated[
        str,
        typer.Option(
            help="Address to listen on. Any address but this machine's own requires a token."
        ),
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(
            envvar="DUIZHAO_TOKEN",
            help="Secret that a browser must present; random if needed.",
        ),
    ] = None,
    terminal: Annotated[
        bool, typer.Option("--terminal", help="One pair at a time in the terminal, one key each.")
    ] = False,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address.")
    ] = False,
) -> None:
    """Review the uncertain pairs and correct them.

    duizhao review essay.duizhao             in the browser; press ? there for the keys

    duizhao review essay.duizhao --terminal  without a browser, also over SSH
    """
    from aligner.project.store import Project

    with Project.open(project) as opened:
        if not opened.names():
            raise WrongUsageError(
                f"{project} holds no aligned texts yet. Align some: duizhao align … -o {project}"
            )
    if terminal:
        from aligner.cli.terminal_review import review_in_terminal

        review_in_terminal(project)
        return
    from aligner.review.server import serve

    def ready(address: str) -> None:
        say(f"Review of {project.name}: {address}")
        say("Every decision is saved as you make it. Ctrl+C ends the server.")
        if not no_browser:
            _open_browser(address)

    if token is not None and not _is_strong(token):
        raise WrongUsageError(
            "The token is too short: give at least 12 characters, or leave it out."
        )
    serve(project, host=host, port=port, token=token, ready=ready)


def _is_strong(token: str) -> bool:
    return len(token) >= 12 and token.isascii() and token.isprintable()


def _open_browser(address: str) -> None:
    import threading
    import webbrowser

    # Some systems wait here until the browser is closed; meanwhile the server must go on.
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
