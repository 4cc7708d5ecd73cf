"""Half-open spans of a text."""

Span = tuple[int, int]


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
