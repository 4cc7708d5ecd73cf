"""Every operation by its key in a real browser; the project file shows what was saved."""

from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from aligner.bitext import Link, LinkStatus, Run
from tests.review.browser import Page, serving
from tests.review.sample_projects import make_large, make_sentences, save_project
from tests.samples import make_bitext

pytestmark = pytest.mark.browser


def plain_rows(page: Page, count: int = 3) -> list[Link]:
    """Neighbouring rows of one sentence to one."""
    links = page.links()
    for i in range(len(links) - count):
        chosen = links[i : i + count]
        if all((link.source.size, link.target.size) == (1, 1) for link in chosen):
            return chosen
    raise AssertionError


def uncertain(page: Page) -> list[int]:
    """The rows that N goes through."""
    return [
        link.id for link in page.links() if link.confidence < 0.8 and link.status is LinkStatus.AUTO
    ]


def test_n_and_p_go_through_the_uncertain_rows(page: Page) -> None:
    """N goes down and P up; W goes to the least certain row of all."""
    wanted = [number for number in uncertain(page) if number != page.links()[0].id]
    page.press("n")
    page.wait(lambda: page.current == wanted[0])
    page.press("n", "n", "p")
    page.wait(lambda: page.current == wanted[1])
    page.press("w")
    worst = min(page.links(), key=lambda link: link.confidence).id
    page.wait(lambda: page.current == worst)


@pytest.mark.parametrize(
    ("key", "status"), [("a", LinkStatus.ACCEPTED), ("r", LinkStatus.REJECTED)]
)
def test_a_decision_is_saved_and_leads_to_the_next_uncertain_row(
    page: Page, key: str, status: LinkStatus
) -> None:
    """One key a decision."""
    two_sided = {link.id for link in page.links() if link.source and link.target}
    wanted = [number for number in uncertain(page) if number in two_sided][1]
    after = uncertain(page)[uncertain(page).index(wanted) + 1]
    page.go_to(wanted)
    page.press(key)
    page.wait(lambda: page.current == after)
    assert page.link(wanted).status is status


def test_keys_typed_fast_take_effect_one_after_the_other(page: Page) -> None:
    """Nothing is lost between two of them."""
    ids = [link.id for link in page.links()[:6]]
    page.press("Home")
    page.driver.switch_to.active_element.send_keys("bjbjbjbjbj")
    page.wait(lambda: page.current == ids[5])
    assert [link.bookmarked for link in page.links()[:6]] == [True] * 5 + [False]


def test_c_clears_the_decision(page: Page) -> None:
    """The row is for the reviewer again."""
    first = plain_rows(page)[0]
    page.go_to(first.id)
    page.press("a", "k", "c")
    page.wait_for("Clear the decision")
    assert page.link(first.id).status is LinkStatus.AUTO


@pytest.mark.parametrize(("key", "above"), [("m", False), ("Shift+M", True)])
def test_m_merges_with_a_neighbour(page: Page, key: str, above: bool) -> None:
    """Below, and with Shift above."""
    one, two, three = plain_rows(page)
    page.go_to(two.id)
    page.press(key)
    page.wait_for("Merge")
    kept = page.link(one.id if above else two.id)
    wanted = (one, two) if above else (two, three)
    assert (kept.source.start, kept.source.end) == (wanted[0].source.start, wanted[1].source.end)
    assert page.current == kept.id
    assert page.count(f"#cell-{kept.id}-source .sentence") == 2


def test_s_splits_at_the_caret(page: Page) -> None:
    """The caret starts at the comma nearest the middle; Enter splits the row there."""
    link = plain_rows(page)[1]
    page.go_to(link.id)
    page.press("s")
    page.wait(lambda: page.count(".caret") == 1)
    page.press("Ctrl+ArrowLeft", "Enter")
    page.wait_for("Split. Saved")
    words = page.text(f"#cell-{link.id}-source")
    assert words.endswith(" in")
    following = page.links()[[found.id for found in page.links()].index(link.id) + 1]
    assert page.text(f"#cell-{following.id}-source").startswith("19")


def test_escape_leaves_the_caret_without_a_change(page: Page) -> None:
    """The text is as it was."""
    before = page.links()
    page.press("s")
    page.wait(lambda: page.count(".caret") == 1)
    page.press("Escape")
    page.wait(lambda: page.count(".caret") == 0)
    assert page.links() == before


@pytest.mark.parametrize(
    ("key", "down"), [("d", True), ("Ctrl+ArrowDown", True), ("u", False), ("Ctrl+ArrowUp", False)]
)
@pytest.mark.parametrize("column", ["source", "target"])
def test_sentences_move_over_the_border(page: Page, key: str, down: bool, column: str) -> None:
    """Sentences of the column that has the focus move over the border."""
    one, two, three = plain_rows(page)
    page.go_to(two.id)
    page.press("ArrowRight" if column == "target" else "ArrowLeft", key)
    page.wait_for("sentence to the row")
    receiver = page.link(three.id if down else one.id)
    assert getattr(receiver, column).size == 2
    assert getattr(page.link(two.id), column).size == 0


@pytest.mark.parametrize(("key", "said"), [("Enter", "column down"), ("Backspace", "column up")])
def test_a_column_is_shifted(page: Page, key: str, said: str) -> None:
    """From here on, up to the next room or decision."""
    _, two, three = plain_rows(page)
    page.go_to(two.id)
    page.press("ArrowRight", key)
    page.wait_for(said)
    now = page.link(three.id)
    assert now.target != three.target
    assert now.flags == ("shifted",)


def test_space_links_any_two_cells(page: Page) -> None:
    """The first press takes the source, the second the target, however far away."""
    first, last = plain_rows(page)[0], page.links()[-2]
    wanted = last.target or page.links()[-3].target
    partner = last if last.target else page.links()[-3]
    page.go_to(first.id)
    page.press("ArrowLeft", "Space")
    page.wait_for("Linking row")
    page.go_to(partner.id)
    page.press("Space")
    page.wait_for("Link. Saved")
    assert page.link(first.id).target == wanted


def test_x_separates_the_two_sides(page: Page) -> None:
    """Neither has a counterpart."""
    link = plain_rows(page)[0]
    page.go_to(link.id)
    page.press("x")
    page.wait_for("No counterpart")
    assert not page.link(link.id).target
    assert page.text(f"#cell-{link.id}-target") == "no counterpart"


def test_b_bookmarks_and_shift_b_finds_it(page: Page) -> None:
    """A second B takes it away."""
    link = plain_rows(page)[2]
    page.go_to(link.id)
    page.press("b")
    page.wait_for("Bookmark. Saved")
    page.press("Home", "Shift+B")
    page.wait(lambda: page.current == link.id)
    page.press("b")
    page.wait_for("Bookmark off")
    assert not page.link(link.id).bookmarked


def test_i_writes_a_note(page: Page) -> None:
    """The note appears below the pair."""
    link = plain_rows(page)[0]
    page.go_to(link.id)
    page.press("i")
    page.wait(lambda: page.run("return document.getElementById('note').open"))
    page.type("ask the author").press("Ctrl+Enter")
    page.wait_for("Note. Saved")
    assert page.link(link.id).note == "ask the author"
    assert "ask the author" in page.text(f"#row-{link.id}")


def test_e_edits_the_words_and_keeps_the_original(page: Page) -> None:
    """Enter saves; the row says that it was edited."""
    link = plain_rows(page)[0]
    page.go_to(link.id)
    page.press("ArrowRight", "e")
    page.wait(lambda: page.count("textarea:focus") == 1)
    page.press("Ctrl+a").type("新的句子。").press("Enter")
    page.wait_for("Saved.")
    assert page.text(f"#cell-{link.id}-target .sentence").startswith("新的句子。")
    assert page.count(f"#cell-{link.id}-target .was") == 1


def test_z_and_y_undo_and_redo_without_limit(page: Page) -> None:
    """Ten edits back and ten forth."""
    before = [(link.id, link.bookmarked) for link in page.links()]
    page.press("Home", *(["b", "j"] * 10))
    page.wait(lambda: sum(link.bookmarked for link in page.links()) == 10)
    page.press(*(["z"] * 10))
    page.wait(lambda: [(link.id, link.bookmarked) for link in page.links()] == before)
    page.press(*(["Ctrl+y"] * 10))
    page.wait(lambda: sum(link.bookmarked for link in page.links()) == 10)
    page.press("z" * 1)
    page.wait_for("Undone: bookmark.")


def test_filters_keep_their_surroundings(page: Page) -> None:
    """Hits with a row of context, dimmed; Escape brings everything back."""
    page.run("document.querySelector('[value=empty]').click()")
    page.wait(lambda: page.count(".row.context") > 0)
    hits = [link for link in page.links() if not (link.source and link.target)]
    assert page.text("#found").startswith(f"{len(hits)} of")
    page.press("Escape", "Escape")
    page.wait(lambda: page.text("#found") == "")
    assert page.count(".row.context") == 0


def test_search_finds_words_of_either_language(page: Page) -> None:
    """Search finds words of either language and highlights them."""
    page.press("/")
    page.type("苏联")
    page.wait(lambda: page.count(".m-found") > 0)
    assert set(
        page.run("return [...document.querySelectorAll('.m-found')].map(e => e.textContent)")
    ) == {"苏联"}


def test_the_question_mark_shows_every_key(page: Page) -> None:
    """The question mark shows every key, and Escape closes the sheet."""
    page.press("?")
    page.wait(lambda: page.run("return document.getElementById('keys').open"))
    sheet = page.text("#keys")
    assert all(
        word in sheet for word in ("merge", "split", "undo", "align again", "no counterpart")
    )
    page.press("Escape")
    page.wait(lambda: not page.run("return document.getElementById('keys').open"))


def test_t_adds_a_term_with_a_proposal_for_the_other_side(page: Page) -> None:
    """Words are chosen by keys; the likely words of the other side are there to take."""
    page.press("Home", "ArrowLeft", "t")
    page.wait(lambda: page.count("mark.chosen") == 1)
    page.press("ArrowRight", "Shift+ArrowRight")
    words = page.text("mark.chosen")
    page.press("Enter")
    page.wait(lambda: page.count("#proposals button") > 1)
    assert page.run("return document.getElementById('term-source').value") == words
    assert page.run("return document.getElementById('term-target').value")
    page.press("Enter")
    page.wait_for("Term added")
    page.wait(lambda: page.count(".m-term") > 0)


def test_the_progress_counts_down(page: Page) -> None:
    """What is done of the uncertain ones, and what is expected to be still wrong."""
    before = page.wait(lambda: page.text("#progress-text"))
    page.press("w", "a")
    page.wait(lambda: page.text("#progress-text") != before)
    assert page.text("#progress-text").startswith("1 of ")
    assert "expected to be wrong" in page.text("#progress-text")


def test_nothing_went_wrong_on_the_console(page: Page) -> None:
    """No error and no warning while working."""
    page.press("n", "a", "z", "s", "Escape", "e", "Escape", "?", "Escape", "b", "j", "m", "z")
    page.wait_for("Undone")
    assert page.problems() == []


def test_aligning_again_shows_what_is_new(driver: Chrome, tmp_path: Path) -> None:
    """L realigns between the decided pairs around; the new rows are marked and can be visited."""
    source, target = make_sentences(12)
    links = [Link(Run(i, i + 1), Run(i, i + 1), 0.9) for i in range(12)]
    wrong = [Link(Run(i, i + 1), Run(i + 1, i + 2), 0.3) for i in range(4, 7)]
    links[4:8] = [*wrong, Link(Run(7, 8), Run(4, 5), 0.3)]
    path = save_project(tmp_path / "p.duizhao", make_bitext(source, target, tuple(links)))
    with serving(path) as address:
        page = Page(driver, address, path).open()
        page.go_to(3)
        page.press("a")
        page.go_to(11)
        page.press("a")
        page.go_to(6)
        page.press("l")
        page.wait_for("rows changed")
        page.wait(lambda: page.count(".row.fresh") >= 4)
        assert [link.target.start for link in page.links()] == list(range(12))
        page.press("z")
        page.wait_for("Undone: align")
        assert page.link(6).target == Run(6, 7)


def test_fifty_thousand_rows_are_not_drawn(driver: Chrome, tmp_path: Path) -> None:
    """Only what is seen is in the page; the last row is a key away and can be edited."""
    path = save_project(tmp_path / "large.duizhao", make_large(50_000))
    with serving(path) as address:
        page = Page(driver, address, path).open()
        page.press("End")
        last = page.links()[-1]
        page.wait(lambda: page.current == last.id and page.count(f"#row-{last.id}") == 1)
        assert page.count(".row") < 60
        page.press("b")
        page.wait_for("Bookmark. Saved")
        page.press("Home")
        page.wait(lambda: page.current == page.links()[0].id)
        page.run("document.getElementById('grid').scrollTop = 1e6")
        page.wait(lambda: page.count(".row:not(.waiting)") > 10)
        assert page.count(".row") < 60
