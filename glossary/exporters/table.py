"""The columns that CSV, TSV and XLSX share, and ways to write rows as text."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from aligner.term import Term, Variant
from glossary.exporters.options import TermSelection, clean_text


class TermRow(NamedTuple):
    """A row of the glossary."""

    source: str
    target: str
    source_lang: str
    target_lang: str
    confidence: float
    count: int  # type: ignore[assignment]  # the column is called so; tuple.count is not used
    source_count: int
    target_count: int
    pos: str
    status: str
    variants: str
    """Further renderings (→) and spellings, each as `text (count)`, separated by |."""
    note: str
    example_source: str
    example_target: str


COLUMNS = TermRow._fields
SEPARATOR = " | "


def term_row(term: Term, selection: TermSelection) -> TermRow:
    """The row of a term."""
    example = selection.example(term)
    return TermRow(
        source=term.source,
        target=term.target,
        source_lang=term.source_language,
        target_lang=term.target_language,
        confidence=round(term.confidence, 4),
        count=term.count,
        source_count=term.source_count,
        target_count=term.target_count,
        pos=term.part_of_speech,
        status=term.status.value,
        variants=SEPARATOR.join(
            [f"→ {_variant(v)}" for v in term.target_variants]
            + [_variant(v) for v in term.source_variants]
        ),
        note=note_of(term),
        example_source=example.source,
        example_target=example.target,
    )


def note_of(term: Term) -> str:
    """The note, with the domain, and with its origin if the pair is a suggestion."""
    parts = [term.note, f"domain: {term.domain}" if term.domain else ""]
    if term.origin.value == "suggested":
        parts.append("suggested by likeness alone")
    return "; ".join(part for part in parts if part)


def by_confidence(terms: Iterable[Term]) -> list[Term]:
    """The terms, the most confident first; equal ones keep their order."""
    return sorted(terms, key=lambda term: -term.confidence)


def delimited(rows: Iterable[Sequence[object]], delimiter: str) -> str:
    """The rows as text, quoted where needed, with line feeds."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def unquoted(rows: Iterable[Sequence[str]], delimiter: str = "\t") -> str:
    """The rows as text without quotes, for readers that do not know them; cells have no tabs."""
    return "".join(delimiter.join(clean_text(cell) for cell in row) + "\n" for row in rows)


def _variant(variant: Variant) -> str:
    return f"{clean_text(variant.text).replace('|', '/')} ({variant.count})"
