"""What a person can do to a sentence, as pure functions: correct its words, cut it in two."""

from dataclasses import replace
from difflib import SequenceMatcher

from aligner.bitext import Segment
from aligner.errors import EditRefusedError


def edit_text(segment: Segment, text: str) -> Segment:
    """The sentence with other words; those that were read stay in `original`.

    Typing the original again takes the edit back. Line breaks become spaces.
    """
    words = " ".join(text.split())
    if not words:
        raise EditRefusedError(
            "A sentence cannot be empty. Reject the pair, or say that it has no counterpart."
        )
    original = segment.text if segment.original is None else segment.original
    return replace(segment, text=words, original=None if words == original else original)


def cut_sentence(segment: Segment, offset: int, read: str) -> tuple[Segment, Segment]:
    """The two sentences left and right of a caret in `segment.text`.

    Args:
        segment: The sentence; the first part keeps its number, the second has the next one.
        offset: Place of the caret, in characters of `segment.text`.
        read: The document's text from `segment.start` to `segment.end`.
    """
    left, right = segment.text[:offset].rstrip(), segment.text[offset:].lstrip()
    if not 0 < offset < len(segment.text) or not left or not right:
        raise EditRefusedError("The caret stands at the end of the sentence: nothing to cut off.")
    end = segment.start + map_offset(segment.text, read, len(left))
    start = segment.start + map_offset(segment.text, read, len(segment.text) - len(right))
    first = replace(segment, text=left, end=end, original=None)
    second = replace(segment, index=segment.index + 1, text=right, start=start, original=None)
    if segment.original is not None:
        at = map_offset(segment.text, segment.original, offset)
        first = replace(first, original=segment.original[:at].rstrip())
        second = replace(second, original=segment.original[at:].lstrip())
    return first, second


def map_offset(text: str, other: str, offset: int) -> int:
    r"""The place in `other` that belongs to a place in `text`, when one was made from the other.

    >>> map_offset("One two. Three.", "One\ntwo.  Three.", 9)
    10
    """
    if text == other:
        return offset
    matcher = SequenceMatcher(a=text, b=other, autojunk=False)
    for _, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if a_start <= offset < a_end:
            return min(b_start + offset - a_start, b_end)
    return len(other)
