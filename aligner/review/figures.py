"""Numbers in running text, with their values, so that both sides of a pair can be compared.

For highlighting only: a reader's eye is helped, nothing is decided.
"""

import re
from typing import NamedTuple


class Number(NamedTuple):
    """A number in a text."""

    start: int
    end: int
    value: float
    sure: bool
    """Written in figures; words like "two" or 两 are only marked when the other side agrees."""


# fmt: off
_WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
]
_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
]
# fmt: on
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "萬": 1e4,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "億": 1e8,
    "万亿": 1e12,
}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}

_PATTERN = re.compile(
    r"""
    (?P<figures> [0-9０-９]+ (?: [,，] [0-9]{3} )* (?: [.．] [0-9]+ )? )
        (?: \s* (?P<scale> 万亿 | 百万 | 千万 | [百千万萬亿億]
            | (?: hundred | thousand | million | billion | trillion ) \b ) )?
    | (?P<chinese> [零〇一二三四五六七八九十百千两兩]{2,} (?: [万萬亿億] )?
        | [一二三四五六七八九十两兩] (?= [万萬亿億年月日号號个個次种種份项項国國] ) [万萬亿億]? )
    | \b (?P<word> """
    + "|".join((*_WORDS, *_MONTHS))
    + r""" ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_numbers(text: str) -> list[Number]:
    """The numbers of a text, in order.

    >>> [(n.value, n.sure) for n in find_numbers("1,500 in May, 2.5 million")]
    [(1500.0, True), (5.0, False), (2500000.0, True)]
    >>> [n.value for n in find_numbers("一千五百枚，250万，三月")]
    [1500.0, 2500000.0, 3.0]
    """
    return [_read(match) for match in _PATTERN.finditer(text)]


def _read(match: re.Match[str]) -> Number:
    start, end = match.span()
    if figures := match["figures"]:
        value = float(re.sub(r"[,，]", "", figures).replace("．", "."))
        return Number(start, end, value * _SCALES.get((match["scale"] or "").lower(), 1), sure=True)
    if chinese := match["chinese"]:
        return Number(start, end, _read_chinese(chinese), sure=False)
    word = match["word"].lower()
    value = _WORDS.index(word) if word in _WORDS else _MONTHS.index(word) + 1
    return Number(start, end, float(value), sure=False)


def _read_chinese(text: str) -> float:
    """The value of Chinese numerals, positional (一九六四) or with units (一千五百)."""
    scale = _SCALES[text[-1]] if text[-1] in "万萬亿億" else 1.0
    digits = text.rstrip("万萬亿億")
    if not any(c in _UNITS for c in digits):
        return float("".join(str(_DIGITS[c]) for c in digits) or "1") * scale
    total, digit = 0, None
    for c in digits:
        if c in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[c]
            digit = None
        else:
            digit = _DIGITS[c]
    return float(total + (digit or 0)) * scale
