"""One side of many rows at once: a column that has slipped, and any cell to any other."""

from collections.abc import Sequence
from dataclasses import replace

from aligner.bitext import Link, LinkStatus, Side
from aligner.editing.change import (
    Change,
    alone,
    change_one,
    decide,
    fresh,
    keep,
    leave_over,
    loosen,
    run_of,
    with_run,
)
from aligner.editing.runs import adjacent, join, need_sentence, nothing
from aligner.errors import EditRefusedError


def shift_down(rows: Sequence[Link], side: Side) -> Change:
    """The side of the first row, and of those below it, moves one row down.

    The shift ends at the first row with room (an empty cell), before the first decided row, or at
    the end, where the last cell gets a row of its own. Rows that only moved along are nobody's
    decision: they become undecided with `UNKNOWN` confidence and the flag `shifted`.
    """
    moving = [rows[0]]
    need_sentence(run_of(rows[0], side))
    room: Link | None = None
    for row in rows[1:]:
        if row.status in {LinkStatus.ACCEPTED, LinkStatus.EDITED}:
            break
        if not run_of(row, side):
            room = row
            break
        moving.append(row)
    cells = [nothing(run_of(rows[0], side).start), *(run_of(row, side) for row in moving)]
    moved = [*moving, room] if room else moving
    new = [with_run(row, side, cell) for row, cell in zip(moved, cells, strict=False)]
    if room is None:
        new.append(alone(moving[-1], side, cells[-1], after=True))
    return Change(tuple(moved), keep(decide(new[0]), *map(loosen, new[1:])))


def shift_up(above: Link, rows: Sequence[Link], side: Side) -> Change:
    """The side of the first row joins the row above it, and those below follow one row up.

    It ends where `shift_down` would.
    """
    need_sentence(run_of(rows[0], side))
    if not adjacent(run_of(above, side), run_of(rows[0], side)):
        raise EditRefusedError(
            "The row above holds another place of the text, so this column cannot move into it. "
            "Link the sentences that belong together with Space instead."
        )
    moving = [rows[0]]
    for row in rows[1:]:
        if row.status in {LinkStatus.ACCEPTED, LinkStatus.EDITED} or not run_of(row, side):
            break
        moving.append(row)
    end = run_of(moving[-1], side).end
    joined = join(run_of(above, side), run_of(rows[0], side))
    cells = [*(run_of(row, side) for row in moving[1:]), nothing(end)]
    new = [with_run(row, side, cell) for row, cell in zip(moving, cells, strict=True)]
    first = decide(with_run(above, side, joined))
    return Change((above, *moving), keep(first, *map(loosen, new)))


def pinpoint(source: Link, target: Link) -> Change:
    """The source side of one link and the target side of another become a pair.

    What they were linked to before is left without a counterpart, undecided.
    """
    if not source.source or not target.target:
        raise EditRefusedError("One of the two cells is empty. Choose a source and a target.")
    if source.id == target.id:
        return change_one(source, decide(source))
    pair = decide(replace(source, target=target.target))
    left_source = replace(target, target=nothing(target.target.start))
    left_target = replace(fresh(source), source=nothing(source.source.end))
    return Change((source, target), keep(pair, leave_over(left_source), leave_over(left_target)))
