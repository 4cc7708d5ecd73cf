"""Dates: May 28, 2024 · 28 May · 2024-05-28 · 2024年5月28日 · 二〇二四年五月."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aligner.numerals.chinese import NUMERAL, read_chinese
from aligner.numerals.english import MONTH, month_number


@dataclass(frozen=True, slots=True)
class Day:
    """A reading of a date; parts that the text leaves out are None."""

    year: int | None
    month: int | None
    day: int | None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The parts that the text names."""
        return tuple(n for n in (self.year, self.month, self.day) if n is not None)

    def agrees(self, other: "Day") -> bool:
        """Whether the two may be the same day: no part that both name differs."""
        shared = [
            (a, b)
            for a, b in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
            )
            if a is not None and b is not None
        ]
        return bool(shared) and all(a == b for a, b in shared)


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text; 5/6/2024 has two readings."""

    start: int
    end: int
    readings: tuple[Day, ...]

    def agrees(self, other: "Date") -> bool:
        """Whether any two readings agree."""
        return any(mine.agrees(theirs) for mine in self.readings for theirs in other.readings)


_YEAR = r"(?P<year>[12]\d{3})"
_FIRST, _SECOND = r"(?<![\d.])(?P<first>[0-3]?\d)", r"(?P<second>[0-3]?\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_NAME = rf"(?P<month>{MONTH})"
_CHINESE_YEAR = r"(?P<year>[12]\d{3}|[零〇○一二三四五六七八九]{4})"
_CHINESE_MONTH = rf"(?P<month>\d{{1,2}}|{NUMERAL}|元|正)"
_CHINESE_DAY = rf"(?P<day>\d{{1,2}}|{NUMERAL})"

_DIGIT = re.compile(r"\d")
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>[01]?\d)[-/.]{_DAY}(?!\d)",
        rf"{_FIRST}(?P<mark>[./-]){_SECOND}(?P=mark){_YEAR}(?!\d)",
        rf"(?<![\d.,])(?:{_CHINESE_YEAR} ?年 ?)?{_CHINESE_MONTH} ?月份? ?{_CHINESE_DAY} ?[日号號]",
        rf"(?<!\d){_CHINESE_YEAR} ?年 ?{_CHINESE_MONTH} ?月",
        rf"\b{_NAME} {_DAY}(?!\d|[.,]\d|:\d)(?:,? {_YEAR}(?!\d))?",
        rf"(?<![\d.,]){_DAY}(?: of)? {_NAME}(?![a-z])(?:,? {_YEAR}(?!\d))?",
        rf"\b{_NAME},?(?: of)? {_YEAR}(?!\d)",
    )
)

_CHINESE = frozenset(pattern for pattern in _PATTERNS if "月" in pattern.pattern)


def find_dates(text: str) -> list[Date]:
    """The dates of a text with at least a month and one of day and year, without overlap.

    >>> [date.readings[0] for date in find_dates("On May 28, 2024")]
    [Day(year=2024, month=5, day=28)]
    """
    found: list[Date] = []
    is_chinese = "月" in text
    if not is_chinese and not _DIGIT.search(text):
        return found
    for pattern in _PATTERNS:
        if pattern in _CHINESE and not is_chinese:
            continue
        for match in pattern.finditer(text):
            readings = tuple(day for day in _read(match) if _is_possible(day))
            start, end = match.span()
            if readings and all(end <= date.start or date.end <= start for date in found):
                found.append(Date(start, end, readings))
    return sorted(found, key=lambda date: date.start)


def _read(match: re.Match[str]) -> Iterator[Day]:
    groups = match.groupdict()
    year = _number(groups.get("year"))
    if groups.get("first"):
        first, second = int(groups["first"]), int(groups["second"])
        yield Day(year, second, first)
        yield Day(year, first, second)
        return
    yield Day(year, _number(groups.get("month")), _number(groups.get("day")))


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if text in ("元", "正"):
        return 1
    if text[0].isascii():
        return month_number(text)
    values = read_chinese(text)
    return int(min(values)) if values else None


def _is_possible(day: Day) -> bool:
    return (
        day.month is not None
        and 1 <= day.month <= 12
        and (day.day is None or 1 <= day.day <= 31)
        and (day.day is not None or day.year is not None)
    )
