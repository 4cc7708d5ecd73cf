"""Whether both sides say the same numbers and dates, in whatever way each language writes them.

A number is reported only when it is certain and no reading of anything on the other side equals
any of its readings. So 200 against 2000 is reported; 一个 without "one" is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from aligner.checking.chinese_numerals import find_chinese_numerals
from aligner.checking.dates import Date, find_dates
from aligner.checking.digits import find_digits
from aligner.checking.english_numerals import find_english_numerals
from aligner.checking.finding import Finding, PairTexts, SideText
from aligner.checking.quantity import Quantity, all_values
from aligner.languages import get_language

# In these languages 1.000 may be a thousand and 1,5 one and a half.
_COMMA_DECIMALS = frozenset({"de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"})
_HAN_NUMERALS = frozenset({"zh", "zh-TW", "ja"})

NOTHING = "–"

_LIST_NUMBER = re.compile(r"[(（]?(\d{1,3})[.．、)）](?!\d)")

YEARS = range(1700, 2101)
_SOME_YEAR = re.compile(
    r"\b(?:last|this|next|previous|preceding|following|same|the|prior|current|past|each) year"
    r"|\b(?:the|that) (?:whole |full )?year\b|year[- ]?(?:end|ago|on)"
    r"|[去今明前后後本同翌当當次全]年|年[内內度初底末中]|上一?年|[过過]去一年|民[国國]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers and dates of one side."""

    text: SideText
    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    values: frozenset[Fraction]
    """All readings of all quantities; "a" and 一 are everywhere, so 1 is always among them."""

    def says(self, date: Date) -> bool:
        """Whether the numbers of a date stand here, if perhaps not as a date."""
        return any(all(self.has(n) for n in day.numbers) for day in date.readings)

    def has(self, value: Fraction | int) -> bool:
        """Whether some reading of the text is this number; "last year" may be any year."""
        return value in self.values or (value in YEARS and bool(_SOME_YEAR.search(self.text.text)))


def check_numbers(pair: PairTexts) -> Iterator[Finding]:
    """Findings `number` and `date`."""
    source, target = read_numbers(pair.source), read_numbers(pair.target)
    yield from _compare_dates(source, target)
    yield from _compare_quantities(source, target)


def read_numbers(side: SideText) -> Numbers:
    """The numbers and dates of a text in its language."""
    text = side.text
    code = get_language(side.language).code
    quantities = find_digits(text, comma_decimals=code in _COMMA_DECIMALS)
    if code in _HAN_NUMERALS:
        quantities += _apart_from(find_chinese_numerals(text), quantities)
    elif code == "en":
        quantities += _apart_from(find_english_numerals(text), quantities)
    dates = tuple(find_dates(text))
    return Numbers(side, tuple(quantities), dates, all_values(quantities) | {Fraction(1)})


def _apart_from(found: Iterator[Quantity], others: list[Quantity]) -> list[Quantity]:
    """Without those inside another, such as the 万 of 3万 or the "million" of "3 million"."""
    taken = [(other.start, other.end) for other in others]
    return [q for q in found if not any(q.overlaps(start, end) for start, end in taken)]


def _compare_dates(source: Numbers, target: Numbers) -> Iterator[Finding]:
    left = [date for date in source.dates if not _has(target, date)]
    right = [date for date in target.dates if not _has(source, date)]
    if left or right:
        yield Finding(
            "date",
            f"{_quote(source, left)} / {_quote(target, right)}",
            tuple(
                side.text.place(date.start, date.end)
                for side, dates in ((source, left), (target, right))
                for date in dates
            ),
        )


def _has(side: Numbers, date: Date) -> bool:
    return any(date.agrees(other) for other in side.dates) or side.says(date)


def _compare_quantities(source: Numbers, target: Numbers) -> Iterator[Finding]:
    left = _missing(source, target)
    right = _missing(target, source)
    marks = _list_number(source), _list_number(target)
    if marks[0] and marks[1] and not marks[0].values & marks[1].values:
        # A number before a paragraph is often left out, but never becomes another one.
        left, right = [marks[0], *left], [marks[1], *right]
    if left or right:
        yield Finding(
            "number",
            f"{_quote(source, left)} / {_quote(target, right)}",
            tuple(
                side.text.place(quantity.start, quantity.end)
                for side, quantities in ((source, left), (target, right))
                for quantity in quantities
            ),
        )


def _list_number(side: Numbers) -> Quantity | None:
    """The number before a paragraph: `12. Ireland supports …`."""
    match = _LIST_NUMBER.match(side.text.text)
    if match is None:
        return None
    return next((q for q in side.quantities if q.start == match.start(1)), None)


def _missing(side: Numbers, other: Numbers) -> list[Quantity]:
    """The certain numbers of a side that the other does not say; those of dates apart."""
    return [
        quantity
        for quantity in side.quantities
        if quantity.certain
        and not any(other.has(value) for value in quantity.values)
        and not any(quantity.overlaps(date.start, date.end) for date in side.dates)
    ]


def _quote(side: Numbers, found: list[Quantity] | list[Date]) -> str:
    return ", ".join(side.text.text[one.start : one.end].strip() for one in found) or NOTHING
