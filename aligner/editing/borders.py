"""Links joined, split, and sentences handed to the row above or below."""

from collections.abc import Sequence
from dataclasses import replace

from aligner.bitext import Link, Run, Side
from aligner.editing.change import (
    Change,
    absorb,
    alone,
    decide,
    fresh,
    holds_anything,
    keep,
    run_of,
    with_run,
)
from aligner.editing.runs import adjacent, join, need_sentence, touching
from aligner.errors import EditRefusedError


def joinable(first: Link, second: Link) -> bool:
    """Whether both sides of the two links are neighbours in their texts, in either order."""
    return touching(first.source, second.source) and touching(first.target, second.target)


def merge(first: Link, second: Link) -> Change:
    """One link that holds both; it keeps the lower confidence and both notes."""
    if not joinable(first, second):
        raise EditRefusedError(
            "These two rows are not neighbours in both texts, so they cannot be one pair. "
            "Link the sentences that belong together with Space instead."
        )
    merged = replace(
        absorb(first, second),
        source=join(first.source, second.source),
        target=join(first.target, second.target),
        confidence=min(first.confidence, second.confidence),
    )
    return Change((first, second), (decide(merged),))


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
        fresh(link), source=Run(source_at, link.source.end), target=Run(target_at, link.target.end)
    )
    if not inside or not holds_anything(first) or not holds_anything(second):
        raise EditRefusedError(
            "A row can only be split between two of its sentences. Put the caret inside the text "
            "first; a caret inside a sentence cuts the sentence."
        )
    return Change((link,), (decide(first), decide(second)))


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
    run = run_of(link, side)
    need_sentence(run)
    rest = with_run(link, side, Run(run.start, run.end - 1))
    last = Run(run.end - 1, run.end)
    if below is None or not adjacent(run, run_of(below, side)):
        return Change((link,), keep(decide(rest), alone(link, side, last, after=True)))
    grown = with_run(below, side, join(last, run_of(below, side)))
    return Change((link, below), keep(decide(rest), decide(grown)))


def move_first_up(link: Link, above: Link | None, side: Side) -> Change:
    """The first sentence of a side goes to the row above, or to a row of its own."""
    run = run_of(link, side)
    need_sentence(run)
    rest = with_run(link, side, Run(run.start + 1, run.end))
    first = Run(run.start, run.start + 1)
    if above is None or not adjacent(run_of(above, side), run):
        return Change((link,), keep(alone(link, side, first, after=False), decide(rest)))
    grown = with_run(above, side, join(run_of(above, side), first))
    return Change((above, link), keep(decide(grown), decide(rest)))
