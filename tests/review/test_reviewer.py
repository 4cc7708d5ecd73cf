"""What a reviewer does is saved as one entry of the undo log, against what they saw."""

import pytest

from aligner.bitext import Link, LinkStatus, Side
from aligner.errors import ChangedElsewhereError, EditRefusedError
from aligner.project.store import Project
from aligner.review.actions import ACTIONS, act
from aligner.review.reviewer import Action, Reviewer


def action_on(link: Link, name: str, **values: object) -> Action:
    """An action on a row in its present version."""
    return Action(name, link.id, link.version, **values)  # type: ignore[arg-type]


def pairs(project: Project) -> list[Link]:
    """The rows now."""
    return project.links("essay")


def texts(project: Project, link: Link) -> tuple[list[str], list[str]]:
    """The words of a row."""
    bitext = project.bitext("essay")
    return bitext.source_texts(link), bitext.target_texts(link)


def plain(project: Project) -> Link:
    """A row of one sentence to one, with such a row on either side."""
    links = pairs(project)
    for above, link, below in zip(links, links[1:], links[2:], strict=False):
        if all((r.source.size, r.target.size) == (1, 1) for r in (above, link, below)):
            return link
    raise AssertionError


ONE_STEP = [name for name in ACTIONS if name not in {"pinpoint", "edit-text", "split", "bookmark"}]


@pytest.mark.parametrize("name", ONE_STEP)
def test_every_action_is_one_step_of_undo(project: Project, reviewer: Reviewer, name: str) -> None:
    """Undo brings back exactly what was there, redo does it again."""
    before = project.bitext("essay")
    action = action_on(plain(project), name, text="look here", offset=5, side=Side.SOURCE)
    if name == "clear":
        act(reviewer, action_on(plain(project), "accept"))
        before = project.bitext("essay")
        action = action_on(pairs(project)[before.links.index(_decided(before.links))], name)
    outcome = act(reviewer, action)
    after = project.bitext("essay")
    assert outcome.links
    assert reviewer.undo().message.startswith("Undone")
    assert _without_versions(project.bitext("essay")) == _without_versions(before)
    reviewer.redo()
    assert _without_versions(project.bitext("essay")) == _without_versions(after)


def _decided(links: tuple[Link, ...]) -> Link:
    return next(link for link in links if link.status is not LinkStatus.AUTO)


def _without_versions(bitext: object) -> object:
    from dataclasses import replace

    return replace(
        bitext,  # type: ignore[type-var]
        links=tuple(replace(link, version=0) for link in bitext.links),  # type: ignore[attr-defined]
    )


def test_a_stale_action_changes_nothing(project: Project, reviewer: Reviewer) -> None:
    """Somebody else decided in the meantime: their decision stays."""
    link = plain(project)
    act(reviewer, action_on(link, "reject"))
    with pytest.raises(ChangedElsewhereError):
        act(reviewer, action_on(link, "accept"))
    assert reviewer.queue.links([link.id])[0].status is LinkStatus.REJECTED


def test_a_stale_neighbour_is_noticed(project: Project, reviewer: Reviewer) -> None:
    """Merging takes the neighbour as it was on the page, or not at all."""
    link = plain(project)
    below = reviewer.queue.below(link, 1)[0]
    act(reviewer, action_on(below, "reject"))
    with pytest.raises(ChangedElsewhereError, match="neighbouring row"):
        act(reviewer, action_on(link, "merge-below", versions={below.id: below.version}))


def test_a_stale_sentence_is_noticed(project: Project, reviewer: Reviewer) -> None:
    """Words are only put in the place of the words the person saw."""
    link = plain(project)
    with pytest.raises(ChangedElsewhereError, match="sentence"):
        act(reviewer, action_on(link, "edit-text", text="new", text_before="other words"))


def test_splitting_inside_a_sentence_cuts_it(project: Project, reviewer: Reviewer) -> None:
    """The second row begins with what stood right of the caret."""
    link = plain(project)
    (source,), (target,) = texts(project, link)
    offset = source.index(" in ")
    outcome = act(reviewer, action_on(link, "split", offset=offset, text_before=source, border=1))
    first, second = outcome.links
    assert texts(project, first) == ([source[:offset]], [target])
    assert texts(project, second) == ([source[offset:].strip()], [])


def test_after_a_cut_every_row_still_holds_its_words(project: Project, reviewer: Reviewer) -> None:
    """All rows below are renumbered with their sentences."""
    link = plain(project)
    below = [texts(project, other) for other in reviewer.queue.below(link, 100)]
    act(reviewer, action_on(link, "cut-sentence", offset=4))
    now = reviewer.queue.links([link.id])[0]
    assert [texts(project, other) for other in reviewer.queue.below(now, 100)] == below


def test_edited_words_keep_what_was_read(project: Project, reviewer: Reviewer) -> None:
    """The original is shown beside the new words."""
    link = plain(project)
    act(reviewer, action_on(link, "edit-text", side=Side.TARGET, text="新的句子。"))
    segment = project.bitext("essay").target_segments[link.target.start]
    assert segment.text == "新的句子。"
    assert segment.original is not None


def test_any_cell_can_be_linked_to_any(project: Project, reviewer: Reviewer) -> None:
    """Far apart or near, the two cells become a pair."""
    first, last = plain(project), pairs(project)[-1]
    wanted = texts(project, first)[0], texts(project, last)[1]
    partner = {last.id: last.version}
    outcome = act(reviewer, action_on(first, "pinpoint", partner=last.id, versions=partner))
    assert texts(project, outcome.links[0]) == wanted


def test_a_merge_finds_its_neighbour_past_one_sided_rows(
    project: Project, reviewer: Reviewer
) -> None:
    """A row of the other text in between does not stop the merge of its neighbours."""
    links = pairs(project)
    for link in links:
        below = reviewer.queue.below(link, 1)
        if below and not below[0].source and link.source and link.target:
            merged = act(reviewer, action_on(link, "merge-below")).links[0]
            assert merged.target.size == link.target.size + below[0].target.size
            return
    raise AssertionError


def test_undo_without_an_edit_says_so(reviewer: Reviewer) -> None:
    """There is nothing to take back."""
    assert reviewer.undo().message == "Nothing to undo."
    assert reviewer.redo().message == "Nothing to redo."


def test_an_unknown_action_is_refused(project: Project, reviewer: Reviewer) -> None:
    """A page of another version may ask for what is not there."""
    with pytest.raises(EditRefusedError, match="no action"):
        act(reviewer, action_on(plain(project), "burn"))


def test_undo_survives_closing_the_project(project: Project, reviewer: Reviewer) -> None:
    """The log is in the file."""
    link = plain(project)
    act(reviewer, action_on(link, "accept"))
    with Project.open(project.path) as again:
        Reviewer(again, "essay").undo()
        assert again.links("essay") == [
            *(other if other.id != link.id else _bumped(link) for other in again.links("essay"))
        ]


def _bumped(link: Link) -> Link:
    from dataclasses import replace

    return replace(link, version=link.version + 2)
