"""A reviewer at work on a pair: finds the rows that an action names, saves, undoes.

The page and the terminal share it; `actions` holds the actions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from aligner import editing
from aligner.bitext import Link, Run, Segment, Side
from aligner.editing import Change
from aligner.errors import ChangedElsewhereError, EditRefusedError
from aligner.project.edit import Edit
from aligner.project.history import EditStep
from aligner.project.queue import Queue, waiting_edit
from aligner.project.store import Project

REACH = 2_000
"""Rows below the current one among which a column shift must end."""

SEARCHED = 50
"""One-sided rows that a merge skips at most to find a neighbour."""


@dataclass(frozen=True, slots=True)
class Action:
    """A person's request, with the versions of the rows as the page showed them."""

    name: str
    """A key of `actions.ACTIONS`."""
    link: int
    version: int
    versions: Mapping[int, int] = field(default_factory=dict)
    """Versions of other rows on the page, by id; checked when the action touches them."""
    side: Side = Side.SOURCE
    sentence: int = 0
    """Position of a sentence inside its side of the link."""
    offset: int = 0
    """Offset of the caret in that sentence."""
    border: int | None = None
    """For a split: how many sentences of the other side stay in the first row."""
    partner: int = 0
    """For a pinpoint link: the row that holds the target."""
    text: str = ""
    """A note, or the new words of a sentence."""
    text_before: str = ""
    """The words of the sentence as the page showed them."""
    value: bool = True


@dataclass(frozen=True, slots=True)
class ActionResult:
    """The result of an action: a message and the changed rows."""

    message: str
    removed: tuple[int, ...] = ()
    """Ids of rows that no longer exist."""
    links: tuple[Link, ...] = ()
    """Rows that are new or different, in source order."""
    focus: int = 0
    """Id of the row to go to; 0 if there is none."""
    reload: bool = False
    """Whether other rows changed too, so that the page must load everything again."""


class Reviewer:
    """Carries out actions on one pair of an open project."""

    def __init__(self, project: Project, name: str) -> None:
        self.project = project
        self.queue = Queue(project, name)

    def undo(self) -> ActionResult:
        """Take the newest edit of the project back."""
        steps = waiting_edit(self.project, undone=False)
        summary = self.project.undo()
        return self._replayed("Undone", summary, steps, "Nothing to undo.")

    def redo(self) -> ActionResult:
        """Carry out again what was undone last."""
        steps = waiting_edit(self.project, undone=True)
        summary = self.project.redo()
        return self._replayed("Done again", summary, steps, "Nothing to redo.")

    # ── reading what the action names ────────────────────────────────────────

    def link(self, action: Action) -> Link:
        """The row of the action, in the version that the page showed."""
        return self._expect(action.link, action.version)

    def partner(self, action: Action) -> Link:
        """The other row of a pinpoint link."""
        return self._expect(action.partner, action.versions.get(action.partner))

    def above(self, action: Action, link: Link) -> Link | None:
        """The row above, in the version that the page showed."""
        found = self.queue.above(link, 1)
        return self._checked(found[0], action.versions) if found else None

    def below(self, action: Action, link: Link) -> Link | None:
        """The row below, in the version that the page showed."""
        found = self.queue.below(link, 1)
        return self._checked(found[0], action.versions) if found else None

    def mergeable(self, action: Action, link: Link, *, below: bool) -> Link:
        """The nearest row that can be joined, past one-sided rows that are not in its way."""
        rows = self.queue.below(link, SEARCHED) if below else self.queue.above(link, SEARCHED)
        for row in rows:
            first, second = (link, row) if below else (row, link)
            if editing.joinable(first, second):
                return self._checked(row, action.versions)
            if row.source and row.target:
                break
        if not rows:
            raise EditRefusedError("There is no row to merge with: the text ends here.")
        return self._checked(rows[0], action.versions)

    def segment(self, action: Action, link: Link) -> Segment:
        """The sentence of the action, with the words that the page showed."""
        run = link.run(action.side)
        number = run.start + action.sentence
        if number not in run.ids:
            raise EditRefusedError("There is no sentence there. Choose one with ← → and Tab.")
        segment = self.queue.segments(action.side, [Run(number, number + 1)])[number]
        if action.text_before and segment.text != action.text_before:
            raise ChangedElsewhereError("This sentence")
        return segment

    def _expect(self, link_id: int, version: int | None) -> Link:
        found = self.queue.links([link_id])
        if not found or (version is not None and found[0].version != version):
            raise ChangedElsewhereError("This row")
        return found[0]

    def _checked(self, link: Link, versions: Mapping[int, int]) -> Link:
        if versions.get(link.id, link.version) != link.version:
            raise ChangedElsewhereError("The neighbouring row")
        return link

    # ── saving ───────────────────────────────────────────────────────────────

    def save(self, message: str, change: Change, *, focus: int = 0) -> ActionResult:
        """Write a change of links."""
        with self.project.edit(message) as edit:
            ids = self.apply(edit, change)
        return self.result(message, (link.id for link in change.old), ids, focus=focus)

    def apply(self, edit: Edit, change: Change) -> list[int]:
        """Write a change inside an edit; the ids of its new links, in their order."""
        before = {link.id: link for link in change.old}
        kept = {link.id for link in change.new}
        for link in change.old:
            if link.id not in kept:
                edit.remove_link(link)
        ids = []
        for link in change.new:
            if link.id:
                if link != before[link.id]:
                    edit.change_link(before[link.id], link)
                ids.append(link.id)
            else:
                ids.append(edit.add_link(self.queue.number, link))
        return ids

    def result(
        self, message: str, before: Iterable[int], after: Sequence[int], *, focus: int = 0
    ) -> ActionResult:
        """The result of an edit, read back from the project."""
        links = tuple(self.queue.links(after))
        there = {link.id for link in links}
        removed = tuple(link_id for link_id in before if link_id not in there)
        if focus not in there:
            focus = after[0] if after else 0
        return ActionResult(message, removed, links, focus)

    def _replayed(
        self, verb: str, summary: str | None, steps: Sequence[EditStep], nothing: str
    ) -> ActionResult:
        if summary is None:
            return ActionResult(nothing)
        rows = [step for step in steps if step.get("table") == "link"]
        ids = list(dict.fromkeys(step["id"] for step in rows))
        ids += [link.id for link in self._links_of_segments(steps) if link.id not in ids]
        elsewhere = any(
            (step["after"] or step["before"])["bitext"] != self.queue.number for step in rows
        )
        done = self.result(f"{verb}: {summary}.", ids, ids[:REACH])
        focus = done.links[0].id if done.links else 0
        return ActionResult(
            done.message, done.removed, done.links, focus, elsewhere or len(ids) > REACH
        )

    def _links_of_segments(self, steps: Sequence[EditStep]) -> list[Link]:
        found: list[Link] = []
        for step in steps:
            if step.get("table") != "segment":
                continue
            row = step["after"] or step["before"]
            for side in Side:
                if self.queue.document_id(side) == row["document"]:
                    found += self.queue.holding(side, row["idx"])
        return found
