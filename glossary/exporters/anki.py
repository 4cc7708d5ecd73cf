"""Flash cards for Anki: its text import, with stable ids so that a second import updates them."""

import hashlib

from aligner.term import Term, TermStatus
from glossary.exporters.options import TermSelection, clean_text
from glossary.exporters.table import by_confidence, note_of, unquoted

_COLUMNS = ("id", "source", "target", "example source", "example target", "note", "tags")


def data(selection: TermSelection) -> bytes:
    """The whole file."""
    selection.filter(lambda term: term.status is not TermStatus.FORBIDDEN, "forbidden")
    head = [
        "#separator:tab",
        "#html:false",
        f"#deck:{clean_text(selection.options.title)}",
        "#columns:" + "\t".join(_COLUMNS),
        "#guid column:1",
        f"#tags column:{len(_COLUMNS)}",
    ]
    rows = []
    for term in by_confidence(selection.terms):
        example = selection.example(term)
        cells = (term.source, term.target, example.source, example.target, note_of(term))
        # Anki takes a field that begins with a quotation mark for a quoted field.
        rows.append((card_id(term), *map(_unquote, cells), f"duizhao {term.status.value}"))
    return ("\n".join(head) + "\n" + unquoted(rows)).encode()


def card_id(term: Term) -> str:
    """The id of a card, the same whenever the pair is exported."""
    name = "\x1f".join((term.source_language, term.target_language, term.source, term.target))
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _unquote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell
