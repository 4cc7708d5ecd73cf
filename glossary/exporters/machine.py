"""What DeepL, Google and Azure have in common: two columns, no header, each source term once."""

from aligner.term import TermStatus
from glossary.exporters.options import Selection
from glossary.exporters.table import by_confidence

LONGEST = 1024
"""UTF-8 bytes a term; DeepL refuses more, and Google's limit is the same."""
LARGEST = 10 * 1024 * 1024
"""UTF-8 bytes a glossary."""


def two_columns(selection: Selection) -> list[tuple[str, str]]:
    """Source and preferred rendering, approved before candidates, then surest first."""
    selection.filter(lambda term: term.status is not TermStatus.FORBIDDEN, "forbidden")
    selection.filter(
        lambda term: max(len(term.source.encode()), len(term.target.encode())) <= LONGEST,
        "too-long",
    )
    selection.terms = sorted(
        by_confidence(selection.terms), key=lambda term: term.status is not TermStatus.APPROVED
    )
    first = {term.source: term for term in reversed(selection.terms)}
    selection.filter(lambda term: first[term.source] is term, "duplicate")
    size = 0

    def fits(source: str, target: str) -> bool:
        nonlocal size
        # Quotes and separators take a few bytes more than the words.
        size += len(source.encode()) + len(target.encode()) + 8
        return size <= LARGEST

    selection.filter(lambda term: fits(term.source, term.target), "too-many")
    return [(term.source, term.target) for term in selection.terms]
