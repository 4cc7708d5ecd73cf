"""What a person can do to links, as pure functions: links in, a `Change` out.

Two laws hold for every function here. Coverage: each segment is in as many links after the change
as before it. Contiguity: a side of a link is a run of neighbouring segments, or empty, and no link
is empty on both sides. A change that would break one of them is refused with
`EditRefusedError`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aligner.bitext import Link, LinkStatus, Run, Side
from aligner.errors import EditRefusedError

UNKNOWN = 0.5
"""Confidence of a link that no model scored: it came about because a person changed another one.

Below every threshold in use, so that such a link is looked at; nothing better is known of it.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Links before and after. One that keeps its id stays the same row; id 0 is a new row."""

    old: tuple[Link, ...]
    new: tuple[Link, ...]


# ── decisions on one link ────────────────────────────────────────────────────


def accept(link: Link) -> Change:
    """The link is right as it stands."""
    return _one(link, replace(link, status=LinkStatus.ACCEPTED))


def reject(link: Link) -> Change:
    """The two sides do not belong together; a new alignment may not propose them again."""
    if not (link.source and link.target):
        raise EditRefusedError(
            "There is nothing to reject: this row has one side only. Link it to its counterpart, "
            "or have the stretch aligned again."
        )
    return _one(link, replace(link, status=LinkStatus.REJECTED))


def clear(link: Link) -> Change:
    """Nobody has decided about the link."""
    return _one(link, replace(link, status=LinkStatus.AUTO))


def set_note(link: Link, note: str) -> Change:
    """The link with a remark; the empty string takes it away."""
    return _one(link, replace(link, note=note.strip()))


def set_bookmark(link: Link, *, bookmarked: bool) -> Change:
    """The link with or without a bookmark."""
    return _one(link, replace(link, bookmarked=bookmarked))


def mark_edited(link: Link) -> Change:
    """A person changed the link's sentences and thereby decided about it."""
    return _one(link, _decide(link))


def no_counterpart(link: Link) -> Change:
    """Neither side has a counterpart: one link becomes two with an empty side each."""
    if not (link.source and link.target):
        return _one(link, _decide(link))
    source = _decide(replace(link, target=_nothing(link.target.start)))
    target = _decide(replace(_fresh(link), source=_nothing(link.source.end)))
    return Change((link,), (source, target))


# ── borders between neighbours ───────────────────────────────────────────────


def joinable(first: Link, second: Link) -> bool:
    """Whether both sides of the two links are neighbours in their texts, in either order."""
    return _touching(first.source, second.source) and _touching(first.target, second.target)


def merge(first: Link, second: Link) -> Change:
    """One link that holds both; it keeps the lower confidence and both notes."""
    if not joinable(first, second):
        raise EditRefusedError(
            "These two rows are not neighbours in both texts, so they cannot be one pair. "
            "Link the sentences that belong together with Space instead."
        )
    merged = replace(
        _absorb(first, second),
        source=_join(first.source, second.source),
        target=_join(first.target, second.target),
        confidence=min(first.confidence, second.confidence),
    )
    return Change((first, second), (_decide(merged),))


def split(link: Link, source_at: int, target_at: int) -> Change:
    """Two links: the second begins with the segments `source_at` and `target_at`."""
    inside = (
        link.source.start <= source_at <= link.source.end
        and link.target.start <= target_at <= link.target.end
    )
    first = replace(
        link, source=Run(link.source.start, source_at), target=Run(link.target.start, target_at)
    )
    second = replace(
        _fresh(link), source=Run(source_at, link.source.end), target=Run(target_at, link.target.end)
    )
    if not inside or not _holds_anything(first) or not _holds_anything(second):
        raise EditRefusedError(
            "A row can only be split between two of its sentences. Put the caret inside the text "
            "first; a caret inside a sentence cuts the sentence."
        )
    return Change((link,), (_decide(first), _decide(second)))


def propose_border(before: int, total: int, lengths: Sequence[int]) -> int:
    """How many sentences of the other side go with the first `before` of `total` characters.

    The same share of the text; the reader corrects it.

    >>> propose_border(10, 30, [5, 5, 6])
    1
    """
    whole = sum(lengths) or 1
    shares = [sum(lengths[:i]) / whole for i in range(len(lengths) + 1)]
    return min(range(len(shares)), key=lambda i: abs(shares[i] - before / (total or 1)))


def move_last_down(link: Link, below: Link | None, side: Side) -> Change:
    """The last sentence of a side goes to the row below, or to a row of its own."""
    run = _run(link, side)
    _need_sentence(run)
    rest = _with_run(link, side, Run(run.start, run.end - 1))
    last = Run(run.end - 1, run.end)
    if below is None or not _adjacent(run, _run(below, side)):
        return Change((link,), _keep(_decide(rest), _alone(link, side, last, after=True)))
    grown = _with_run(below, side, _join(last, _run(below, side)))
    return Change((link, below), _keep(_decide(rest), _decide(grown)))


def move_first_up(link: Link, above: Link | None, side: Side) -> Change:
    """The first sentence of a side goes to the row above, or to a row of its own."""
    run = _run(link, side)
    _need_sentence(run)
    rest = _with_run(link, side, Run(run.start + 1, run.end))
    first = Run(run.start, run.start + 1)
    if above is None or not _adjacent(_run(above, side), run):
        return Change((link,), _keep(_alone(link, side, first, after=False), _decide(rest)))
    grown = _with_run(above, side, _join(_run(above, side), first))
    return Change((above, link), _keep(_decide(grown), _decide(rest)))


# ── a whole column ───────────────────────────────────────────────────────────


def shift_down(rows: Sequence[Link], side: Side) -> Change:
    """The side of the first row, and of those below it, moves one row down.

    The shift ends at the first row with room (an empty cell), before the first decided row, or at
    the end, where the last cell gets a row of its own. Rows that only moved along are nobody's
    decision: they become undecided with `UNKNOWN` confidence and the flag `shifted`.
    """
    stretch = [rows[0]]
    _need_sentence(_run(rows[0], side))
    room: Link | None = None
    for row in rows[1:]:
        if row.status in {LinkStatus.ACCEPTED, LinkStatus.EDITED}:
            break
        if not _run(row, side):
            room = row
            break
        stretch.append(row)
    cells = [_nothing(_run(rows[0], side).start), *(_run(row, side) for row in stretch)]
    moved = [*stretch, room] if room else stretch
    new = [_with_run(row, side, cell) for row, cell in zip(moved, cells, strict=False)]
    if room is None:
        new.append(_alone(stretch[-1], side, cells[-1], after=True))
    return Change(tuple(moved), _keep(_decide(new[0]), *map(_loosen, new[1:])))


def shift_up(above: Link, rows: Sequence[Link], side: Side) -> Change:
    """The side of the first row joins the row above it, and those below follow one row up.

    It ends where `shift_down` would.
    """
    _need_sentence(_run(rows[0], side))
    if not _adjacent(_run(above, side), _run(rows[0], side)):
        raise EditRefusedError(
            "The row above holds another place of the text, so this column cannot move into it. "
            "Link the sentences that belong together with Space instead."
        )
    stretch = [rows[0]]
    for row in rows[1:]:
        if row.status in {LinkStatus.ACCEPTED, LinkStatus.EDITED} or not _run(row, side):
            break
        stretch.append(row)
    end = _run(stretch[-1], side).end
    joined = _join(_run(above, side), _run(rows[0], side))
    cells = [*(_run(row, side) for row in stretch[1:]), _nothing(end)]
    new = [_with_run(row, side, cell) for row, cell in zip(stretch, cells, strict=True)]
    first = _decide(_with_run(above, side, joined))
    return Change((above, *stretch), _keep(first, *map(_loosen, new)))


# ── any to any ───────────────────────────────────────────────────────────────


def pinpoint(source: Link, target: Link) -> Change:
    """The source side of one link and the target side of another become a pair.

    What they were linked to before is left without a counterpart, undecided.
    """
    if not source.source or not target.target:
        raise EditRefusedError("One of the two cells is empty. Choose a source and a target.")
    if source.id == target.id:
        return _one(source, _decide(source))
    pair = _decide(replace(source, target=target.target))
    left_source = replace(target, target=_nothing(target.target.start))
    left_target = replace(_fresh(source), source=_nothing(source.source.end))
    return Change((source, target), _keep(pair, _left_over(left_source), _left_over(left_target)))


# ── inside ───────────────────────────────────────────────────────────────────


def _one(old: Link, new: Link) -> Change:
    return Change((old,), (new,))


def _decide(link: Link) -> Link:
    """The reasons to look again were reasons against what stood there before."""
    return replace(link, status=LinkStatus.EDITED, flags=())


def _loosen(link: Link) -> Link:
    return _undecided(link, "shifted")


def _left_over(link: Link) -> Link:
    return _undecided(link, "left-over")


def _undecided(link: Link, flag: str) -> Link:
    return replace(
        link,
        status=LinkStatus.AUTO,
        confidence=min(link.confidence, UNKNOWN),
        flags=(flag,),
    )


def _fresh(link: Link) -> Link:
    """A new row that begins as a copy, without what was said of the old one."""
    return replace(link, id=0, version=0, note="", bookmarked=False)


def _alone(link: Link, side: Side, run: Run, *, after: bool) -> Link:
    """A new row for sentences taken out of `link`; the other side is empty, at its border."""
    other = link.target if side is Side.SOURCE else link.source
    place = _nothing(other.end if after else other.start)
    return _decide(_with_run(replace(_fresh(link), source=place, target=place), side, run))


def _absorb(link: Link, gone: Link) -> Link:
    """The link with what a person said of another one that no longer exists."""
    return replace(
        link,
        note="\n".join(note for note in (link.note, gone.note) if note),
        bookmarked=link.bookmarked or gone.bookmarked,
    )


def _run(link: Link, side: Side) -> Run:
    return link.source if side is Side.SOURCE else link.target


def _with_run(link: Link, side: Side, run: Run) -> Link:
    return replace(link, source=run) if side is Side.SOURCE else replace(link, target=run)


def _nothing(place: int) -> Run:
    return Run(place, place)


def _join(first: Run, second: Run) -> Run:
    if not first or not second:
        return first or second or first
    return Run(min(first.start, second.start), max(first.end, second.end))


def _adjacent(first: Run, second: Run) -> bool:
    """An empty run has no place of its own that could be in the way."""
    return not first or not second or first.end == second.start


def _touching(first: Run, second: Run) -> bool:
    return _adjacent(first, second) or _adjacent(second, first)


def _holds_anything(link: Link) -> bool:
    return bool(link.source) or bool(link.target)


def _keep(*links: Link) -> tuple[Link, ...]:
    """The links that hold anything; the first of them takes the notes of the others over."""
    kept = [link for link in links if _holds_anything(link)]
    for gone in (link for link in links if not _holds_anything(link)):
        kept[0] = _absorb(kept[0], gone)
    return tuple(kept)


def _need_sentence(run: Run) -> None:
    if not run:
        raise EditRefusedError(
            "There is no sentence on this side of the row. Choose the other column with ← or →."
        )
