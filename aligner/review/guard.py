"""Who may talk to the review server, and how much: the one gate that every request passes.

The page is served to one person on their own machine. The gate keeps out other web sites open in
the same browser (Host, Origin, CSRF), strangers on the network (token), and oversized requests.
"""

import hmac
import ipaddress
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from secrets import token_urlsafe
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_REQUEST = 256 * 1024
"""Bytes of a request body. A sentence or a note is far smaller."""

CSRF_HEADER = b"x-duizhao-csrf"

# No inline script or style, nothing from elsewhere, no frame, no form that leaves the page; text
# can become markup nowhere (trusted types).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
)


@dataclass(frozen=True, slots=True)
class Access:
    """What the gate asks for."""

    port: int
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "::1"})
    """Names under which the server may be addressed."""
    token: str | None = None
    """What a browser must know; None on the loopback address without --token."""
    any_address: bool = False
    """Whether any IP address is taken for one of ours (the server listens on several)."""
    csrf: str = field(default_factory=lambda: token_urlsafe(24))

    @property
    def cookie(self) -> str:
        """Name of the cookie that carries the token; cookies do not tell ports apart."""
        return f"duizhao-{self.port}"


@dataclass(frozen=True, slots=True)
class _Refusal(Exception):  # noqa: N818 - not an error of the program
    status: int
    sentence: str


class Guard:
    """ASGI middleware that lets a request through or refuses it with a sentence."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the request, then hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        guarded = _with_headers(send)
        try:
            headers = {name.lower(): value for name, value in scope["headers"]}
            self._check_host(headers)
            if await self._sign_in(scope, headers, guarded):
                return
            self._check_writing(scope, headers)
            body = await _read_body(receive, headers)
        except _Refusal as refusal:
            await _refuse(guarded, refusal, plain=not scope["path"].startswith("/api/"))
            return
        await self._app(scope, _replay(body, receive), guarded)

    def _check_host(self, headers: dict[bytes, bytes]) -> None:
        host = _split_host(headers.get(b"host", b"").decode("latin-1"))
        if host is None or host[1] not in {self._access.port, None}:
            raise _Refusal(421, "This address does not belong to the review server.")
        if host[0] in self._access.hosts or (self._access.any_address and _is_address(host[0])):
            return
        raise _Refusal(421, "This address does not belong to the review server.")

    async def _sign_in(self, scope: Scope, headers: dict[bytes, bytes], send: Send) -> bool:
        """Check the token; True when the request was answered with a redirect that sets it."""
        token = self._access.token
        if token is None:
            return False
        query = parse_qs(scope["query_string"].decode("latin-1"))
        given = query.pop("token", [""])[0]
        if given and _same(given, token):
            # One slash: "//host" would lead to another machine.
            path = quote("/" + scope["path"].lstrip("/"))
            clean = path + (f"?{urlencode(query, doseq=True)}" if query else "")
            await _redirect(send, clean, f"{self._access.cookie}={token}")
            return True
        if not _same(_read_cookie(headers, self._access.cookie), token):
            raise _Refusal(
                401, "Open the address with the token that duizhao printed when it started."
            )
        return False

    def _check_writing(self, scope: Scope, headers: dict[bytes, bytes]) -> None:
        if scope["method"] in {"GET", "HEAD"}:
            return
        if scope["method"] != "POST":
            raise _Refusal(405, "Only GET and POST are known here.")
        origin = headers.get(b"origin", b"").decode("latin-1")
        site = headers.get(b"sec-fetch-site", b"same-origin")
        host = headers[b"host"].decode("latin-1")
        if site != b"same-origin" or (origin and urlsplit(origin).netloc != host):
            raise _Refusal(403, "Changes are only taken from the review page itself.")
        if not _same(headers.get(CSRF_HEADER, b"").decode("latin-1"), self._access.csrf):
            raise _Refusal(
                403, "The server was started again since this page was opened. Reload the page."
            )
        if not headers.get(b"content-type", b"").startswith(b"application/json"):
            raise _Refusal(415, "Changes are sent as JSON.")


def listening_names(host: str, own: Iterable[str]) -> frozenset[str]:
    """Names under which a server on `host` may be addressed; `own` are the machine's names."""
    return frozenset({host.lower(), "localhost", "127.0.0.1", "::1", *(n.lower() for n in own)})


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host.lower() == "localhost":
        return True
    return _is_address(host) and ipaddress.ip_address(host).is_loopback


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _split_host(header: str) -> tuple[str, int | None] | None:
    try:
        parts = urlsplit(f"//{header}")
        return None if not parts.hostname else (parts.hostname.lower(), parts.port)
    except ValueError:
        return None


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _read_cookie(headers: dict[bytes, bytes], name: str) -> str:
    try:
        cookie: SimpleCookie = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return ""
    return cookie[name].value if name in cookie else ""


async def _read_body(receive: Receive, headers: dict[bytes, bytes]) -> bytes:
    declared = headers.get(b"content-length", b"0")
    if not declared.isdigit() or int(declared) > LARGEST_REQUEST:
        raise _Refusal(413, "The request is too large.")
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        body += bytes(message.get("body", b""))
        if len(body) > LARGEST_REQUEST:
            raise _Refusal(413, "The request is too large.")
        if not message.get("more_body", False):
            return body


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body, already read, and then what comes after it."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name for name, _ in message["headers"]}
            extra = [(name, value) for name, value in HEADERS if name not in names]
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return guarded


async def _refuse(send: Send, refusal: _Refusal, *, plain: bool) -> None:
    body = (refusal.sentence if plain else json.dumps({"error": refusal.sentence})).encode()
    kind = b"text/plain; charset=utf-8" if plain else b"application/json"
    headers = [(b"content-type", kind), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _redirect(send: Send, path: str, cookie: str) -> None:
    headers = [
        (b"location", path.encode("latin-1", "replace")),
        (b"set-cookie", f"{cookie}; HttpOnly; SameSite=Strict; Path=/".encode()),
    ]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
