"""A glossary for OmegaT: UTF-8 text named .txt, tabs, no quoting, a third column of comments."""

from aligner.term import Term, TermStatus
from glossary.exporters.options import TermSelection
from glossary.exporters.table import by_confidence, note_of, unquoted

# OmegaT reads this line as the file's encoding; the second begins with # too, so that it is no
# entry.
_HEAD = "# -*- coding: utf-8 -*-\n# source\ttarget\tcomment\n"


def data(selection: TermSelection) -> bytes:
    """The whole file; several renderings of a term are several lines."""
    selection.filter(lambda term: not term.source.startswith("#"), "comment")
    return (
        _HEAD
        + unquoted(
            (term.source, term.target, _comment(term)) for term in by_confidence(selection.terms)
        )
    ).encode()


def _comment(term: Term) -> str:
    parts = ["FORBIDDEN" if term.status is TermStatus.FORBIDDEN else "", note_of(term)]
    others = ", ".join(variant.text for variant in term.target_variants)
    if others:
        parts.append(f"also: {others}")
    return "; ".join(part for part in parts if part)
