"""Sentences as running text again: as the file has them.

Between two neighbouring sentences of a paragraph stands what stands between them in the text; a
line break is repaired. Elsewhere (paragraphs joined in review, sentences that a person edited) the
language says what stands there.
"""

from collections.abc import Sequence

from aligner.bitext import Document, Segment
from aligner.languages import get_language
from aligner.text import join_lines


def join_segments(
    document: Document, segments: Sequence[Segment], texts: Sequence[str] | None = None
) -> str:
    """The segments as running text; `texts` are their words where these were converted."""
    words = [segment.text for segment in segments] if texts is None else list(texts)
    parts: list[str] = []
    for gap, text in zip(find_gaps(document, segments, words), words, strict=True):
        parts += [gap, text]
    return "".join(parts)


def find_gaps(document: Document, segments: Sequence[Segment], texts: Sequence[str]) -> list[str]:
    """What stands before each of the segments; nothing before the first."""
    joiner = get_language(document.language).joiner
    gaps, before = [], ""
    for number, text in enumerate(texts):
        left, right = segments[number - 1], segments[number]
        gap = "" if not before or not text else None
        if gap is None and _are_neighbours(left, right):
            gap = _gap_in_text(document.text, left, right, joiner)
        gaps.append(gap_between(before, text, joiner) if gap is None else gap)
        before = text or before
    return gaps


def gap_between(before: str, after: str, joiner: str) -> str:
    """The gap between two sentences of a language with this joiner.

    Where the language has no blanks, headings still do not run into the text, nor Latin words
    into each other.

    >>> gap_between("标题", "他来了。", ""), gap_between("See NPT.", "NATO", "")
    (' ', ' ')
    """
    if not before or not after:
        return ""
    runs_on = before[-1].isalnum() or (before[-1].isascii() and after[0].isascii())
    return joiner or (" " if runs_on else "")


def _are_neighbours(left: Segment, right: Segment) -> bool:
    """Whether two segments follow each other in one block, as they were read."""
    return (
        left.block == right.block
        and left.end <= right.start
        and left.original is None
        and right.original is None
    )


def _gap_in_text(text: str, left: Segment, right: Segment, joiner: str) -> str:
    """What stands between two segments, with a line break repaired."""
    gap = text[left.end : right.start]
    if "\n" not in gap:
        return gap
    before, after = left.text[-2:], right.text[:1]
    joined = join_lines(before + gap + after, joiner)
    return joined[len(before) : len(joined) - len(after)]
