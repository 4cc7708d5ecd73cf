"""What is highlighted in a pair: numbers, names and glossary terms, on both sides.

A mark is (start, end, kind); offsets count characters of the sentence. Kinds:

    number, number-odd     the other side has, or has not, the same number
    name                   a proper name, as far as can be told
    term, term-missing     an approved term with, or without, its rendering on the other side
    forbidden              a rendering that a person ruled out
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import Any, NamedTuple

from aligner.languages import is_chinese
from aligner.numerals.comparison import Unmatched, find_shared, find_unmatched
from aligner.numerals.reading import Numbers, read_numbers
from aligner.term import Term, TermStatus


class Mark(NamedTuple):
    """A highlighted stretch of a sentence."""

    start: int
    end: int
    kind: str


Marks = list[list[Mark]]
"""The marks of each sentence of a side."""


class Glossary:
    """Approved and forbidden terms, found quickly in a sentence."""

    def __init__(self, terms: Iterable[Term]) -> None:
        chosen = [t for t in terms if t.status in {TermStatus.APPROVED, TermStatus.FORBIDDEN}]
        self.terms = chosen
        self._source = _Finder((t.source, i) for i, t in enumerate(chosen))
        self._target = _Finder(
            (form, i)
            for i, t in enumerate(chosen)
            for form in (t.target, *(v.text for v in t.target_variants))
        )

    def mark(self, source: Sequence[str], target: Sequence[str]) -> tuple[Marks, Marks]:
        """The terms in the sentences of a pair."""
        source_found = [list(self._source.find(text)) for text in source]
        target_found = [list(self._target.find(text)) for text in target]
        there = {number for _, _, number in chain.from_iterable(source_found)}
        rendered = {number for _, _, number in chain.from_iterable(target_found)}
        return (
            [[self._source_mark(hit, rendered) for hit in hits] for hits in source_found],
            [[self._target_mark(hit) for hit in hits if hit[2] in there] for hits in target_found],
        )

    def _source_mark(self, hit: tuple[int, int, int], rendered: set[int]) -> Mark:
        start, end, number = hit
        approved = self.terms[number].status is TermStatus.APPROVED
        missing = approved and number not in rendered
        return Mark(start, end, "term-missing" if missing else "term")

    def _target_mark(self, hit: tuple[int, int, int]) -> Mark:
        start, end, number = hit
        forbidden = self.terms[number].status is TermStatus.FORBIDDEN
        return Mark(start, end, "forbidden" if forbidden else "term")


def mark_pair(
    source: Sequence[str], target: Sequence[str], languages: tuple[str, str], glossary: Glossary
) -> tuple[Marks, Marks]:
    """Everything to highlight in the sentences of a pair; marks do not overlap."""
    numbers = _mark_numbers(source, target, languages)
    terms = glossary.mark(source, target)
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
"""What stands before the first word of a sentence, of a numbered item, or of a quotation."""


def find_names(text: str, language: str) -> list[Mark]:
    """Proper names: capitals inside a sentence; what the word segmenter tags so in Chinese."""
    if is_chinese(language):
        return list(_chinese_names(text))
    found = []
    for match in _NAME.finditer(text):
        opening = text[: match.start()].rstrip()[-1:] in _OPENING
        if opening and " " not in match[0] and not match[0].isupper():
            continue  # the capital of a sentence says nothing
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
    """Load what finding Chinese names needs, so that the first rows are marked at once."""
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


class _Finder:
    """Finds any of many words in a text; whole words where the script has blanks."""

    def __init__(self, forms: Iterable[tuple[str, int]]) -> None:
        self._by_head: dict[str, list[tuple[str, int]]] = {}
        for form, number in forms:
            folded = form.casefold()
            if folded:
                self._by_head.setdefault(folded[:2], []).append((folded, number))
        for entries in self._by_head.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[1]))

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """(start, end, number) of the longest words, without overlap."""
        folded = text.casefold()
        if len(folded) != len(text):
            folded = text.lower() if len(text.lower()) == len(text) else text
        place = 0
        while place < len(folded):
            hit = self._at(folded, place)
            if hit is None:
                place += 1
                continue
            yield place, place + len(hit[0]), hit[1]
            place += len(hit[0])

    def _at(self, text: str, place: int) -> tuple[str, int] | None:
        heads = (text[place : place + 2], text[place : place + 1])
        for form, number in chain.from_iterable(self._by_head.get(h, ()) for h in heads):
            if text.startswith(form, place) and _is_whole(text, place, place + len(form)):
                return form, number
        return None


def _is_whole(text: str, start: int, end: int) -> bool:
    def glued(a: str, b: str) -> bool:
        return a.isascii() and b.isascii() and a.isalnum() and b.isalnum()

    before = start > 0 and glued(text[start - 1], text[start])
    return not before and not (end < len(text) and glued(text[end - 1], text[end]))


def _without_overlap(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order; where two overlap, the one named first stays."""
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept)
