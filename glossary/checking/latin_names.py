"""Checks names in Latin letters: acronyms and codes that only the target has."""

import re

_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*(?![A-Za-z])")


def missing_names(source: str, target: str) -> list[tuple[str, tuple[int, int]]]:
    """Acronyms of the target that the source does not have, with their spans in the target.

    A translation may well write out an acronym or leave it out; it has no reason to add one.

    >>> missing_names("the NATO summit", "北约 NATO 和 WTO")
    [('WTO', (10, 13))]
    """
    here = re.sub(r"[^a-z0-9]", "", source.casefold())
    return [
        (match[0], match.span())
        for match in _LATIN.finditer(target)
        if match[0].casefold().rstrip("s") not in here and not _abbreviates(match[0], source)
    ]


def _abbreviates(acronym: str, source: str) -> bool:
    """Whether the letters are the initials of consecutive words in the source."""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", source)).casefold()
    return "".join(c for c in acronym if c.isalpha()).casefold() in initials
