"""Numbers written in Chinese characters: 三十二, 二〇二四, 十几, 百分之五, 三分之一, 两年半."""

import re
from collections.abc import Iterator
from fractions import Fraction

from aligner.numerals.quantity import Quantity, values_of

DIGITS = dict(zip("零〇○一二三四五六七八九", [0, 0, 0, *range(1, 10)], strict=True)) | dict(
    zip("两兩廿卅壹贰叁肆伍陆柒捌玖貳參陸", [2, 2, 20, 30, *range(1, 10), 2, 3, 6], strict=True)
)
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
UNITS = SMALL | LARGE

_DIGIT = "".join(DIGITS)
_UNIT = "".join(UNITS)
# 两 before anything but a unit is the measure of silver: 二十两.
_NUMERAL = (
    f"(?:[{_DIGIT.replace('两', '').replace('兩', '')}{_UNIT}]"
    f"|(?<![{_UNIT}])[两兩]|[两兩](?=[{_UNIT}]))+"
)
NUMERAL = f"{_NUMERAL}(?:[多余餘来來几幾][{_UNIT}]+)?"
ABOUT = re.compile("[多余餘来來几幾]")

_FRACTION = re.compile(rf"({NUMERAL}|\d+)分之({NUMERAL}(?:点[{_DIGIT}]+)?|\d+(?:\.\d+)?)")
_DECIMAL = re.compile(rf"({NUMERAL})[点點]([{_DIGIT}]+)")
_TENTHS = re.compile(rf"([{_DIGIT}])成(?:([{_DIGIT}])|(半))?")
_HALF = re.compile(rf"({NUMERAL}|\d+)?[^\W\d]{{0,2}}?半")
_PLAIN = re.compile(NUMERAL)
_PAIR = re.compile(rf"([{_DIGIT}])([{_DIGIT}])(?=[{_UNIT}]|$)")
_SINGLE = re.compile("[双雙俩倆仨首元正腊臘]")
_SINGLES = {"双": 2, "雙": 2, "俩": 2, "倆": 2, "仨": 3, "首": 1, "元": 1, "正": 1}


def find_chinese_numerals(text: str) -> Iterator[Quantity]:
    """Numbers written in Chinese characters.

    >>> [sorted(map(str, q.values)) for q in find_chinese_numerals("三万五千人")]
    [['35000']]
    """
    taken: list[tuple[int, int]] = []
    for pattern, read in ((_FRACTION, _read_fraction), (_DECIMAL, _read_decimal)):
        for match in pattern.finditer(text):
            values = read(match)
            if values:
                taken.append(match.span())
                yield Quantity(*match.span(), values, certain=True)
    for match in _TENTHS.finditer(text):
        yield Quantity(*match.span(), _read_tenths(match), certain=False)
    for match in _HALF.finditer(text):
        yield Quantity(*match.span(), _read_half(match), certain=False)
    for match in _SINGLE.finditer(text):
        value = _SINGLES.get(match[0], 12)
        yield Quantity(*match.span(), values_of(value), certain=False)
    for match in _PLAIN.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        values = read_chinese(match[0])
        if values:
            yield Quantity(*match.span(), values, certain=_is_certain(match, text))


def read_chinese(numeral: str) -> frozenset[Fraction]:
    """All values of a numeral; none if it is not a number.

    >>> sorted(map(int, read_chinese("三四百"))), sorted(map(int, read_chinese("十几")))[:2]
    ([300, 400], [10, 11])
    """
    plain = ABOUT.sub("", numeral)
    values: set[Fraction] = set()
    if not any(c in UNITS for c in plain):
        values.update(_read_positional(plain))
    else:
        for variant in _variants(plain):
            value = _read_units(variant)
            if value is not None:
                values.add(Fraction(value))
    if plain == "十":
        values.update(map(Fraction, range(10, 20)))
    return frozenset(values)


def _read_positional(numeral: str) -> Iterator[Fraction]:
    digits = [DIGITS[c] for c in numeral]
    if all(d < 10 for d in digits):
        yield Fraction(int("".join(map(str, digits))))
    if len(digits) == 2:
        # 七八个: seven or eight.
        yield from map(Fraction, digits)
    if digits[0] >= 20 and len(digits) <= 2:
        # 廿三
        yield Fraction(sum(digits))


def _variants(numeral: str) -> Iterator[str]:
    """Readings of a pair of digits: 三四百 as 三百 and 四百, 十七八 as 十七 and 十八."""
    match = _PAIR.search(numeral)
    if match is None or match[1] in "零〇○":
        yield numeral
        return
    for digit in match.groups():
        yield from _variants(numeral[: match.start()] + digit + numeral[match.end() :])


def _read_units(numeral: str) -> int | None:
    """The value of a numeral with units; a final digit without one counts the next lower unit."""
    total = section = number = 0
    smallest = 0
    before = ""
    for c in numeral:
        if c in DIGITS:
            number = DIGITS[c]
        elif c in SMALL:
            if before in SMALL and before:
                return None
            section += (number if before in DIGITS else 1) * SMALL[c]
            number = 0
        else:
            part, unit = section + number, LARGE[c]
            if not part:
                total = (total or 1) * unit
            elif total and smallest and unit > smallest:
                total = (total + part) * unit
            else:
                total += part * unit
            section = number = 0
            smallest = unit
        before = c
    unit_before = UNITS.get(numeral[-2], 0) if len(numeral) > 1 else 0
    if numeral[-1] in DIGITS and unit_before >= 100:
        number *= unit_before // 10
    return total + section + number


def _read_fraction(match: re.Match[str]) -> frozenset[Fraction]:
    below, above = _read_any(match[1]), _read_any(match[2])
    if not below or not above:
        return frozenset()
    found = set()
    for a in above:
        for b in below:
            if b:
                found |= {a / b, 100 * a / b}
    return frozenset(found)


def _read_any(text: str) -> frozenset[Fraction]:
    if text[0].isdecimal():
        return values_of(Fraction(text))
    decimal = _DECIMAL.fullmatch(text)
    return _decimal_values(decimal) if decimal else read_chinese(text)


def _read_decimal(match: re.Match[str]) -> frozenset[Fraction]:
    """Values of a decimal: 三点五 is 3.5, or five past three."""
    whole = read_chinese(match[1])
    after = [DIGITS[c] for c in match[2]]
    return _decimal_values(match) | whole | values_of(*after)


def _decimal_values(match: re.Match[str]) -> frozenset[Fraction]:
    after = "".join(str(DIGITS[c]) for c in match[2])
    return frozenset(
        value + Fraction(int(after), 10 ** len(after)) for value in read_chinese(match[1])
    )


def _read_tenths(match: re.Match[str]) -> frozenset[Fraction]:
    """Values of tenths: 三成 is 30 %, 三成五 is 35 %."""
    tenths = Fraction(DIGITS[match[1]])
    if match[2]:
        tenths += Fraction(DIGITS[match[2]], 10)
    elif match[3]:
        tenths += Fraction(1, 2)
    return values_of(tenths * 10, tenths / 10)


def _read_half(match: re.Match[str]) -> frozenset[Fraction]:
    """Values of 半: ½, fifty per cent, thirty minutes, six months; 两年半 is two and a half."""
    half = values_of(Fraction(1, 2), 50, 30, 6)
    if not match[1]:
        return half
    return half | frozenset(value + Fraction(1, 2) for value in _read_any(match[1]))


def _is_certain(match: re.Match[str], text: str) -> bool:
    """Whether the characters count something: not 一, 万一, 千万, 三三两两, 十分."""
    numeral = match[0]
    if len(numeral) < 2 or numeral[0] in LARGE or numeral[0] in "百千佰仟":
        return False
    if numeral == "十万八千" or (len(numeral) == 2 and numeral[0] == "一"):
        # A great way; a great many (一百, 一万).
        return False
    if not any(c in UNITS for c in numeral):
        # A year, 一九九八; other strings of digits are often "one, two, three".
        return len(numeral) == 4 and text[match.end() : match.end() + 1] == "年"
    digits = sum(c in DIGITS for c in numeral)
    return digits > 0 and max(read_chinese(numeral), default=Fraction(0)) > 10
