"""A glossary component for Weblate: the columns of its CSV, with a header."""

from aligner.term import TermStatus
from glossary.exporters.options import TermSelection
from glossary.exporters.table import by_confidence, delimited, note_of

COLUMNS = (
    "location", "source", "target", "ID", "fuzzy", "context", "translator_comments",
    "developer_comments",
)  # fmt: skip


def data(selection: TermSelection) -> bytes:
    """The whole file; candidates nobody approved are marked as fuzzy."""
    rows = [
        (
            "",
            term.source,
            term.target,
            "",
            "" if term.status is TermStatus.APPROVED else "True",
            "forbidden" if term.status is TermStatus.FORBIDDEN else term.part_of_speech,
            note_of(term),
            selection.example(term).source,
        )
        for term in by_confidence(selection.terms)
    ]
    return delimited([COLUMNS, *rows], ",").encode()
