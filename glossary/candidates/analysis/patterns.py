"""Matches patterns against the tags of a sentence."""

import re
from functools import lru_cache

Spans = tuple[tuple[int, int], ...]


def match_spans(tags: str, allowed: str, longest: int, pattern: re.Pattern[str]) -> Spans:
    """All runs of at most `longest` tokens, of allowed tags only, that match as a whole.

    >>> match_spans("ANZN", "AN", 3, re.compile("A?N"))
    ((0, 2), (1, 2), (3, 4))
    """
    found: list[tuple[int, int]] = []
    for chunk in re.finditer(f"[{allowed}]+", tags):
        offset = chunk.start()
        found.extend((offset + a, offset + b) for a, b in _within(chunk[0], longest, pattern))
    # A part of a hyphenated word ("19" or "COVID" in "COVID-19") is not a term.
    return tuple(
        (a, b)
        for a, b in found
        if (a == 0 or tags[a - 1] != "H") and (b == len(tags) or tags[b] != "H")
    )


@lru_cache(maxsize=100_000)
def _within(chunk: str, longest: int, pattern: re.Pattern[str]) -> Spans:
    # Chunks between function words are short and repeat, so the cache answers most calls.
    return tuple(
        (a, b)
        for a in range(len(chunk))
        for b in range(a + 1, min(len(chunk), a + longest) + 1)
        if _matches(chunk[a:b], pattern)
    )


@lru_cache(maxsize=100_000)
def _matches(tags: str, pattern: re.Pattern[str]) -> bool:
    return pattern.fullmatch(tags) is not None
