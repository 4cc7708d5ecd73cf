"""Nothing is lost, nothing comes from elsewhere, no text becomes markup: in a real browser."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from aligner.bitext import Bitext, LinkStatus, Segment, Side
from aligner.editing import set_note
from aligner.project.store import Project
from aligner.term import Term
from tests.review.browser import PATIENCE, Page, read_log, serving
from tests.review.sample_projects import make_large, make_terms, save_project
from tests.review.test_app import NASTY

pytestmark = pytest.mark.browser


def note_elsewhere(path: Path, number: int) -> None:
    """What another window or a command does in the meantime."""
    with Project.open(path) as project:
        link = next(link for link in project.links("essay") if link.id == number)
        with project.edit("note") as edit:
            edit.change_link(link, set_note(link, "from elsewhere").new[0])


def test_a_stale_edit_is_told_so_and_loses_nothing(page: Page) -> None:
    """The row is shown as it is now, and the same key then works."""
    first = page.links()[0]
    note_elsewhere(page.path, first.id)
    page.press("Home", "b")
    page.wait_for("changed in another window")
    assert page.link(first.id).note == "from elsewhere"
    page.wait(lambda: "from elsewhere" in page.text(f"#row-{first.id}"))
    page.press("b")
    page.wait_for("Bookmark. Saved")
    assert page.link(first.id).note == "from elsewhere"


def test_words_typed_over_a_changed_sentence_are_kept(page: Page) -> None:
    """The editor stays open with the words and shows the sentence as it now is in the project."""
    link = page.links()[0]
    page.press("Home", "ArrowLeft", "e")
    page.wait(lambda: page.count("textarea:focus") == 1)
    with Project.open(page.path) as project:
        segment = project.bitext("essay").source_segments[link.source.start]
        with project.edit("edit") as edit:
            number = project.bitext_id("essay")
            edit.change_segment(number, Side.SOURCE, segment, replace(segment, text="Theirs."))
    page.press("Ctrl+a").type("Mine.").press("Enter")
    page.wait(lambda: "Theirs." in page.text(".theirs"))
    assert page.run("return document.querySelector('textarea').value") == "Mine."
    page.press("Enter")
    page.wait_for("Saved.")
    with Project.open(page.path) as project:
        assert project.bitext("essay").source_segments[link.source.start].text == "Mine."


def test_changes_made_elsewhere_appear_with_the_next_edit(page: Page) -> None:
    """The page notices that the project moved on."""
    links = page.links()
    note_elsewhere(page.path, links[2].id)
    page.press("Home", "b")
    page.wait_for("Bookmark. Saved")
    page.wait(lambda: "from elsewhere" in page.text(f"#row-{links[2].id}"))


def test_undo_goes_on_after_a_restart(driver: Chrome, path: Path) -> None:
    """Undo goes on after a restart, even from a page that stayed open."""
    with serving(path) as address:
        page = Page(driver, address, path).open()
        page.press("Home", "b", "j", "b")
        page.wait(lambda: sum(link.bookmarked for link in page.links()) == 2)
    page.press("z")
    page.wait_for("does not answer")
    with serving(path, int(address.rsplit(":", maxsplit=1)[1])):
        page.press("z")
        page.wait_for("Undone: bookmark.")
        page.open().press("z")
        page.wait(lambda: not any(link.bookmarked for link in page.links()))


SERVER = """
import sys
from pathlib import Path
from aligner.review.server import serve
serve(Path(sys.argv[1]), port=int(sys.argv[2]), ready=lambda address: print(address, flush=True))
"""


def start_server(path: Path, port: int) -> tuple["subprocess.Popen[str]", str]:
    """A server in a process of its own, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(path), str(port)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    return process, process.stdout.readline().strip().rstrip("/")


def test_a_killed_server_loses_nothing(driver: Chrome, path: Path) -> None:
    """What was confirmed before SIGKILL is in the file, the file is sound, the page goes on."""
    process, address = start_server(path, 0)
    page = Page(driver, address, path).open()
    page.press("Home", *(["b", "j"] * 5))
    page.wait(lambda: page.count(".bookmark") == 5)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)
    _close(process)
    assert sum(link.bookmarked for link in page.links()) == 5
    with Project.open(path) as project:
        assert project.check() == []
    page.press("e")
    page.press("Ctrl+a").type("Not lost.").press("Enter")
    page.wait_for("does not answer")
    process, _ = start_server(path, int(address.rsplit(":", maxsplit=1)[1]))
    try:
        page.press("Enter")
        page.wait_for("Saved.")
        with Project.open(path) as project:
            texts = [segment.text for segment in project.bitext("essay").source_segments]
        assert "Not lost." in texts
    finally:
        process.kill()
        process.wait(PATIENCE)
        _close(process)


def _close(process: "subprocess.Popen[str]") -> None:
    assert process.stdout
    process.stdout.close()


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    """A project whose every text is an attempt."""
    bitext = _made_nasty(make_large(8, name=NASTY[1]))
    return save_project(tmp_path / "a<b>'c.duizhao", bitext, terms=_nasty_terms(bitext))


def _made_nasty(bitext: Bitext) -> Bitext:
    def texts(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        return tuple(replace(s, text=NASTY[i % len(NASTY)]) for i, s in enumerate(segments))

    return replace(
        bitext,
        source_segments=texts(bitext.source_segments),
        target_segments=texts(bitext.target_segments),
        source=replace(bitext.source, origin=NASTY[0], language="en"),
        links=tuple(
            replace(x, note=NASTY[1], flags=(f"number: {NASTY[0]}",)) for x in bitext.links
        ),
    )


def _nasty_terms(bitext: Bitext) -> list[Term]:
    terms = make_terms(make_large(8, name=bitext.name))[:2]
    return [
        replace(t, source=NASTY[i], target=NASTY[i + 1], note=NASTY[1], part_of_speech=NASTY[2])
        for i, t in enumerate(terms)
    ]


def test_texts_full_of_markup_stay_texts(driver: Chrome, nasty: Path) -> None:
    """Nothing runs, nothing is loaded, all of it can be read."""
    with serving(nasty) as address:
        page = Page(driver, address, nasty).open()
        page.press("j", "e", "Escape", "s", "Escape", "t", "Escape", "i", "Escape", "?", "Escape")
        for text in NASTY:
            assert text in page.text("#grid")
        assert page.driver.title.startswith("a<b>'c.duizhao")
        assert page.count("#grid img, #grid script, #grid b") == 0
        page.open("/terms")
        assert NASTY[0] in page.text("#grid")
        assert page.count("#grid img, #grid script") == 0
        assert page.driver.title != "owned"
        assert page.problems() == []


def requested(driver: Chrome) -> Iterator[str]:
    """Every address the browser asked for since last time."""
    for entry in read_log(driver, "performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            yield message["params"]["request"]["url"]


def test_no_request_leaves_this_machine(page: Page) -> None:
    """Whatever is pressed, in both views."""
    page.press("n", "a", "z", "?", "Escape", "i", "Escape", "/", "Escape")
    page.open("/terms").press("j", "a", "z")
    page.wait_for("Undone")
    asked = list(requested(page.driver))
    assert len(asked) > 10
    assert {url for url in asked if not url.startswith((page.address, "data:", "about:"))} == set()


def test_the_terms_view_by_keys(page: Page) -> None:
    """Approve, reject, forbid, edit, merge, undo: each saved as it is pressed."""
    page.open("/terms")
    page.press("a", "r", "f")
    page.wait_for("forbid")

    def statuses() -> list[str]:
        with Project.open(page.path) as project:
            return [term.status.value for term in project.terms()]

    assert statuses()[:4] == ["approved", "rejected", "forbidden", "candidate"]
    before = len(statuses())
    page.press("Space", "j", "m")
    page.wait_for("merge")
    page.wait(lambda: len(statuses()) == before - 1)
    page.press("z")
    page.wait(lambda: len(statuses()) == before)
    page.press("Home", "e")
    page.wait(lambda: page.run("return document.getElementById('edit').open"))
    page.press("Ctrl+a").type("改过的词").press("Enter")
    page.wait_for("edit: ")
    with Project.open(page.path) as project:
        assert project.terms()[0].target == "改过的词"


def read_fonts(driver: Chrome) -> set[str]:
    """The fonts in which the first Chinese sentence is set."""
    for command in ("DOM.enable", "CSS.enable"):
        driver.execute_cdp_cmd(command, {})
    root = driver.execute_cdp_cmd("DOM.getDocument", {})["root"]["nodeId"]
    node = driver.execute_cdp_cmd(
        "DOM.querySelector", {"nodeId": root, "selector": ".cell.target .sentence"}
    )["nodeId"]
    fonts = driver.execute_cdp_cmd("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"] for font in fonts}


def test_chinese_is_set_in_a_chinese_font(page: Page) -> None:
    """Every character of a Chinese cell comes from a font made for it."""
    # A row that is drawn again between two of the commands has lost its node.
    wait = WebDriverWait(page.driver, PATIENCE, ignored_exceptions=[WebDriverException])
    names = wait.until(read_fonts)
    assert any(mark in name for name in names for mark in ("CJK", "SC", "Hei", "YaHei", "Song")), (
        names
    )


def test_a_decision_in_the_file_is_a_decision_on_the_page(page: Page) -> None:
    """What the command line did is there when the page is opened."""
    with Project.open(page.path) as project:
        link = project.links("essay")[0]
        with project.edit("accept") as edit:
            edit.change_link(link, replace(link, status=LinkStatus.ACCEPTED))
    page.open()
    assert page.count(f"#row-{link.id}.accepted") == 1
