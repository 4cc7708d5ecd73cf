"""Starts the review server on a free port and tells when it can be opened."""

import os
import secrets
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from aligner.errors import AlignerError
from aligner.review.app import create_app
from aligner.review.guard import Access, is_loopback, listening_names
from aligner.review.marks import warm_up

PREFERRED_PORT = 8765
"""Used when it is free, so that a bookmark works the next day."""

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - only on the person's own word, with a token


class PortTakenError(AlignerError):
    """The port the person asked for is in use, or the address is not one of this machine."""

    def __init__(self, host: str, port: int, error: OSError) -> None:
        super().__init__(
            f"The review cannot listen on {host}:{port} ({error.strerror}). "
            "Choose another port with --port, or leave it out to take a free one."
        )


def serve(
    path: Path,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    token: str | None = None,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the review of a project until the program is interrupted.

    Args:
        path: The project file.
        host: Address to listen on. Beyond this machine only with a token; one is made if needed.
        port: Port; None takes `PREFERRED_PORT` or any free one.
        token: What a browser must know.
        ready: Called with the address to open, once it answers.
    """
    import uvicorn

    listener = listen(host, port)
    number = listener.getsockname()[1]
    if token is None and not is_loopback(host):
        token = secrets.token_urlsafe(18)
    access = Access(
        port=number,
        hosts=listening_names(host, (socket.gethostname(), socket.getfqdn())),
        token=token,
        any_address=not is_loopback(host),
    )
    config = uvicorn.Config(
        create_app(path, access),
        log_level="error",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    # The Chinese word list takes a second to load; nobody should wait for it at the first row.
    threading.Thread(target=warm_up, daemon=True).start()
    server = _Server(config, lambda: ready(make_address(host, number, token)))
    server.run(sockets=[listener])


def make_address(host: str, port: int, token: str | None) -> str:
    """What to type into the browser."""
    shown = socket.gethostname() if host in EVERYWHERE else host
    name = f"[{shown}]" if ":" in shown else shown
    query = f"?{urlencode({'token': token})}" if token else ""
    return f"http://{name}:{port}/{query}"


def listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens; `PortTakenError` when the address or port cannot be had."""
    wanted = [port] if port is not None else [PREFERRED_PORT, 0]
    for last, number in zip((len(wanted) == 1, True), wanted, strict=False):
        try:
            return _bind(host, number)
        except OSError as error:
            if last:
                raise PortTakenError(host, number, error) from error
    raise AssertionError


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def _make_server_class() -> type:
    import uvicorn

    class ReadyServer(uvicorn.Server):
        def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
            super().__init__(config)
            self._ready = ready

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            self._ready()

    return ReadyServer


_Server = _make_server_class()
