"""Whether both sides say the same numbers and dates, in whatever way each language writes them.

A number is reported only when it is certain and no reading of anything on the other side equals
any of its readings. So 200 against 2000 is reported; 一个 without "one" is not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from aligner.checking.finding import Finding, PairTexts, SideText
from aligner.numerals.dates import Date
from aligner.numerals.quantity import Quantity
from aligner.numerals.reading import Numbers, read_numbers

NOTHING = "–"

_LIST_NUMBER = re.compile(r"[(（]?(\d{1,3})[.．、)）](?!\d)")


class _Side(NamedTuple):
    """One side of a pair with its numbers."""

    text: SideText
    numbers: Numbers


def check_numbers(pair: PairTexts) -> Iterator[Finding]:
    """Findings `number` and `date`."""
    source, target = _read(pair.source), _read(pair.target)
    yield from _compare_dates(source, target)
    yield from _compare_quantities(source, target)


def _read(side: SideText) -> _Side:
    return _Side(side, read_numbers(side.text, side.language))


def _compare_dates(source: _Side, target: _Side) -> Iterator[Finding]:
    left = [date for date in source.numbers.dates if not _has(target.numbers, date)]
    right = [date for date in target.numbers.dates if not _has(source.numbers, date)]
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


def _compare_quantities(source: _Side, target: _Side) -> Iterator[Finding]:
    left = source.numbers.missing(target.numbers)
    right = target.numbers.missing(source.numbers)
    marks = _list_number(source.numbers), _list_number(target.numbers)
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
    match = _LIST_NUMBER.match(side.text)
    if match is None:
        return None
    return next((q for q in side.quantities if q.start == match.start(1)), None)


def _quote(side: _Side, found: list[Quantity] | list[Date]) -> str:
    return side.numbers.quote(found) or NOTHING
