"""Which numbers and dates of a translation pair only one side has, and which both have.

The checks report the first kind; the review page marks both kinds. A number is unmatched only when
it is certain and no reading of anything on the other side equals any of its readings: 200 beside
2000 is unmatched, 一个 without "one" is not.
"""

import re
from typing import NamedTuple

from aligner.numerals.dates import Date
from aligner.numerals.quantity import Quantity
from aligner.numerals.reading import Numbers

_LIST_NUMBER = re.compile(r"[(（]?(\d{1,3})[.．、)）](?!\d)")


class Unmatched(NamedTuple):
    """The numbers and dates of one side that the other side lacks."""

    quantities: list[Quantity]
    dates: list[Date]


def find_unmatched(source: Numbers, target: Numbers) -> tuple[Unmatched, Unmatched]:
    """The numbers and dates that the target lacks, and those that the source lacks."""
    left, right = source.missing(target), target.missing(source)
    ours, theirs = _list_number(source), _list_number(target)
    if ours and theirs and not ours.values & theirs.values:
        # A number before a paragraph is often left out, but never becomes another one.
        left, right = [ours, *left], [theirs, *right]
    return (
        Unmatched(left, [date for date in source.dates if not target.has_date(date)]),
        Unmatched(right, [date for date in target.dates if not source.has_date(date)]),
    )


def find_shared(numbers: Numbers, other: Numbers) -> list[tuple[int, int]]:
    """Spans of the numbers and dates that the other side has as well, dates first.

    0 and 1 alone do not count: "no", "a" and 一 are everywhere.

    >>> from aligner.numerals.reading import read_numbers
    >>> find_shared(read_numbers("a second test", "en"), read_numbers("第二次试验", "zh"))
    [(2, 8)]
    """
    dates = [(date.start, date.end) for date in numbers.dates if other.has_date(date)]
    values = {value for quantity in other.quantities for value in quantity.values} - {0, 1}
    quantities = [
        (quantity.start, quantity.end)
        for quantity in numbers.quantities
        if not values.isdisjoint(quantity.values)
        or (quantity.certain and any(other.has(value) for value in quantity.values))
    ]
    return dates + quantities


def _list_number(side: Numbers) -> Quantity | None:
    """The number before a paragraph: `12. Ireland supports …`."""
    match = _LIST_NUMBER.match(side.text)
    if match is None:
        return None
    return next((q for q in side.quantities if q.start == match.start(1)), None)
