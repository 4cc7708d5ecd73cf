"""A client of the review server for tests."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from aligner.review.app import create_app
from aligner.review.guard import Access

PORT = 8765

ADDRESS = f"http://127.0.0.1:{PORT}"


def make_client(path: Path) -> TestClient:
    """A browser that plays by the rules."""
    access = Access(port=PORT, csrf="secret")
    headers = {"origin": ADDRESS, "x-duizhao-csrf": "secret", "sec-fetch-site": "same-origin"}
    return TestClient(create_app(path, access), base_url=ADDRESS, headers=headers)


def get(client: TestClient, name: str, **values: Any) -> Any:
    """The JSON answer to a GET request."""
    answer = client.get(f"/api/{name}", params={"pair": "essay", **values})
    assert answer.status_code == 200, answer.text
    return answer.json()


def post(client: TestClient, name: str, *, status: int = 200, **values: Any) -> Any:
    """The JSON answer to a POST request; its status is checked."""
    answer = client.post(f"/api/{name}", json={"pair": "essay", **values})
    assert answer.status_code == status, answer.text
    return answer.json()


def rows(client: TestClient, *ids: int) -> list[dict[str, Any]]:
    """Some rows as the page sees them."""
    found: list[dict[str, Any]] = get(client, "rows", ids=",".join(map(str, ids)))
    return found


def act(
    client: TestClient, action: str, row: dict[str, Any], *, status: int = 200, **values: Any
) -> Any:
    """The answer to an action on a row in the version given."""
    expected = {"link": row["id"], "version": row["version"]}
    return post(client, "act", status=status, action=action, **expected, **values)
