"""Flags that only excerpts have: repeated passages, moved passages, headings by themselves."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from aligner.alignment.excerpts.subset import TextSubset
from aligner.alignment.features.sentences import ENDINGS
from aligner.bitext import BlockKind, Link

NEAR_COPY_MOST = 0.45
"""Highest confidence of a heading at the edge of a passage, and of page furniture. Titles of the
same work are often similar where neither translates the other."""
_NO_STOP = ENDINGS.index("none")


def flag_repeated(links: Sequence[Link]) -> list[Link]:
    """Flags the links that share a sentence with another one."""
    sources = Counter(i for link in links if link.target for i in link.source.ids)
    targets = Counter(j for link in links if link.source for j in link.target.ids)
    return [
        replace(link, flags=(*link.flags, "repeated"))
        if any(sources[i] > 1 for i in link.source.ids)
        or any(targets[j] > 1 for j in link.target.ids)
        else link
        for link in links
    ]


def mark_links(links: Sequence[Link], subset: TextSubset) -> list[Link]:
    """Flags moved passages and lone headings among links in source order.

    A passage is moved if its counterpart precedes that of the passage before it. A heading
    without linked sentences on both sides of it loses its confidence.
    """
    starts = {(link.source.start, link.target.start) for link in links}
    ends = {(link.source.end, link.target.end) for link in links}
    marked = []
    reached = -1
    for link in links:
        here = (link.source.start, link.target.start)
        continues = here in ends
        if not continues and 0 <= link.target.start < reached:
            link = replace(link, flags=(*link.flags, "moved"))  # noqa: PLW2901
        reached = link.target.end
        alone = not continues or (link.source.end, link.target.end) not in starts
        if alone and _is_heading(link, subset):
            confidence = min(link.confidence, NEAR_COPY_MOST)
            link = replace(link, confidence=confidence, flags=(*link.flags, "near-copy"))  # noqa: PLW2901
        marked.append(link)
    return marked


def _is_heading(link: Link, subset: TextSubset) -> bool:
    """Whether both sides are a heading, or a line that does not end with a stop."""
    moved = subset.move(link)
    sides = zip(
        subset.texts,
        (subset.pair.source.surface, subset.pair.target.surface),
        (moved.source, moved.target),
        strict=True,
    )
    return all(
        run.size == 1
        and (
            facts.endings[run.start] == _NO_STOP
            or (bool(texts.kinds) and texts.kinds[run.start] is BlockKind.HEADING)
        )
        for texts, facts, run in sides
    )
