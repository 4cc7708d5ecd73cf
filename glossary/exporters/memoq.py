"""A term base for memoQ: semicolons, the first row names the languages as memoQ does."""

from aligner.languages import get_language
from aligner.term import TermStatus
from glossary.exporters.options import TermSelection
from glossary.exporters.table import by_confidence, delimited, note_of

NAMES = {
    "en": "English",
    "zh": "Chinese (PRC)",
    "zh-TW": "Chinese (Taiwan)",
    "pt": "Portuguese (Portugal)",
}
"""Where memoQ's name is not the plain English one."""


def data(selection: TermSelection) -> bytes:
    """The whole file; memoQ maps the columns by their names when it imports."""
    selection.filter(lambda term: term.status is not TermStatus.FORBIDDEN, "forbidden")
    terms = by_confidence(selection.terms)
    first = terms[0] if terms else None
    header = (
        "Entry_Note",
        _name(first.source_language) if first else "English",
        _name(first.target_language) if first else "Chinese (PRC)",
    )
    return delimited([header, *((note_of(t), t.source, t.target) for t in terms)], ";").encode()


def _name(language: str) -> str:
    row = get_language(language)
    return NAMES.get(row.code, row.name)
