"""Decisions, notes and bookmarks of a person on one link."""

from dataclasses import replace

from aligner.bitext import Link, LinkStatus
from aligner.editing.change import Change, change_one, decide, fresh
from aligner.editing.runs import nothing
from aligner.errors import EditRefusedError


def accept(link: Link) -> Change:
    """The link, accepted as it is."""
    return change_one(link, replace(link, status=LinkStatus.ACCEPTED))


def reject(link: Link) -> Change:
    """The link, rejected: a new alignment may not pair the two sides again."""
    if not (link.source and link.target):
        raise EditRefusedError(
            "There is nothing to reject: this row has one side only. Link it to its counterpart, "
            "or align this part again."
        )
    return change_one(link, replace(link, status=LinkStatus.REJECTED))


def clear(link: Link) -> Change:
    """The link without a decision."""
    return change_one(link, replace(link, status=LinkStatus.AUTO))


def set_note(link: Link, note: str) -> Change:
    """The link with a remark; the empty string takes it away."""
    return change_one(link, replace(link, note=note.strip()))


def set_bookmark(link: Link, *, bookmarked: bool) -> Change:
    """The link with or without a bookmark."""
    return change_one(link, replace(link, bookmarked=bookmarked))


def mark_edited(link: Link) -> Change:
    """A person changed the link's sentences and thereby decided about it."""
    return change_one(link, decide(link))


def no_counterpart(link: Link) -> Change:
    """Neither side has a counterpart: one link becomes two with an empty side each."""
    if not (link.source and link.target):
        return change_one(link, decide(link))
    source = decide(replace(link, target=nothing(link.target.start)))
    target = decide(replace(fresh(link), source=nothing(link.source.end)))
    return Change((link,), (source, target))
