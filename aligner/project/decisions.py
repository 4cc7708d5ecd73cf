"""What a person decided, carried over to sentences cut anew. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from aligner.bitext import Bitext, Link, LinkStatus, Run, Segment


@dataclass(frozen=True, slots=True)
class Carried:
    """Decisions in the numbers of the new sentences."""

    links: tuple[Link, ...]
    source_segments: tuple[Segment, ...]
    target_segments: tuple[Segment, ...]
    lost: tuple[Link, ...]
    """Decided links whose sentences were removed or are no longer neighbours."""


def carry_decisions(
    old: Bitext, source_segments: Sequence[Segment], target_segments: Sequence[Segment]
) -> Carried:
    """The decided links of `old` and its edited words, for new segments of both sides.

    A sentence is the same when its words as read are the same and in the same order.
    """
    source_map = _match(old.source_segments, source_segments)
    target_map = _match(old.target_segments, target_segments)
    links, lost = [], []
    for link in old.links:
        if link.status is LinkStatus.AUTO:
            continue
        source, target = _move(link.source, source_map), _move(link.target, target_map)
        if source is None or target is None:
            lost.append(link)
        else:
            links.append(replace(link, source=source, target=target))
    return Carried(
        links=tuple(links),
        source_segments=_carry_words(old.source_segments, source_segments, source_map),
        target_segments=_carry_words(old.target_segments, target_segments, target_map),
        lost=tuple(lost),
    )


def merge_decisions(decided: Sequence[Link], proposed: Sequence[Link]) -> tuple[Link, ...]:
    """The links of a new alignment with the decided ones in place of the same proposals."""
    kept = {(link.source, link.target): link for link in decided}
    merged = [kept.pop((link.source, link.target), link) for link in proposed]
    return tuple(sorted([*merged, *kept.values()], key=link_order))


def link_order(link: Link) -> tuple[int, bool, int]:
    """Source order; a target-only link comes before the link that begins at its place."""
    return (link.source.start, bool(link.source), link.target.start)


def _words(segment: Segment) -> str:
    return segment.text if segment.original is None else segment.original


def _match(old: Sequence[Segment], new: Sequence[Segment]) -> dict[int, int]:
    """Old number to new number of the sentences that are the same."""
    before, after = [_words(s) for s in old], [_words(s) for s in new]
    if before == after:
        return {i: i for i in range(len(before))}
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    return {a + i: b + i for a, b, size in matcher.get_matching_blocks() for i in range(size)}


def _move(run: Run, numbers: dict[int, int]) -> Run | None:
    """The run in new numbers; None if a sentence was removed or the run was divided."""
    if not run:
        before = numbers.get(run.start - 1, -1) + 1 if run.start else 0
        at = numbers.get(run.start, before)
        return Run(at, at)
    moved = [numbers.get(i) for i in run.ids]
    first = moved[0]
    if first is None or moved != list(range(first, first + run.size)):
        return None
    return Run(first, first + run.size)


def _carry_words(
    old: Sequence[Segment], new: Sequence[Segment], numbers: dict[int, int]
) -> tuple[Segment, ...]:
    segments = list(new)
    for before, after in numbers.items():
        if old[before].original is not None:
            segments[after] = replace(
                segments[after], text=old[before].text, original=old[before].original
            )
    return tuple(segments)
