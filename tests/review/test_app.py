"""What the pages and their questions get for an answer."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from aligner.bitext import Link, Run
from aligner.project.store import Project
from aligner.review.app import create_app
from aligner.review.guard import Access
from aligner.review.requests import LONGEST_TEXT
from tests.review.api_client import ADDRESS, PORT, act, get, make_client, post, rows
from tests.review.sample_projects import make_large, make_sentences, save_project
from tests.samples import make_bitext


def test_the_page_comes_with_its_first_rows(client: TestClient) -> None:
    """Something can be read before the first question."""
    page = client.get("/")
    assert page.status_code == 200
    assert "The Soviet Union" in page.text
    assert 'lang="en"' in page.text


def test_nothing_on_the_pages_comes_from_elsewhere(client: TestClient) -> None:
    """No address but our own, in any page, script or style sheet."""
    import re

    for path in ("/", "/terms"):
        page = client.get(path).text
        files = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
        assert files
        for text in [page, *(client.get(file).text for file in files)]:
            assert set(re.findall(r"https?://[\w.]+", text)) <= {"http://www.w3.org"}
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
        assert not re.search(r"\son\w+=|style=", page.split('id="start"')[0])


def test_an_unknown_pair_leads_to_the_first_one(client: TestClient) -> None:
    """An old bookmark still leads somewhere."""
    assert client.get("/?pair=gone", follow_redirects=False).headers["location"] == "/"


def test_an_action_answers_with_the_rows_it_changed(client: TestClient) -> None:
    """And with the revision before and after, so that the page notices other hands."""
    (row,) = rows(client, 1)
    answer = act(client, "accept", row)
    assert answer["rows"][0]["status"] == "accepted"
    assert answer["rows"][0]["version"] == row["version"] + 1
    assert answer["revision_before"] != answer["revision"]
    assert get(client, "overview")["progress"]["decided"] == 1
    assert rows(client, 1)[0]["status"] == "accepted"


def test_a_stale_edit_is_told_so(client: TestClient) -> None:
    """409 and a sentence; the row is as the other person left it."""
    (row,) = rows(client, 1)
    act(client, "note", row, text="mine")
    answer = act(client, "accept", row, status=409)
    assert "changed in another window" in answer["error"]
    assert rows(client, 1)[0]["note"] == "mine"


def test_a_refused_edit_says_why(client: TestClient) -> None:
    """422 and a sentence that names the way out."""
    (row,) = rows(client, 1)
    answer = act(client, "split", row, status=422, sentence=0, offset=0, border=0)
    assert "split" in answer["error"]


def test_undo_and_redo(client: TestClient) -> None:
    """The rows come back as they were, and again."""
    (row,) = rows(client, 2)
    act(client, "reject", row)
    assert post(client, "undo")["rows"][0]["status"] == "auto"
    assert post(client, "redo")["rows"][0]["status"] == "rejected"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("act", {"action": "accept", "link": "x", "version": 0}),
        ("act", {"action": "accept", "link": 1e99, "version": 0}),
        ("act", {"action": "note", "link": 1, "version": 0, "text": ["a"]}),
        ("act", {"action": "note", "link": 1, "version": 0, "text": "x" * (LONGEST_TEXT + 1)}),
        ("act", {"action": "accept", "link": 1, "version": 0, "versions": [1, 2]}),
        ("act", {"action": "accept", "link": 1, "version": 0, "side": "middle"}),
    ],
)
def test_nonsense_is_a_bad_request(
    client: TestClient, name: str, values: dict[str, object]
) -> None:
    """400 and a sentence, never a traceback."""
    assert "error" in post(client, name, status=400, **values)


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b"\xff\xfe"])
def test_a_body_that_is_no_object_is_a_bad_request(client: TestClient, body: bytes) -> None:
    """Also when it is no JSON at all."""
    answer = client.post("/api/undo", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "question",
    [
        "rows?ids=1,x,,-1,99999999999999999999",
        "index?below=.5&conditions=nothing,empty",
        "map?width=999999&height=-3",
    ],
)
def test_odd_questions_get_an_answer(client: TestClient, question: str) -> None:
    """What makes no sense in a list is left out, sizes are kept in bounds."""
    assert client.get(f"/api/{question}&pair=essay").status_code == 200


@pytest.mark.parametrize("question", ["index?below=7", "index?below=nan", "index?context=many"])
def test_impossible_values_are_bad_requests(client: TestClient, question: str) -> None:
    """With a sentence that names the value."""
    answer = client.get(f"/api/{question}&pair=essay")
    assert answer.status_code == 400
    assert question.split("?")[1].split("=", maxsplit=1)[0] in answer.json()["error"]


def test_an_unknown_pair_is_an_error_in_words(client: TestClient) -> None:
    """Not a crash."""
    answer = client.get("/api/rows?pair=../../etc/passwd&ids=1")
    assert answer.status_code == 422
    assert "holds no pair" in answer.json()["error"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/static/pairs.js%00",
    ],
)
def test_no_path_reaches_the_file_system(client: TestClient, path: str) -> None:
    """Only the files that were read at the start are there."""
    assert client.get(path).status_code == 404


NASTY = (
    "<script>document.title='owned'</script>",
    "\"><img src=x onerror=document.title='owned'>",
    "</script><script>document.title='owned'</script>",
    "{{ 7 * 7 }} ${7*7} <!--",
)


def test_nasty_text_stays_text(tmp_path: Path) -> None:
    """In the page a document can neither open a tag nor close the data it stands in."""
    bitext = make_large(4, name="<u>'\"&")
    segments = tuple(
        type(s)(s.index, s.block, s.start, s.end, text)
        for s, text in zip(bitext.source_segments, NASTY, strict=True)
    )
    path = save_project(tmp_path / "<i>.duizhao", replace(bitext, source_segments=segments))
    client = TestClient(create_app(path, Access(port=PORT)), base_url=ADDRESS)
    page = client.get("/").text
    for part in ("<script>doc", "<img", "</script><script>", "<u>", "<i>"):
        assert part not in page
    assert "49" not in page.split("{{ 7 * 7 }}")[0][-10:]


def test_terms_are_listed_with_marked_examples(client: TestClient) -> None:
    """Each example names the place of the words in both sentences."""
    found = get(client, "terms")
    example = next(term for term in found["terms"] if term["examples"])
    text, (start, end) = (example["examples"][0]["source"][name] for name in ("text", "span"))
    assert text[start:end] == example["source"]
    assert found["counts"]["all"] == found["total"]


def test_terms_are_decided_and_merged_and_undone(client: TestClient) -> None:
    """Every decision is one step of the same undo log."""
    first, second = get(client, "terms")["terms"][:2]
    answer = post(client, "term", action="approve", terms=[[first["id"], first["version"]]])
    assert answer["terms"][0]["status"] == "approved"
    first = answer["terms"][0]
    both = [[first["id"], first["version"]], [second["id"], second["version"]]]
    merged = post(client, "term", action="merge", terms=both)
    assert merged["removed"] == [second["id"]]
    assert second["target"] in [text for text, _ in merged["terms"][0]["target_variants"]]
    post(client, "term-undo")
    assert get(client, "terms", words=second["target"])["total"] == 1
    post(client, "term", status=409, action="reject", terms=[[first["id"], 0]])


def test_a_term_is_added_from_a_pair(client: TestClient, path: Path) -> None:
    """It is approved, and the pair is its evidence."""
    answer = post(client, "term-add", link=1, source="votes in favour", target="票赞成")
    assert answer["terms"][0]["status"] == "approved"
    with Project.open(path) as project:
        term = next(term for term in project.terms() if term.source == "votes in favour")
        assert len(term.evidence) == 1
        assert term.evidence[0].source_segment == 0


def test_approved_terms_are_highlighted(client: TestClient) -> None:
    """On both sides of the pairs that hold them."""
    post(client, "term-add", link=1, source="votes in favour", target="票赞成")
    (found,) = get(client, "marks", ids="1")
    assert "term" in [mark[2] for mark in found["source"][0]]
    assert "term" in [mark[2] for mark in found["target"][0]]


def test_a_stretch_is_aligned_again_between_decided_pairs(tmp_path: Path) -> None:
    """Decided rows stay, the wrong ones in between are found anew, one undo takes it back."""
    source, target = make_sentences(12)
    right = [Link(Run(i, i + 1), Run(i, i + 1), 0.9) for i in range(12)]
    # Between 4 and 8 the links are wrong: shifted by one.
    wrong = [replace(right[i], target=Run(i + 1, i + 2), confidence=0.3) for i in range(4, 7)]
    alone = Link(Run(7, 8), Run(4, 5), 0.3)
    links = (*right[:4], *wrong, alone, *right[8:])
    path = save_project(tmp_path / "p.duizhao", make_bitext(source, target, links))
    client = make_client(path)
    for number in (3, 10):
        act(client, "accept", rows(client, number)[0])
    answer = post(client, "realign", scope="around", link=6)
    assert len(answer["changed"]) >= 4
    with Project.open(path) as project:
        now = project.links("essay")
        assert [(x.source.start, x.target.start) for x in now] == [(i, i) for i in range(12)]
        assert [x.status.value for x in now].count("accepted") == 2
    assert post(client, "undo")["message"].startswith("Undone: align")
    with Project.open(path) as project:
        assert {(x.source, x.target) for x in project.links("essay")} >= {
            (alone.source, alone.target)
        }


def test_proposals_come_from_the_other_side_of_the_pair(client: TestClient) -> None:
    """Most alike first; a known rendering before all."""
    (row,) = rows(client, 1)
    answer = post(client, "term-proposals", link=row["id"], side="source", words="votes")
    text = row["target"][0]["text"]
    assert answer["proposals"]
    assert all(proposal in text for proposal in answer["proposals"])
