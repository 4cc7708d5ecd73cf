"""The review application: routes to `Reviewer` and `Queue`. Every answer is a page or JSON."""

import threading
from collections.abc import Awaitable, Callable
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from aligner.errors import AlignerError, ChangedElsewhereError
from aligner.project.queue import Queue
from aligner.project.store import Project
from aligner.review import link_api, term_api
from aligner.review.guard import Access, Guard
from aligner.review.requests import BadRequestError, Query

Handler = Callable[[Project, Query], Any]
"""Answers a request, given the open project and the values. Runs in a worker thread."""

_KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


class Pages:
    """The HTML pages and the files they need, read once, so that no request names a file."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._templates = Environment(
            loader=PackageLoader("aligner.review"), autoescape=True, undefined=StrictUndefined
        )
        folder = files("aligner.review") / "static"
        self.files = {
            file.name: (file.read_bytes(), _KINDS[Path(file.name).suffix])
            for file in folder.iterdir()
            if Path(file.name).suffix in _KINDS
        }

    def show(self, template: str, **values: Any) -> str:
        """A page."""
        return self._templates.get_template(template).render(csrf=self._access.csrf, **values)


def create_app(path: Path, access: Access) -> Starlette:
    """The review application for a project file."""
    pages = Pages(access)
    handlers: dict[str, Handler] = {**link_api.GET, **term_api.GET}
    writing: dict[str, Handler] = {**link_api.POST, **term_api.POST}
    # One writer at a time: a realignment may take seconds, and an undo must not overtake an edit.
    lock = threading.Lock()
    routes = [
        Route("/", _page(path, pages, _pairs_page)),
        Route("/terms", _page(path, pages, _terms_page)),
        Route("/static/{name}", partial(_static, pages)),
        Route("/api/session", partial(_session, access)),
        *(Route(f"/api/{name}", _reading(path, handler)) for name, handler in handlers.items()),
        *(
            Route(f"/api/{name}", _writing(path, handler, lock), methods=["POST"])
            for name, handler in writing.items()
        ),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, access=access)],
        exception_handlers={AlignerError: _explain},
    )


def _pairs_page(project: Project, pages: Pages, query: Query) -> str | None:
    names = project.names()
    name = query.text("pair") or (names[0] if names else "")
    if name not in names:
        return None
    return pages.show(
        "pairs.html",
        page="pairs",
        names=names,
        name=name,
        project=project.path.name,
        start=link_api.show_start(project, Queue(project, name)),
    )


def _terms_page(project: Project, pages: Pages, query: Query) -> str | None:
    names = project.names()
    return pages.show(
        "terms.html",
        page="terms",
        names=names,
        name=query.text("pair") or (names[0] if names else ""),
        project=project.path.name,
        start=term_api.show_start(project),
    )


def _page(
    path: Path, pages: Pages, show: Callable[[Project, Pages, Query], str | None]
) -> Callable[[Request], Awaitable[Response]]:
    def render(query: Query) -> Response:
        with Project.open(path) as project:
            html = show(project, pages, query)
            return RedirectResponse("/") if html is None else HTMLResponse(html)

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(render, Query(dict(request.query_params)))

    return endpoint


def _reading(path: Path, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    def answer(query: Query) -> Response:
        with Project.open(path) as project:
            found = handler(project, query)
        if isinstance(found, bytes):
            return Response(found, media_type="application/octet-stream")
        return JSONResponse(found)

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(answer, Query(dict(request.query_params)))

    return endpoint


def _writing(
    path: Path, handler: Handler, lock: threading.Lock
) -> Callable[[Request], Awaitable[Response]]:
    def answer(query: Query) -> Response:
        with lock, Project.open(path) as project:
            return JSONResponse(handler(project, query))

    async def endpoint(request: Request) -> Response:
        try:
            body = await request.json()
        except ValueError as error:
            raise BadRequestError("The request is not JSON.") from error
        if not isinstance(body, dict):
            raise BadRequestError("The request is not a JSON object.")
        return await run_in_threadpool(answer, Query(body))

    return endpoint


async def _static(pages: Pages, request: Request) -> Response:
    body, kind = pages.files.get(request.path_params["name"], (b"", ""))
    if not kind:
        return Response("There is no such file.", status_code=404)
    return Response(body, media_type=kind, headers={"cache-control": "no-cache"})


async def _session(access: Access, _: Request) -> Response:
    """The token for POST requests, for a page that outlived a restart of the server."""
    return JSONResponse({"csrf": access.csrf})


async def _explain(_: Request, error: Exception) -> Response:
    status = 409 if isinstance(error, ChangedElsewhereError) else 422
    if isinstance(error, BadRequestError):
        status = 400
    return JSONResponse({"error": str(error)}, status_code=status)
