"""The numbers of a sentence as values, so that 1.5 million, 150万 and 一百五十万 are the same."""

import re
from decimal import Decimal

_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "bn": 10**9, "百": 10**2, "千": 10**3, "万": 10**4, "萬": 10**4, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "億": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_DIGITS = "零〇一二三四五六七八九"
_HAN_VALUE = {c: max(0, i - 1) for i, c in enumerate(_DIGITS)} | {"两": 2}
_SCALE = "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9.])(\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![A-Za-z]*\d)"
    rf"\s*(?:({_SCALE})(?![A-Za-z]))?",
    re.IGNORECASE,
)
_HAN = re.compile(r"[零〇一二三四五六七八九十百千万亿两]{2,}")


def numbers_in(text: str, language: str) -> frozenset[str]:
    """The numbers of a sentence of two digits or more, written plainly.

    Small numbers are left out: 一 and "one" come and go in translation; so do months, which one
    side writes as words.

    >>> sorted(numbers_in("1.5 million in 2030", "en")), sorted(numbers_in("2030年150万", "zh"))
    (['1500000', '2030'], ['1500000', '2030'])
    >>> sorted(numbers_in("一百五十万", "zh"))
    ['1500000']
    """
    found = {_value(match[1], match[2]) for match in _NUMBER.finditer(text)}
    if language.startswith("zh"):
        found |= {value for match in _HAN.finditer(text) if (value := han_value(match[0]))}
    return frozenset(_plain(number) for number in found if number is not None and number > 12)


def han_value(text: str) -> Decimal | None:
    """The value of a Chinese numeral; None where it is no plain one.

    >>> han_value("一百五十万"), han_value("二〇三〇"), han_value("千万"), han_value("万一")
    (Decimal('1500000'), Decimal('2030'), None, None)
    """
    if all(c in _HAN_VALUE for c in text):
        return Decimal("".join(str(_HAN_VALUE[c]) for c in text)) if len(text) > 2 else None
    if text[0] not in _HAN_VALUE and text[0] != "十":
        return None
    total = section = 0
    digit = 0
    for c in text:
        if c in _HAN_VALUE:
            digit = _HAN_VALUE[c]
        elif c in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            digit = 0
        else:
            total = (total + section + digit) * {"万": 10**4, "亿": 10**8}[c]
            section = digit = 0
    return Decimal(total + section + digit)


def _value(digits: str, scale: str | None) -> Decimal:
    return Decimal(re.sub("[,，]", "", digits)) * _SCALES.get((scale or "").lower(), 1)


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
