"""Divides the edited text of a pair into its sentences."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

# A stop, the quotes and brackets that close after it, and the blanks before the next sentence.
_STOP = re.compile(r"[.!?。！？…]+[\"'”’」』）)]*\s*(?=.)", re.DOTALL)
# Characters from a stop beyond which a border is not moved to it (in headings and lists).
_NEAR = 12


def divide(
    text: str, sentences: Sequence[str], joined: str, *, by_line: bool = False
) -> list[str] | None:
    """The edited text, divided where its sentences were divided; None if one would be empty.

    Args:
        text: The text as edited.
        sentences: The sentences before.
        joined: The sentences before, joined as in the exported file.
        by_line: Whether each sentence was exported on its own line; the lines then decide, if their
            number is the same as before.

    >>> divide("One!  Two, too.", ["One.", "Two."], "One. Two.")
    ['One!', 'Two, too.']
    """
    if by_line:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if len(lines) == len(sentences):
            return lines
    if len(sentences) == 1:
        whole = " ".join(text.split("\n")).strip()
        return [whole] if whole else None
    borders = _snap(_move(_borders(sentences, joined), joined, text), text)
    cut = [0, *borders, len(text)]
    parts = [" ".join(text[a:b].split("\n")).strip() for a, b in pairwise(cut)]
    return parts if all(parts) else None


def _borders(sentences: Sequence[str], joined: str) -> list[int]:
    """Offsets in the joined text at which the sentences begin, without the first."""
    borders, at = [], 0
    for sentence in sentences:
        found = joined.find(sentence, at)
        start = at if found < 0 else found
        borders.append(start)
        at = start + len(sentence)
    return borders[1:]


def _snap(borders: Sequence[int], text: str) -> list[int]:
    """The borders, moved to ends of sentences near them where there is one for each."""
    stops = [match.end() for match in _STOP.finditer(text)]
    snapped: list[int] = []
    for border in borders:
        free = [stop for stop in stops if not snapped or stop > snapped[-1]]
        near = min(free, key=lambda stop: abs(stop - border), default=border)
        snapped.append(near if abs(near - border) <= _NEAR else border)
    return snapped


def _move(borders: Sequence[int], before: str, after: str) -> list[int]:
    """The borders of the text before, as offsets in the edited text.

    A border inside a change keeps its distance from the end of the change: words that were added at
    the end of a sentence belong to that sentence.
    """
    moved = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    codes = matcher.get_opcodes()
    for border in borders:
        place = len(after)
        for tag, a_start, a_end, b_start, b_end in codes:
            if a_start <= border < a_end:
                place = b_start + border - a_start if tag == "equal" else b_end - (a_end - border)
                place = max(b_start, min(b_end, place))
                break
        moved.append(place)
    return moved
