"""Who may talk to the review server: the person at this machine, through its own page."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from aligner.review.app import create_app
from aligner.review.guard import LARGEST_REQUEST, Access, is_loopback, listening_names
from aligner.review.server import make_address
from tests.review.api_client import ADDRESS, PORT

TOKEN = "a-long-enough-token"

CHANGE = {"pair": "essay", "action": "accept", "link": 1, "version": 0}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1:80", "", "a b", "192.168.1.7:8765"]
)
def test_other_names_for_the_server_are_refused(client: TestClient, host: str) -> None:
    """A web site that points its name at this machine (DNS rebinding) reads nothing."""
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Soviet" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:8765", "[::1]:8765"])
def test_the_names_of_this_machine_are_taken(client: TestClient, host: str) -> None:
    """However the person typed it."""
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"x-duizhao-csrf": "guess"}, 403),
        ({"x-duizhao-csrf": ""}, 403),
        ({"content-type": "text/plain"}, 415),
    ],
)
def test_changes_come_from_the_page_only(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    """Another site in the same browser can send requests, but not ones that count."""
    answer = client.post("/api/act", json=CHANGE, headers=headers)
    assert answer.status_code == status
    assert client.get("/api/rows?pair=essay&ids=1").json()[0]["status"] == "auto"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    """Nothing here needs them; without OPTIONS no other origin is ever let in."""
    answer = client.request(method, "/api/act")
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


def test_large_requests_are_refused(client: TestClient) -> None:
    """Whether they say so beforehand or not."""
    large = b'{"text": "' + b"x" * LARGEST_REQUEST + b'"}'
    kind = {"content-type": "application/json"}
    assert client.post("/api/act", content=large, headers=kind).status_code == 413
    pieces = (large[i : i + 9999] for i in range(0, len(large), 9999))
    assert client.post("/api/act", content=pieces, headers=kind).status_code == 413


@pytest.mark.parametrize(
    "place", ["/", "/terms", "/api/rows?pair=essay", "/static/pairs.js", "/nothing", "/api/session"]
)
def test_every_answer_carries_the_policy(client: TestClient, place: str) -> None:
    """No inline script or style, no frame, nothing from elsewhere, nothing guessed or kept."""
    headers = client.get(place).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] in {"no-store", "no-cache"}


def test_without_the_token_nothing_is_shown(path: Path) -> None:
    """Neither a page nor an answer nor a script; the sentence says where the token is."""
    client = TestClient(create_app(path, Access(port=PORT, token=TOKEN)), base_url=ADDRESS)
    for place in ("/", "/terms", "/api/session", "/static/pairs.js", "/?token=wrong"):
        answer = client.get(place)
        assert answer.status_code == 401
        assert "token" in answer.text
    client.cookies.set(f"duizhao-{PORT}", "wrong")
    assert client.get("/").status_code == 401


def test_the_token_becomes_a_cookie_and_leaves_the_address(path: Path) -> None:
    """So that it is in no history and no referrer; scripts cannot read it."""
    client = TestClient(create_app(path, Access(port=PORT, token=TOKEN)), base_url=ADDRESS)
    answer = client.get(f"/?pair=essay&token={TOKEN}", follow_redirects=False)
    assert answer.headers["location"] == "/?pair=essay"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert client.get("/").status_code == 200


def test_the_redirect_stays_on_this_machine(path: Path) -> None:
    """A path of two slashes would lead elsewhere."""
    client = TestClient(create_app(path, Access(port=PORT, token=TOKEN)), base_url=ADDRESS)
    answer = client.get(
        f"http://127.0.0.1:{PORT}//evil.example/?token={TOKEN}", follow_redirects=False
    )
    assert answer.headers["location"].startswith("/evil")


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("127.8.8.8", True),
        ("0.0.0.0", False),
        ("192.168.0.2", False),
        ("box.local", False),
    ],
)
def test_which_addresses_only_this_machine_reaches(host: str, loopback: bool) -> None:
    """All others need a token."""
    assert is_loopback(host) is loopback


def test_an_open_server_is_reached_by_its_addresses_and_names(path: Path) -> None:
    """By any number, by the machine's own names, by no other name."""
    hosts = listening_names("0.0.0.0", ["box.local"])
    access = Access(port=PORT, hosts=hosts, token=TOKEN, any_address=True)
    client = TestClient(create_app(path, access), base_url=ADDRESS)
    for host, status in (("192.168.0.2", 401), ("box.local", 401), ("evil.example", 421)):
        assert client.get("/", headers={"host": f"{host}:{PORT}"}).status_code == status


def test_the_address_to_open_carries_the_token() -> None:
    """And brackets where IPv6 needs them."""
    assert make_address("127.0.0.1", 8765, None) == "http://127.0.0.1:8765/"
    assert make_address("::1", 1, "a b") == "http://[::1]:1/?token=a+b"
