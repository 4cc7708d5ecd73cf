"""A change of links, and the small steps that every edit is made of."""

from dataclasses import dataclass, replace

from aligner.bitext import Link, LinkStatus, Run, Side
from aligner.editing.runs import nothing

UNKNOWN = 0.5
"""Confidence of a link that no model scored, made because a person changed another one.

Below every threshold in use, so that such a link is reviewed.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Links before and after. One that keeps its id stays the same row; id 0 is a new row."""

    old: tuple[Link, ...]
    new: tuple[Link, ...]


def change_one(old: Link, new: Link) -> Change:
    """The change of a single link."""
    return Change((old,), (new,))


def decide(link: Link) -> Link:
    """The link as edited by a person, without flags: those were about its earlier sentences."""
    return replace(link, status=LinkStatus.EDITED, flags=())


def loosen(link: Link) -> Link:
    """The link undecided: it only moved along."""
    return _undecided(link, "shifted")


def leave_over(link: Link) -> Link:
    """The link undecided and unscored: its counterpart moved to another row."""
    return _undecided(link, "left-over")


def _undecided(link: Link, flag: str) -> Link:
    return replace(
        link,
        status=LinkStatus.AUTO,
        confidence=min(link.confidence, UNKNOWN),
        flags=(flag,),
    )


def fresh(link: Link) -> Link:
    """A new row that begins as a copy, without note and bookmark of the old one."""
    return replace(link, id=0, version=0, note="", bookmarked=False)


def alone(link: Link, side: Side, run: Run, *, after: bool) -> Link:
    """A new row for sentences taken out of `link`; the other side is empty, at its border."""
    other = link.run(side.other)
    place = nothing(other.end if after else other.start)
    return decide(with_run(replace(fresh(link), source=place, target=place), side, run))


def absorb(link: Link, removed: Link) -> Link:
    """The link with note and bookmark of another one that no longer exists."""
    return replace(
        link,
        note="\n".join(note for note in (link.note, removed.note) if note),
        bookmarked=link.bookmarked or removed.bookmarked,
    )


def run_of(link: Link, side: Side) -> Run:
    """The side of a link."""
    return link.run(side)


def with_run(link: Link, side: Side, run: Run) -> Link:
    """The link with another run on one side."""
    return replace(link, source=run) if side is Side.SOURCE else replace(link, target=run)


def holds_anything(link: Link) -> bool:
    """Whether the link has a sentence on either side."""
    return bool(link.source) or bool(link.target)


def keep(*links: Link) -> tuple[Link, ...]:
    """The links that hold anything; the first of them takes the notes of the others over."""
    kept = [link for link in links if holds_anything(link)]
    for removed in (link for link in links if not holds_anything(link)):
        kept[0] = absorb(kept[0], removed)
    return tuple(kept)
