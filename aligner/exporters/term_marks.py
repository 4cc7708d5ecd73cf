"""The places where terms of the glossary occur in the sentences."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.bitext import Side
from aligner.term import Term

TermSpans = dict[tuple[str, Side, int], list[tuple[int, int, int]]]
"""Bitext name, side and segment → start, end and number of the term."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; `term` is the number of the term that it is, or None."""

    text: str
    term: int | None = None


def find_term_spans(terms: Sequence[Term]) -> TermSpans:
    """The places that the evidence of the terms names; terms are numbered from 1."""
    spans: TermSpans = defaultdict(list)
    for number, term in enumerate(terms, start=1):
        for seen in term.evidence:
            for side, segment, span in (
                (Side.SOURCE, seen.source_segment, seen.source_span),
                (Side.TARGET, seen.target_segment, seen.target_span),
            ):
                spans[seen.bitext, side, segment].append((*span, number))
    return spans


def mark_terms(text: str, spans: Sequence[tuple[int, int, int]]) -> list[Piece]:
    """The text in pieces; of terms that overlap, the longest is marked.

    >>> mark_terms("nuclear policy now", [(0, 7, 1), (0, 14, 2)])
    [Piece(text='nuclear policy', term=2), Piece(text=' now', term=None)]
    """
    taken: list[tuple[int, int, int]] = []
    for start, end, number in sorted(spans, key=lambda s: (s[0] - s[1], s)):
        inside = 0 <= start < end <= len(text)
        if inside and all(end <= other[0] or other[1] <= start for other in taken):
            taken.append((start, end, number))
    pieces: list[Piece] = []
    at = 0
    for start, end, number in sorted(taken):
        pieces += [Piece(text[at:start]), Piece(text[start:end], number)]
        at = end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]
