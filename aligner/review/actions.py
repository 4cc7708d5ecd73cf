"""The actions on a row: one function each, one entry of the undo log each.

A function returns only after its change is saved.
"""

from collections.abc import Callable

from aligner import editing
from aligner.bitext import Link, Side
from aligner.editing.sentences import cut_sentence, edit_text
from aligner.errors import EditRefusedError
from aligner.project.edit import Edit
from aligner.review.reviewer import REACH, Action, ActionResult, Reviewer


def act(reviewer: Reviewer, action: Action) -> ActionResult:
    """Carry out an action.

    Raises:
        ChangedElsewhereError: A row is not as the person saw it. Nothing was changed.
        EditRefusedError: The texts do not allow it.
    """
    if action.name not in ACTIONS:
        raise EditRefusedError(f"There is no action called {action.name!r}.")
    return ACTIONS[action.name](reviewer, action)


def _accept(reviewer: Reviewer, action: Action) -> ActionResult:
    return reviewer.save("accept", editing.accept(reviewer.link(action)))


def _reject(reviewer: Reviewer, action: Action) -> ActionResult:
    return reviewer.save("reject", editing.reject(reviewer.link(action)))


def _clear(reviewer: Reviewer, action: Action) -> ActionResult:
    return reviewer.save("clear the decision", editing.clear(reviewer.link(action)))


def _note(reviewer: Reviewer, action: Action) -> ActionResult:
    return reviewer.save("note", editing.set_note(reviewer.link(action), action.text))


def _bookmark(reviewer: Reviewer, action: Action) -> ActionResult:
    message = "bookmark" if action.value else "bookmark off"
    change = editing.set_bookmark(reviewer.link(action), bookmarked=action.value)
    return reviewer.save(message, change)


def _no_counterpart(reviewer: Reviewer, action: Action) -> ActionResult:
    return reviewer.save("no counterpart", editing.no_counterpart(reviewer.link(action)))


def _merge_below(reviewer: Reviewer, action: Action) -> ActionResult:
    link = reviewer.link(action)
    other = reviewer.mergeable(action, link, below=True)
    return reviewer.save("merge with the row below", editing.merge(link, other))


def _merge_above(reviewer: Reviewer, action: Action) -> ActionResult:
    link = reviewer.link(action)
    other = reviewer.mergeable(action, link, below=False)
    return reviewer.save("merge with the row above", editing.merge(other, link))


def _last_down(reviewer: Reviewer, action: Action) -> ActionResult:
    link = reviewer.link(action)
    change = editing.move_last_down(link, reviewer.below(action, link), action.side)
    message = f"last {action.side.value} sentence to the row below"
    return reviewer.save(message, change, focus=link.id)


def _first_up(reviewer: Reviewer, action: Action) -> ActionResult:
    link = reviewer.link(action)
    change = editing.move_first_up(link, reviewer.above(action, link), action.side)
    message = f"first {action.side.value} sentence to the row above"
    return reviewer.save(message, change, focus=link.id)


def _shift_down(reviewer: Reviewer, action: Action) -> ActionResult:
    link = reviewer.link(action)
    rows = [link, *reviewer.queue.below(link, REACH)]
    change = editing.shift_down(rows, action.side)
    message = f"shift the {action.side.value} column down"
    return reviewer.save(message, change, focus=link.id)


def _shift_up(reviewer: Reviewer, action: Action) -> ActionResult:
    link = reviewer.link(action)
    above = reviewer.above(action, link)
    if above is None:
        raise EditRefusedError("This is the first row: the column cannot move further up.")
    rows = [link, *reviewer.queue.below(link, REACH)]
    change = editing.shift_up(above, rows, action.side)
    return reviewer.save(f"shift the {action.side.value} column up", change)


def _pinpoint(reviewer: Reviewer, action: Action) -> ActionResult:
    first, second = reviewer.link(action), reviewer.partner(action)
    return reviewer.save("link", editing.pinpoint(first, second), focus=first.id)


def _edit_text(reviewer: Reviewer, action: Action) -> ActionResult:
    link = reviewer.link(action)
    segment = reviewer.segment(action, link)
    edited = edit_text(segment, action.text)
    with reviewer.project.edit("edit the words") as edit:
        if edited != segment:
            edit.change_segment(reviewer.queue.number, action.side, segment, edited)
    return reviewer.result("edit the words", (), [link.id])


def _split(reviewer: Reviewer, action: Action) -> ActionResult:
    """Split a row at the caret; inside a sentence the sentence is cut first."""
    link = reviewer.link(action)
    with reviewer.project.edit("split") as edit:
        at = action.sentence
        if action.offset:
            _cut(reviewer, edit, action, link)
            link, at = reviewer.queue.links([link.id])[0], at + 1
        own = link.run(action.side)
        other = link.run(action.side.other)
        border = other.size if action.border is None else min(max(0, action.border), other.size)
        places = own.start + at, other.start + border
        source_at, target_at = places if action.side is Side.SOURCE else reversed(places)
        ids = reviewer.apply(edit, editing.split(link, source_at, target_at))
    return reviewer.result("split", (), ids, focus=link.id)


def _cut_sentence(reviewer: Reviewer, action: Action) -> ActionResult:
    """Cut a sentence in two; both parts stay in its row."""
    link = reviewer.link(action)
    with reviewer.project.edit("cut the sentence") as edit:
        _cut(reviewer, edit, action, link)
        now = reviewer.queue.links([link.id])[0]
        ids = reviewer.apply(edit, editing.mark_edited(now))
    return reviewer.result("cut the sentence", (), ids)


def _cut(reviewer: Reviewer, edit: Edit, action: Action, link: Link) -> None:
    segment = reviewer.segment(action, link)
    read = reviewer.queue.read_text(action.side, segment.start, segment.end)
    first, second = cut_sentence(segment, action.offset, read)
    edit.split_segment(reviewer.queue.number, action.side, segment, first, second)


ACTIONS: dict[str, Callable[[Reviewer, Action], ActionResult]] = {
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
"""Actions by the names that the page and the terminal use."""
