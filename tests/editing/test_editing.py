"""What a person can do to links: the laws that hold for all of it, and what each one does."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import editing
from aligner.bitext import Link, LinkStatus, Run, Side
from aligner.editing import Change
from aligner.errors import EditRefusedError
from aligner.project.decisions import link_order


def link(source: tuple[int, int], target: tuple[int, int], number: int = 1, **more: object) -> Link:
    """A link of two runs."""
    return Link(Run(*source), Run(*target), 0.9, id=number, **more)  # type: ignore[arg-type]


def runs(links: tuple[Link, ...]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The runs of links, as plain numbers."""
    return [(tuple(found.source), tuple(found.target)) for found in links]  # type: ignore[misc]


def filled(links: tuple[Link, ...]) -> list[tuple[list[int], list[int]]]:
    """Segments of links; the position of an empty side follows from its neighbours."""
    return [(list(found.source.ids), list(found.target.ids)) for found in links]


def covered(links: tuple[Link, ...]) -> Counter[tuple[Side, int]]:
    """How often each segment is held."""
    sides = ((Side.SOURCE, "source"), (Side.TARGET, "target"))
    return Counter(
        (side, i) for found in links for side, name in sides for i in getattr(found, name).ids
    )


@st.composite
def rows(draw: st.DrawFn) -> list[Link]:
    """Links of a text in order; targets may be out of order, as in excerpts."""
    sizes = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=8))
    sizes = [size for size in sizes if size != (0, 0)] or [(1, 1)]
    starts, place = [], 0
    for _, size in sizes:
        starts.append(place)
        place += size
    order = draw(st.sampled_from([list, lambda names: list(reversed(names))]))(range(len(sizes)))
    targets = {
        index: Run(starts[slot], starts[slot] + sizes[slot][1]) for slot, index in enumerate(order)
    }
    links, source = [], 0
    for number, (size, _) in enumerate(sizes):
        run = targets[order[order.index(number)]]
        links.append(
            Link(
                Run(source, source + size),
                run,
                draw(st.floats(0, 1)),
                status=draw(st.sampled_from(list(LinkStatus))),
                flags=draw(st.sampled_from([(), ("rival",)])),
                note=draw(st.sampled_from(["", "look"])),
                bookmarked=draw(st.booleans()),
                id=number + 1,
            )
        )
        source += size
    kept = [found for found in links if found.source or found.target]
    return sorted(kept, key=link_order)


OPERATIONS: dict[str, Callable[[list[Link], int, Side], Change]] = {
    "accept": lambda links, i, side: editing.accept(links[i]),
    "reject": lambda links, i, side: editing.reject(links[i]),
    "clear": lambda links, i, side: editing.clear(links[i]),
    "note": lambda links, i, side: editing.set_note(links[i], "remark"),
    "no-counterpart": lambda links, i, side: editing.no_counterpart(links[i]),
    "merge": lambda links, i, side: editing.merge(links[i - 1], links[i]),
    "split": lambda links, i, side: editing.split(
        links[i], links[i].source.start + links[i].source.size // 2, links[i].target.end
    ),
    "down": lambda links, i, side: editing.move_last_down(links[i - 1], links[i], side),
    "up": lambda links, i, side: editing.move_first_up(links[i], links[i - 1], side),
    "shift-down": lambda links, i, side: editing.shift_down(links[i:], side),
    "shift-up": lambda links, i, side: editing.shift_up(links[i - 1], links[i:], side),
    "pinpoint": lambda links, i, side: editing.pinpoint(links[i], links[-1]),
}


@pytest.mark.parametrize("name", OPERATIONS)
@given(links=rows(), index=st.integers(1, 7), side=st.sampled_from(list(Side)))
@settings(deadline=None, max_examples=60)
def test_every_operation_keeps_each_segment_as_often_as_before(
    name: str, links: list[Link], index: int, side: Side
) -> None:
    """An operation either is refused or holds the same segments, and no row is empty."""
    if len(links) < 2:
        return
    try:
        change = OPERATIONS[name](links, min(index, len(links) - 1), side)
    except EditRefusedError:
        return
    assert covered(change.new) == covered(change.old)
    assert all(found.source or found.target for found in change.new)
    assert all(
        0 <= run.start <= run.end for found in change.new for run in (found.source, found.target)
    )


@pytest.mark.parametrize("name", OPERATIONS)
@given(links=rows(), index=st.integers(1, 7), side=st.sampled_from(list(Side)))
@settings(deadline=None, max_examples=30)
def test_every_operation_keeps_what_was_written_about_the_links(
    name: str, links: list[Link], index: int, side: Side
) -> None:
    """Notes and bookmarks survive, even those of rows that disappear."""
    if len(links) < 2 or name == "note":
        return
    try:
        change = OPERATIONS[name](links, min(index, len(links) - 1), side)
    except EditRefusedError:
        return
    old, new = (
        "".join(found.note for found in change.old),
        "".join(found.note for found in change.new),
    )
    assert old.count("look") == new.count("look")
    assert any(f.bookmarked for f in change.old) == any(f.bookmarked for f in change.new)


@given(links=rows(), side=st.sampled_from(list(Side)))
@settings(deadline=None)
def test_moving_down_and_up_again_changes_nothing(links: list[Link], side: Side) -> None:
    """The last sentence moved down is the first one to move up."""
    if len(links) < 2:
        return
    try:
        down = editing.move_last_down(links[0], links[1], side)
    except EditRefusedError:
        return
    if len(down.new) != 2 or len(down.old) != 2:
        return
    up = editing.move_first_up(down.new[1], down.new[0], side)
    assert filled(up.new) == filled(down.old)


def test_merging_is_the_inverse_of_splitting() -> None:
    """Two halves put together are the whole, decided by a person."""
    whole = link((3, 5), (4, 6))
    halves = editing.split(whole, 4, 5).new
    assert runs(halves) == [((3, 4), (4, 5)), ((4, 5), (5, 6))]
    assert runs(editing.merge(*halves).new) == [((3, 5), (4, 6))]
    assert editing.merge(*halves).new[0].status is LinkStatus.EDITED


def test_rows_that_are_not_neighbours_cannot_be_merged() -> None:
    """Between the two lies other text; the sentence names the way out."""
    with pytest.raises(EditRefusedError, match="Space"):
        editing.merge(link((0, 1), (0, 1)), link((1, 2), (5, 6), 2))


def test_merging_keeps_the_lower_confidence() -> None:
    """The machine's number stays, and the more doubtful one of two."""
    first = replace(link((0, 1), (0, 1)), confidence=0.4)
    assert editing.merge(first, link((1, 2), (1, 2), 2)).new[0].confidence == 0.4


def test_a_sentence_without_a_neighbour_gets_a_row_of_its_own() -> None:
    """The row below lies elsewhere in the target text, so the sentence cannot join it."""
    change = editing.move_last_down(link((0, 1), (3, 5)), link((1, 2), (9, 10), 2), Side.TARGET)
    assert runs(change.new) == [((0, 1), (3, 4)), ((1, 1), (4, 5))]


def test_a_sentence_moves_into_an_empty_cell() -> None:
    """A row without a counterpart gets one."""
    change = editing.move_last_down(link((0, 1), (0, 2)), link((1, 2), (9, 9), 2), Side.TARGET)
    assert runs(change.new) == [((0, 1), (0, 1)), ((1, 2), (1, 2))]


def test_shifting_down_ends_where_there_is_room() -> None:
    """The empty cell takes the last one; what only moved along is for the reviewer again."""
    links = [
        link((0, 1), (0, 1)),
        link((1, 2), (1, 2), 2),
        link((2, 3), (2, 2), 3),
        link((3, 4), (2, 3), 4),
    ]
    change = editing.shift_down(links, Side.TARGET)
    assert runs(change.new) == [((0, 1), (0, 0)), ((1, 2), (0, 1)), ((2, 3), (1, 2))]
    assert [found.status.value for found in change.new] == ["edited", "auto", "auto"]
    assert change.new[1].confidence == editing.UNKNOWN
    assert change.new[1].flags == ("shifted",)


def test_shifting_down_stops_before_a_decided_row() -> None:
    """What a person decided does not move; the last cell gets a row of its own."""
    fixed = link((1, 2), (1, 2), 2, status=LinkStatus.ACCEPTED)
    change = editing.shift_down([link((0, 1), (0, 1)), fixed], Side.TARGET)
    assert fixed not in change.old
    assert runs(change.new) == [((0, 1), (0, 0)), ((1, 1), (0, 1))]


def test_shifting_up_joins_the_row_above() -> None:
    """The first cell joins the one above, the rest follows, the last row is left empty."""
    links = [link((1, 2), (1, 2), 2), link((2, 3), (2, 3), 3)]
    change = editing.shift_up(link((0, 1), (0, 1)), links, Side.TARGET)
    assert runs(change.new) == [((0, 1), (0, 2)), ((1, 2), (2, 3)), ((2, 3), (3, 3))]


def test_linking_any_to_any_leaves_the_old_partners_alone() -> None:
    """What was linked before is undecided, without a counterpart, and says why."""
    change = editing.pinpoint(link((0, 1), (0, 1)), link((5, 6), (7, 8), 2))
    assert runs(change.new) == [((0, 1), (7, 8)), ((5, 6), (7, 7)), ((1, 1), (0, 1))]
    assert [found.status.value for found in change.new] == ["edited", "auto", "auto"]
    assert change.new[1].flags == ("left-over",)


def test_no_counterpart_separates_the_sides() -> None:
    """Each side becomes a decided row of its own."""
    change = editing.no_counterpart(link((0, 1), (4, 5)))
    assert runs(change.new) == [((0, 1), (4, 4)), ((1, 1), (4, 5))]
    assert {found.status for found in change.new} == {LinkStatus.EDITED}


def test_a_row_with_one_side_cannot_be_rejected() -> None:
    """There is no pair to reject; the sentence says what to do instead."""
    with pytest.raises(EditRefusedError, match="one side only"):
        editing.reject(link((0, 1), (4, 4)))


@pytest.mark.parametrize(("source_at", "target_at"), [(3, 4), (5, 6), (2, 5), (4, 9)])
def test_a_row_is_only_split_inside(source_at: int, target_at: int) -> None:
    """Both halves hold something, and nothing from outside the row."""
    with pytest.raises(EditRefusedError):
        editing.split(link((3, 5), (4, 6)), source_at, target_at)
