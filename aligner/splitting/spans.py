"""Half-open spans of a text."""

import re

Span = tuple[int, int]

_BORDER = re.compile(r"[.!?؟।][\"'”’»)]*\s+(?=\W*[^\W\d_a-zß-öø-ÿ])|[。！？][”’」』）]*")


def trim_span(text: str, start: int, end: int) -> Span:
    """The span without blanks, byte order marks and zero-width spaces at its ends.

    >>> trim_span("  a b ", 0, 6)
    (2, 5)
    """
    while start < end and (text[start].isspace() or text[start] in "\ufeff\u200b"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\ufeff\u200b"):
        end -= 1
    return start, end


def windows(text: str, size: int) -> list[Span]:
    """Spans of at most `size` characters that end at a likely border of sentences, else at a blank.

    For libraries whose time grows faster than the length of the text.
    """
    stretches: list[Span] = []
    start = 0
    while len(text) - start > size:
        end = start + size
        borders = [match.end() for match in _BORDER.finditer(text, start + size // 2, end)]
        blank = text.rfind(" ", start + size // 2, end) + 1
        end = borders[-1] if borders else blank or end
        stretches.append((start, end))
        start = end
    return [*stretches, (start, len(text))]
