"""What a reviewer does, carried out on a project: one action, one entry of the undo log.

The page and the terminal share this. Every function has saved its change when it comes back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from aligner import editing
from aligner.bitext import Link, Run, Segment, Side
from aligner.editing import Change
from aligner.errors import ChangedElsewhereError, EditRefusedError
from aligner.project.edit import Edit
from aligner.project.history import Step
from aligner.project.queue import Queue, waiting_edit
from aligner.project.store import Project
from aligner.segment_editing import cut_sentence, edit_text

REACH = 2_000
"""A column shift looks at most this many rows ahead for a place to end."""

SEARCHED = 50
"""A merge looks past at most this many one-sided rows for a neighbour."""


@dataclass(frozen=True, slots=True)
class Action:
    """What a person asked for, and what they saw when they did."""

    name: str
    """A key of `ACTIONS`."""
    link: int
    version: int
    versions: Mapping[int, int] = field(default_factory=dict)
    """Versions of other rows on the page, by id; checked when the action touches them."""
    side: Side = Side.SOURCE
    sentence: int = 0
    """Position of a sentence inside its side of the link."""
    offset: int = 0
    """Place of the caret inside that sentence."""
    border: int | None = None
    """For a split: how many sentences of the other side stay in the first row."""
    partner: int = 0
    """For a pinpoint link: the row that holds the target."""
    text: str = ""
    """A note, or the new words of a sentence."""
    seen_text: str = ""
    """The words of the sentence as they stood on the page."""
    value: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, in words and in rows."""

    said: str
    gone: tuple[int, ...] = ()
    """Rows that are no longer there."""
    links: tuple[Link, ...] = ()
    """Rows that are new or different, in source order."""
    focus: int = 0
    """The row to look at now; 0 when there is none."""
    reload: bool = False
    """More changed than these rows tell."""


class Reviewer:
    """Carries out actions on one pair of an open project."""

    def __init__(self, project: Project, name: str) -> None:
        self.project = project
        self.queue = Queue(project, name)

    def act(self, action: Action) -> Outcome:
        """Carry out an action.

        Raises:
            ChangedElsewhereError: A row is not as the person saw it. Nothing was changed.
            EditRefusedError: The texts do not allow it.
        """
        if action.name not in ACTIONS:
            raise EditRefusedError(f"There is no action called {action.name!r}.")
        return ACTIONS[action.name](self, action)

    def undo(self) -> Outcome:
        """Take the newest edit of the project back."""
        steps = waiting_edit(self.project, undone=False)
        summary = self.project.undo()
        return self._replayed("Undone", summary, steps, "Nothing to undo.")

    def redo(self) -> Outcome:
        """Carry out again what was undone last."""
        steps = waiting_edit(self.project, undone=True)
        summary = self.project.redo()
        return self._replayed("Done again", summary, steps, "Nothing to redo.")

    # ── reading what the action names ────────────────────────────────────────

    def link(self, action: Action) -> Link:
        """The row of the action, as the person saw it."""
        return self._as_seen(action.link, action.version)

    def partner(self, action: Action) -> Link:
        """The other row of a pinpoint link."""
        return self._as_seen(action.partner, action.versions.get(action.partner))

    def above(self, action: Action, link: Link) -> Link | None:
        """The row above, as the person saw it."""
        found = self.queue.above(link, 1)
        return self._checked(found[0], action.versions) if found else None

    def below(self, action: Action, link: Link) -> Link | None:
        """The row below, as the person saw it."""
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
        """The sentence of the action, with the words the person saw."""
        run = link.source if action.side is Side.SOURCE else link.target
        number = run.start + action.sentence
        if number not in run.ids:
            raise EditRefusedError("There is no sentence there. Choose one with ← → and Tab.")
        segment = self.queue.segments(action.side, [Run(number, number + 1)])[number]
        if action.seen_text and segment.text != action.seen_text:
            raise ChangedElsewhereError("This sentence")
        return segment

    def _as_seen(self, link_id: int, version: int | None) -> Link:
        found = self.queue.links([link_id])
        if not found or (version is not None and found[0].version != version):
            raise ChangedElsewhereError("This row")
        return found[0]

    def _checked(self, link: Link, versions: Mapping[int, int]) -> Link:
        if versions.get(link.id, link.version) != link.version:
            raise ChangedElsewhereError("The neighbouring row")
        return link

    # ── saving ───────────────────────────────────────────────────────────────

    def save(self, said: str, change: Change, *, focus: int = 0) -> Outcome:
        """Write a change of links."""
        with self.project.edit(said) as edit:
            ids = self.apply(edit, change)
        return self.outcome(said, (link.id for link in change.old), ids, focus=focus)

    def apply(self, edit: Edit, change: Change) -> list[int]:
        """Write a change inside an edit; the ids of its new links, in their order."""
        seen = {link.id: link for link in change.old}
        kept = {link.id for link in change.new}
        for link in change.old:
            if link.id not in kept:
                edit.remove_link(link)
        ids = []
        for link in change.new:
            if link.id:
                if link != seen[link.id]:
                    edit.change_link(seen[link.id], link)
                ids.append(link.id)
            else:
                ids.append(edit.add_link(self.queue.number, link))
        return ids

    def outcome(
        self, said: str, before: Iterable[int], after: Sequence[int], *, focus: int = 0
    ) -> Outcome:
        """What an edit did, read back from the project."""
        links = tuple(self.queue.links(after))
        there = {link.id for link in links}
        gone = tuple(link_id for link_id in before if link_id not in there)
        if focus not in there:
            focus = after[0] if after else 0
        return Outcome(said, gone, links, focus)

    def _replayed(
        self, verb: str, summary: str | None, steps: Sequence[Step], nothing: str
    ) -> Outcome:
        if summary is None:
            return Outcome(nothing)
        rows = [step for step in steps if step.get("table") == "link"]
        ids = list(dict.fromkeys(step["id"] for step in rows))
        ids += [link.id for link in self._links_of_segments(steps) if link.id not in ids]
        elsewhere = any(
            (step["after"] or step["before"])["bitext"] != self.queue.number for step in rows
        )
        done = self.outcome(f"{verb}: {summary}.", ids, ids[:REACH])
        focus = done.links[0].id if done.links else 0
        return Outcome(done.said, done.gone, done.links, focus, elsewhere or len(ids) > REACH)

    def _links_of_segments(self, steps: Sequence[Step]) -> list[Link]:
        found: list[Link] = []
        for step in steps:
            if step.get("table") != "segment":
                continue
            row = step["after"] or step["before"]
            for side in Side:
                if self.queue.document_id(side) == row["document"]:
                    found += self.queue.holding(side, row["idx"])
        return found


# ── the actions ──────────────────────────────────────────────────────────────


def _accept(reviewer: Reviewer, action: Action) -> Outcome:
    return reviewer.save("accept", editing.accept(reviewer.link(action)))


def _reject(reviewer: Reviewer, action: Action) -> Outcome:
    return reviewer.save("reject", editing.reject(reviewer.link(action)))


def _clear(reviewer: Reviewer, action: Action) -> Outcome:
    return reviewer.save("take the decision back", editing.clear(reviewer.link(action)))


def _note(reviewer: Reviewer, action: Action) -> Outcome:
    return reviewer.save("note", editing.set_note(reviewer.link(action), action.text))


def _bookmark(reviewer: Reviewer, action: Action) -> Outcome:
    said = "bookmark" if action.value else "bookmark off"
    change = editing.set_bookmark(reviewer.link(action), bookmarked=action.value)
    return reviewer.save(said, change)


def _no_counterpart(reviewer: Reviewer, action: Action) -> Outcome:
    return reviewer.save("no counterpart", editing.no_counterpart(reviewer.link(action)))


def _merge_below(reviewer: Reviewer, action: Action) -> Outcome:
    link = reviewer.link(action)
    other = reviewer.mergeable(action, link, below=True)
    return reviewer.save("merge with the row below", editing.merge(link, other))


def _merge_above(reviewer: Reviewer, action: Action) -> Outcome:
    link = reviewer.link(action)
    other = reviewer.mergeable(action, link, below=False)
    return reviewer.save("merge with the row above", editing.merge(other, link))


def _last_down(reviewer: Reviewer, action: Action) -> Outcome:
    link = reviewer.link(action)
    change = editing.move_last_down(link, reviewer.below(action, link), action.side)
    said = f"last {action.side.value} sentence to the row below"
    return reviewer.save(said, change, focus=link.id)


def _first_up(reviewer: Reviewer, action: Action) -> Outcome:
    link = reviewer.link(action)
    change = editing.move_first_up(link, reviewer.above(action, link), action.side)
    said = f"first {action.side.value} sentence to the row above"
    return reviewer.save(said, change, focus=link.id)


def _shift_down(reviewer: Reviewer, action: Action) -> Outcome:
    link = reviewer.link(action)
    rows = [link, *reviewer.queue.below(link, REACH)]
    change = editing.shift_down(rows, action.side)
    said = f"shift the {action.side.value} column down"
    return reviewer.save(said, change, focus=link.id)


def _shift_up(reviewer: Reviewer, action: Action) -> Outcome:
    link = reviewer.link(action)
    above = reviewer.above(action, link)
    if above is None:
        raise EditRefusedError("This is the first row: the column cannot move further up.")
    rows = [link, *reviewer.queue.below(link, REACH)]
    change = editing.shift_up(above, rows, action.side)
    return reviewer.save(f"shift the {action.side.value} column up", change)


def _pinpoint(reviewer: Reviewer, action: Action) -> Outcome:
    first, second = reviewer.link(action), reviewer.partner(action)
    return reviewer.save("link", editing.pinpoint(first, second), focus=first.id)


def _edit_text(reviewer: Reviewer, action: Action) -> Outcome:
    link = reviewer.link(action)
    segment = reviewer.segment(action, link)
    edited = edit_text(segment, action.text)
    with reviewer.project.edit("edit the words") as edit:
        if edited != segment:
            edit.change_segment(reviewer.queue.number, action.side, segment, edited)
    return reviewer.outcome("edit the words", (), [link.id])


def _split(reviewer: Reviewer, action: Action) -> Outcome:
    """Split a row at the caret; inside a sentence the sentence is cut first."""
    link = reviewer.link(action)
    with reviewer.project.edit("split") as edit:
        at = action.sentence
        if action.offset:
            _cut(reviewer, edit, action, link)
            link, at = reviewer.queue.links([link.id])[0], at + 1
        own = link.source if action.side is Side.SOURCE else link.target
        other = link.target if action.side is Side.SOURCE else link.source
        border = other.size if action.border is None else min(max(0, action.border), other.size)
        places = own.start + at, other.start + border
        source_at, target_at = places if action.side is Side.SOURCE else reversed(places)
        ids = reviewer.apply(edit, editing.split(link, source_at, target_at))
    return reviewer.outcome("split", (), ids, focus=link.id)


def _cut_sentence(reviewer: Reviewer, action: Action) -> Outcome:
    """Cut a sentence in two that stay in their row."""
    link = reviewer.link(action)
    with reviewer.project.edit("cut the sentence") as edit:
        _cut(reviewer, edit, action, link)
        now = reviewer.queue.links([link.id])[0]
        ids = reviewer.apply(edit, editing.mark_edited(now))
    return reviewer.outcome("cut the sentence", (), ids)


def _cut(reviewer: Reviewer, edit: Edit, action: Action, link: Link) -> None:
    segment = reviewer.segment(action, link)
    read = reviewer.queue.read_text(action.side, segment.start, segment.end)
    first, second = cut_sentence(segment, action.offset, read)
    edit.split_segment(reviewer.queue.number, action.side, segment, first, second)


ACTIONS: dict[str, Callable[[Reviewer, Action], Outcome]] = {
    "accept": _accept,
    "reject": _reject,
    "clear": _clear,
    "note": _note,
    "bookmark": _bookmark,
    "no-counterpart": _no_counterpart,
    "merge-below": _merge_below,
    "merge-above": _merge_above,
    "last-down": _last_down,
    "first-up": _first_up,
    "shift-down": _shift_down,
    "shift-up": _shift_up,
    "pinpoint": _pinpoint,
    "edit-text": _edit_text,
    "split": _split,
    "cut-sentence": _cut_sentence,
}
"""What can be done to a row, by the name the page and the terminal use."""
