"""The reviewer's queries give the same as looking at every link."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Link, LinkStatus, Run, Side
from aligner.project.overview import FILTERS, Overview, RowFilter
from aligner.project.queue import Queue, revision
from aligner.project.store import Project
from tests.review.sample_projects import make_large, save_project
from tests.samples import make_bitext


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of sixty sentences a side."""
    return Project.open(save_project(tmp_path / "p.duizhao", make_large(60)))


def shown(queue: Overview, chosen: RowFilter) -> tuple[list[int], list[int]]:
    """Ids of the hits and of the rows shown as context."""
    numbers = queue.index(chosen).tolist()[::3]
    return [n for n in numbers if n > 0], [-n for n in numbers if n < 0]


CHECKS: dict[str, Callable[[Link], bool]] = {
    "not-1-1": lambda link: (link.source.size, link.target.size) != (1, 1),
    "paired": lambda link: bool(link.source and link.target),
    "empty": lambda link: not (link.source and link.target),
    "flagged": lambda link: bool(link.flags),
    "unreviewed": lambda link: link.status is LinkStatus.AUTO,
    "bookmarked": lambda link: link.bookmarked,
    "noted": lambda link: bool(link.note),
    "rejected": lambda link: link.status is LinkStatus.REJECTED,
    "edited": lambda link: link.status is LinkStatus.EDITED,
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_finds_what_its_name_says(project: Project, name: str) -> None:
    """A filter finds what its name says and nothing else; its count agrees."""
    overview = Overview(project, "essay")
    wanted = [link.id for link in project.links("essay") if CHECKS[name](link)]
    assert shown(overview, RowFilter(conditions=(name,), context=0))[0] == wanted
    assert overview.counts()[name] == len(wanted)


def test_words_are_found_on_both_sides(project: Project) -> None:
    """Capital or small, in either language."""
    overview = Overview(project, "essay")
    bitext = project.bitext("essay")
    for words in ("soviet", "苏联", "195", "arms control"):
        wanted = [
            link.id
            for link in bitext.links
            if any(
                words in t.casefold() for t in bitext.source_texts(link) + bitext.target_texts(link)
            )
        ]
        assert wanted
        assert shown(overview, RowFilter(words=words, context=0))[0] == wanted


def test_context_stands_around_the_hits(project: Project) -> None:
    """One row above and below each hit, none twice."""
    overview = Overview(project, "essay")
    hits, context = shown(overview, RowFilter(below=0.5, context=1))
    ids = [link.id for link in project.links("essay")]
    around = {ids[i + d] for i in map(ids.index, hits) for d in (-1, 1) if 0 <= i + d < len(ids)}
    assert set(context) == around - set(hits)


def test_the_index_carries_confidence_and_status(project: Project) -> None:
    """In the bits the page navigates by."""
    numbers = Overview(project, "essay").index(RowFilter()).tolist()
    for link, position, bits in zip(
        project.links("essay"), numbers[1::3], numbers[2::3], strict=True
    ):
        assert bits & 1023 == int(link.confidence * 1000)
        assert (bits >> 10) & 3 == 0
        assert bool(bits >> 13 & 1) == CHECKS["empty"](link)
        assert numbers[3 * position] == link.id


def test_neighbours_are_those_of_the_list(project: Project) -> None:
    """Above and below agree with the order of all links."""
    queue = Queue(project, "essay")
    links = project.links("essay")
    for i, link in enumerate(links):
        assert queue.below(link, 3) == links[i + 1 : i + 4]
        assert queue.above(link, 2) == links[max(0, i - 2) : i][::-1]
        assert queue.position(link) == i + 1


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 3), st.integers(0, 2)),
        min_size=1,
        max_size=12,
    )
)
@settings(deadline=None, max_examples=30)
def test_neighbours_hold_for_any_links(
    tmp_path_factory: pytest.TempPathFactory, shapes: list[tuple[int, int, int, int]]
) -> None:
    """Neighbours are right even where links overlap, cross or lie at the same place."""
    links = tuple(Link(Run(a, a + n), Run(b, b + m), 0.5) for a, n, b, m in shapes)
    path = tmp_path_factory.mktemp("q") / "p.duizhao"
    save_project(path, make_bitext(["a"] * 6, ["b"] * 6, links))
    with Project.open(path) as project:
        queue, everything = Queue(project, "essay"), project.links("essay")
        for i, link in enumerate(everything):
            assert queue.below(link, 1) == everything[i + 1 : i + 2]
            assert queue.above(link, 1) == everything[max(0, i - 1) : i]


def test_expected_wrong_links_are_those_still_undecided(project: Project) -> None:
    """Each undecided link is wrong with one minus its confidence."""
    overview = Overview(project, "essay")
    links = project.links("essay")
    with project.edit("accept") as edit:
        from aligner.editing import accept

        edit.change_link(links[0], accept(links[0]).new[0])
    progress = overview.progress()
    assert progress.expected_wrong == pytest.approx(sum(1 - link.confidence for link in links[1:]))
    assert progress.decided == 1
    assert progress.uncertain == sum(link.confidence < 0.8 for link in links)


def test_the_revision_changes_with_every_edit_and_undo(project: Project) -> None:
    """So that a page notices what others did."""
    seen = {revision(project)}
    link = project.links("essay")[0]
    from aligner.editing import accept

    with project.edit("accept") as edit:
        edit.change_link(link, accept(link).new[0])
    seen.add(revision(project))
    project.undo()
    seen.add(revision(project))
    assert len(seen) == 3


def test_the_map_holds_every_pair(project: Project) -> None:
    """Each pair with two sides is in one place of the map, inside its bounds."""
    overview = Overview(project, "essay")
    places = overview.map(50, 80)
    two_sided = [link for link in project.links("essay") if link.source and link.target]
    assert sum(place.links for place in places) == len(two_sided)
    assert all(0 <= p.row < 80 and 0 <= p.target < 50 for p in places)
    assert sum(n for _, n in overview.uncertain_by_height(80)) == overview.progress().uncertain


def test_fixed_points_are_decided_pairs_with_two_sides(project: Project) -> None:
    """Between them a stretch can be aligned again."""
    from aligner.editing import accept

    queue = Queue(project, "essay")
    links = [link for link in project.links("essay") if link.source and link.target]
    for link in (links[3], links[9]):
        with project.edit("accept") as edit:
            edit.change_link(link, accept(link).new[0])
    above, below = queue.nearest_fixed(links[6])
    assert above is not None
    assert below is not None
    assert (above.id, below.id) == (links[3].id, links[9].id)
    assert queue.nearest_fixed(links[1])[0] is None


def test_texts_are_read_by_place(project: Project) -> None:
    """A stretch of the document as it was read."""
    queue = Queue(project, "essay")
    bitext = project.bitext("essay")
    segment = bitext.source_segments[5]
    assert queue.read_text(Side.SOURCE, segment.start, segment.end) == segment.text
    assert queue.languages() == ("en", "zh")


def test_signs_of_the_search_language_are_plain_text(tmp_path: Path) -> None:
    """Percent, underscore and backslash are plain text; capitals beyond ASCII fold too."""
    links = tuple(Link(Run(i, i + 1), Run(i, i + 1), 0.5) for i in range(4))
    texts = ["100 % sure", "a_b", "c\\d", "ÉCOLE"]
    path = save_project(tmp_path / "p.duizhao", make_bitext(texts, ["x"] * 4, links))
    with Project.open(path) as project:
        overview = Overview(project, "essay")
        for words, place in (("%", 0), ("_", 1), ("\\", 2), ("école", 3)):
            assert shown(overview, RowFilter(words=words, context=0))[0] == [place + 1]
