"""Masks spans that no sentence ends in, so that a splitter sees a word instead."""

from collections.abc import Sequence

from aligner.splitting.spans import Span
from aligner.text import CJK_LETTER, CLOSERS, STOPS

_EMPHASIS = "*_~"


def mask_spans(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """The text from start to end with each span replaced by one word of the same length.

    The word begins with a capital if the span does, and ends with a stop if its words do: a bold
    sentence ends a sentence behind its closing marks.

    >>> mask_spans("**Stop. Now.** Go `a.b()`.", 0, 26, [(0, 14), (18, 25)])
    'Xxxxxxxxxxxxx. Go xxxxxxx.'
    """
    if not spans:
        return text[start:end]
    parts, at = [], start
    for first, last in spans:
        if first < at or last > end:
            continue
        parts += [text[at:first], _mask(text[first:last])]
        at = last
    return "".join([*parts, text[at:end]])


def _mask(span: str) -> str:
    words = _words(span)
    letter = next((character for character in words if character.isalpha()), "")
    if CJK_LETTER.match(letter):
        first, fill = "字", "字"
    else:
        first, fill = ("X" if letter.isupper() else "x"), "x"
    stop = words.rstrip(CLOSERS + _EMPHASIS)[-1:]
    # One word with a full stop is an abbreviation or a key ("alt-.").
    if stop and stop in STOPS and (stop != "." or " " in words.strip()):
        return first + fill * (len(span) - 2) + stop
    return first + fill * (len(span) - 1)


def _words(span: str) -> str:
    """What a reader sees of a span: the words of a link, emphasis without its marks."""
    bare = span.strip(_EMPHASIS)
    if bare.startswith("[") and "](" in bare:
        return bare[1 : bare.index("](")]
    return "" if bare.startswith(("!", "`", "<")) else bare
