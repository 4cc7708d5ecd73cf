"""The table for machine translation (DeepL, Google, Azure): two columns, each source term once."""

from aligner.term import TermStatus
from glossary.exporters.options import TermSelection
from glossary.exporters.table import by_confidence

LONGEST = 1024
"""Most UTF-8 bytes of a term; DeepL refuses longer ones, and Google's limit is the same."""
LARGEST = 10 * 1024 * 1024
"""Most UTF-8 bytes of a glossary."""


def two_columns(selection: TermSelection) -> list[tuple[str, str]]:
    """Source terms with their preferred renderings, approved ones before candidates."""
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
        # Quotes and separators add a few bytes to the words.
        size += len(source.encode()) + len(target.encode()) + 8
        return size <= LARGEST

    selection.filter(lambda term: fits(term.source, term.target), "too-many")
    return [(term.source, term.target) for term in selection.terms]
