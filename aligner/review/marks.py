"""What is highlighted in a pair: numbers, names and glossary terms, on both sides.

A mark is (start, end, kind); offsets count characters of the sentence. Kinds:

    number, number-odd     the other side has, or has not, the same number
    name                   a proper name, as far as the words tell
    term, term-missing     an approved term with, or without, its rendering on the other side
    forbidden              a rendering that a person ruled out
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from aligner.languages import is_chinese
from aligner.numerals.comparison import Unmatched, find_shared, find_unmatched
from aligner.numerals.reading import Numbers, read_numbers
from aligner.term import Term, TermStatus
from aligner.term_matching import Occurrence, TermMatcher, longest


class Mark(NamedTuple):
    """A highlighted part of a sentence: offsets, half open, and kind."""

    start: int
    end: int
    kind: str


Marks = list[list[Mark]]
"""The marks of each sentence of a side."""


class TermMarker:
    """Marks approved and forbidden terms in sentences."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = [t for t in terms if t.status in {TermStatus.APPROVED, TermStatus.FORBIDDEN}]
        self._sources = TermMatcher.of_sources(self.terms)
        self._targets = TermMatcher.of_targets(self.terms)

    def mark(self, source: Sequence[str], target: Sequence[str]) -> tuple[Marks, Marks]:
        """The terms in the sentences of a pair.

        A rendering is marked beside its source only: the words may be right for something else.
        """
        sources = [longest(self._sources.find(text)) for text in source]
        found = {term for places in sources for place in places for term in place.terms}
        targets = [
            [hit for hit in self._targets.find(text) if hit.term in found] for text in target
        ]
        rendered = {hit.term for hits in targets for hit in hits}
        return (
            [[self._source_mark(place, rendered) for place in places] for places in sources],
            [[self._target_mark(place) for place in longest(hits)] for hits in targets],
        )

    def _source_mark(self, place: Occurrence, rendered: set[int]) -> Mark:
        approved = self._with_status(place, TermStatus.APPROVED)
        missing = approved and rendered.isdisjoint(approved)
        return Mark(place.start, place.end, "term-missing" if missing else "term")

    def _target_mark(self, place: Occurrence) -> Mark:
        forbidden = self._with_status(place, TermStatus.FORBIDDEN)
        return Mark(place.start, place.end, "forbidden" if forbidden else "term")

    def _with_status(self, place: Occurrence, status: TermStatus) -> list[int]:
        return [number for number in place.terms if self.terms[number].status is status]


def mark_pair(
    source: Sequence[str], target: Sequence[str], languages: tuple[str, str], marker: TermMarker
) -> tuple[Marks, Marks]:
    """Everything to highlight in the sentences of a pair; marks do not overlap."""
    numbers = _mark_numbers(source, target, languages)
    terms = marker.mark(source, target)
    sides = zip((source, target), languages, terms, numbers, strict=True)
    marked = [
        [
            _without_overlap([*term, *number, *find_names(text, language)])
            for text, term, number in zip(texts, terms_of, numbers_of, strict=True)
        ]
        for texts, language, terms_of, numbers_of in sides
    ]
    return marked[0], marked[1]


_NAME = re.compile(
    r"\b[A-Z][\w’'-]*[a-z][\w’'-]*(?:\s+(?:(?:of|the|de|van|von|al)\s+)?[A-Z][\w’'-]+)*|\b[A-Z]{2,}\b"
)


_OPENING = {"", *'“"(‘.:;!?…—–)'}
"""Characters before the first word of a sentence, of a numbered item, or of a quotation."""


def find_names(text: str, language: str) -> list[Mark]:
    """Proper names: capitals inside a sentence; in Chinese what the segmenter tags as names."""
    if is_chinese(language):
        return list(_chinese_names(text))
    found = []
    for match in _NAME.finditer(text):
        opening = text[: match.start()].rstrip()[-1:] in _OPENING
        if opening and " " not in match[0] and not match[0].isupper():
            continue  # the first word of a sentence has a capital anyway
        found.append(Mark(match.start(), match.end(), "name"))
    return found


_NAME_TAGS = {"nr", "nrt", "nrfg", "ns", "nt", "nz"}


def _chinese_names(text: str) -> Iterator[Mark]:
    place = 0
    for word, tag in _tagger().cut(text):
        if tag in _NAME_TAGS and len(word) > 1:
            yield Mark(place, place + len(word), "name")
        place += len(word)


def warm_up() -> None:
    """Load the dictionary of Chinese names, so that the first rows are marked at once."""
    _tagger().initialize()


def _tagger() -> Any:
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    return jieba.posseg.dt


def _mark_numbers(
    source: Sequence[str], target: Sequence[str], languages: tuple[str, str]
) -> tuple[Marks, Marks]:
    """The numbers and dates of a pair, compared as `check` compares them."""
    if not source or not target:
        return [[] for _ in source], [[] for _ in target]  # nothing to compare with
    left, right = (
        read_numbers(" ".join(texts), language)
        for texts, language in zip((source, target), languages, strict=True)
    )
    missing = find_unmatched(left, right)
    return (
        _split_marks(_number_marks(left, right, missing[0]), source),
        _split_marks(_number_marks(right, left, missing[1]), target),
    )


def _number_marks(numbers: Numbers, other: Numbers, missing: Unmatched) -> list[Mark]:
    return [
        *(Mark(date.start, date.end, "number-odd") for date in missing.dates),
        *(Mark(quantity.start, quantity.end, "number-odd") for quantity in missing.quantities),
        *(Mark(start, end, "number") for start, end in find_shared(numbers, other)),
    ]


def _split_marks(marks: Sequence[Mark], texts: Sequence[str]) -> Marks:
    """Marks of sentences that were joined by spaces as marks of each sentence."""
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    return [
        [
            Mark(max(0, mark.start - start), min(len(text), mark.end - start), mark.kind)
            for mark in marks
            if mark.start < start + len(text) and start < mark.end
        ]
        for start, text in zip(starts, texts, strict=False)
    ]


def _without_overlap(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order of place; of two that overlap, the one that comes first is kept."""
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept)
