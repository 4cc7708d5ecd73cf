"""All numbers and dates of a text, read as its language writes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from aligner.languages import get_language
from aligner.numerals.chinese import find_chinese_numerals
from aligner.numerals.dates import Date, find_dates
from aligner.numerals.digits import find_digits
from aligner.numerals.english import find_english_numerals
from aligner.numerals.quantity import Quantity, all_values
from aligner.numerals.words import find_roman, find_words

# In these languages 1.000 may be a thousand and 1,5 one and a half.
_COMMA_DECIMALS = frozenset({"de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"})
_HAN_NUMERALS = frozenset({"zh", "zh-TW", "ja"})

YEARS = range(1700, 2101)
_SOME_YEAR = re.compile(
    r"\b(?:last|this|next|previous|preceding|following|same|the|prior|current|past|each) year"
    r"|\b(?:the|that) (?:whole |full )?year\b|year[- ]?(?:end|ago|on)"
    r"|[去今明前后後本同翌当當次全]年|年[内內度初底末中]|上一?年|[过過]去一年|民[国國]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers and dates of a text."""

    text: str
    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    values: frozenset[Fraction]
    """All readings of all quantities, and always 1: "a" and 一 are everywhere."""

    def has_date(self, date: Date) -> bool:
        """Whether the date may be one of the text, or all its numbers occur in some other form."""
        return any(date.agrees(other) for other in self.dates) or any(
            all(self.has(number) for number in day.numbers) for day in date.readings
        )

    def has(self, value: Fraction | int) -> bool:
        """Whether some reading of the text is this number; "last year" may be any year."""
        return value in self.values or (value in YEARS and bool(_SOME_YEAR.search(self.text)))

    def missing(self, other: "Numbers") -> list[Quantity]:
        """The certain numbers that the other text lacks; numbers inside dates are left out."""
        return [
            quantity
            for quantity in self.quantities
            if quantity.certain
            and not any(other.has(value) for value in quantity.values)
            and not any(quantity.overlaps(date.start, date.end) for date in self.dates)
        ]

    def quote(self, found: list[Quantity] | list[Date]) -> str:
        """The words of these numbers or dates, separated by commas."""
        return ", ".join(self.text[one.start : one.end].strip() for one in found)


def read_numbers(text: str, language: str) -> Numbers:
    """The numbers and dates of a text.

    >>> chinese, english = read_numbers("150万人", "zh"), read_numbers("1.5 million people", "en")
    >>> chinese.missing(english), english.missing(chinese)
    ([], [])
    """
    code = get_language(language).code
    quantities = find_digits(text, comma_decimals=code in _COMMA_DECIMALS)
    if code in _HAN_NUMERALS:
        quantities += _apart_from(find_chinese_numerals(text), quantities)
    elif code == "en":
        quantities += _apart_from(find_english_numerals(text), quantities)
    elif code in _COMMA_DECIMALS:
        quantities += [*find_words(text, code), *find_roman(text)]
    dates = tuple(find_dates(text))
    return Numbers(text, tuple(quantities), dates, all_values(quantities) | {Fraction(1)})


def _apart_from(found: Iterator[Quantity], others: list[Quantity]) -> list[Quantity]:
    """Quantities that overlap no other, unlike the 万 of 3万 or the "million" of "3 million"."""
    taken = [(other.start, other.end) for other in others]
    return [q for q in found if not any(q.overlaps(start, end) for start, end in taken)]
