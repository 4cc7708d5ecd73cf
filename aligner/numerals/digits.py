"""Numbers written in digits, with the words around them: %, 万, million, 年代, p.m."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from aligner.numerals.chinese import LARGE, SMALL
from aligner.numerals.english import SCALES
from aligner.numerals.quantity import Quantity, values_of

# One character for one character, so that places stay the same.
_WIDE = str.maketrans("０１２３４５６７８９％．－～：", "0123456789%.-~:")
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}
_FRACTIONS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8)}
_SIGN = re.compile(f"[{''.join((*_CIRCLED, *_FRACTIONS))}]")
_DIGIT = re.compile(r"\d")

_START = r"(?<!\d)(?<!\d\.)"
_NUMBER = re.compile(
    # Every alternative begins so; without the test each is tried at every letter.
    r"(?=[\d.])(?:"
    rf"{_START}(?P<wide>\d{{1,3}}(?:，\d{{3}})+)(?!\d)"
    rf"|{_START}(?P<spaced>\d(?: \d)+)(?!\d)"
    rf"|{_START}(?P<grouped>\d{{1,3}}(?P<mark>[,'’\u00a0\u202f ])\d{{3}}(?:(?P=mark)\d{{3}})*)"
    r"(?!\d)(?P<decimals>\.\d+)?"
    rf"|{_START}(?P<plain>\d+(?:\.\d+)?|(?<!\w)\.\d+)(?!\.?\d)"
    r"|(?P<dotted>\d+(?:\.\d+){2,}))"
)
_COMMA = re.compile(r"\d+,\d+(?!\d)|\d{1,3}(?:\.\d{3})+(?!\d)")
_PARTED = re.compile(r"(\d{1,4}) ?(?:h|Uhr|fr|m)(?![^\W\d_])\.? ?(\d{2})(?![\d.,])", re.IGNORECASE)
_SCALE = re.compile(r"[ -]?(hundred|thousand|million|billion|trillion)\b", re.IGNORECASE)
_SHORT = re.compile(r" ?(k|m|mn|bn|tn)\b", re.IGNORECASE)
_SHORT_VALUES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_UNITS = SMALL | LARGE
_CHINESE_SCALE = re.compile(rf" ?[多余餘来來几幾]? ?([{''.join(_UNITS)}]+)")
_MEASURE = re.compile("[米克瓦卡帕赫伏升位分兆比字]")
_PERCENT = re.compile(r" ?%| ?‰|[ -]?per ?cent|[ -]?percent", re.IGNORECASE)
_DECADE = re.compile(r"(?:'|’)?s\b| ?年代")
_AFTERNOON = re.compile(r"(?::\d\d)? ?[Pp]\.?[Mm]\b")
_MILITARY = re.compile(r" (?:hours|hrs|GMT|UTC|US |[A-Z]+T\b|local time|Eastern)")
_CHINESE_AFTERNOON = re.compile("(?:下午|晚上|晚间|夜里|傍晚|午后|中午|晚)$")
_RANGE = re.compile(r" ?(?:-|–|—|~|〜|至|到|或|、|and|or|to) ?[$€£¥]?")
_YEAR_RANGE = re.compile(r"(\d\d)\d\d ?(?:[-–/~至到]|年至|年到) ?$")
_LIST_MARK = re.compile(r"^\W*$")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[!-~]+@[!-~]+\.[A-Za-z]+")


def find_digits(text: str, *, comma_decimals: bool = False) -> list[Quantity]:
    """Numbers written in digits, with all their readings.

    Args:
        text: Any language.
        comma_decimals: Whether the language may write 1,5 and 1.000 (German, French …).

    >>> [sorted(map(str, q.values)) for q in find_digits("3.5万人, 25%")]
    [['35000'], ['1/4', '25']]
    """
    if not _DIGIT.search(text):
        return list(_find_signs(text))
    text = text.translate(_WIDE)
    skipped = [match.span() for match in _ADDRESS.finditer(text)]
    found = list(_find_signs(text))
    scales: list[tuple[int, int, int]] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if any(a <= start < b for a, b in skipped):
            continue
        values = set(_plain_values(match))
        written = _written(text, start) if comma_decimals else None
        if written:
            values.update(_continental_values(written))
            end = max(end, written.end())
            skipped.append((start, end))
            found += _tails(written)
        scale, end = _scale_after(text, end)
        if scale > 1:
            measured = _MEASURE.match(text, end) is not None
            values = {v * scale for v in values} | (values if measured else set())
        scales.append((start, end, scale))
        values |= _readings_in_context(text, start, end, values)
        certain = _is_certain(text, match, values)
        found.append(Quantity(start, end, frozenset(values), certain))
    return _spread_scales(text, found, scales)


def _plain_values(match: re.Match[str]) -> Iterator[Fraction]:
    if match["dotted"]:
        yield from (Fraction(int(part)) for part in match["dotted"].split("."))
        return
    if match["spaced"]:
        # Letter-spaced in a PDF, or a list of digits.
        digits = match["spaced"].split()
        yield from (Fraction(int(digit)) for digit in digits)
        yield Fraction(int("".join(digits)))
        return
    if match["wide"]:
        # The full-width comma is that of a sentence, but many use it in numbers.
        parts = match["wide"].split("，")
        yield from (Fraction(int(part)) for part in parts)
        yield Fraction(int("".join(parts)))
        return
    if match["plain"]:
        yield Fraction(match["plain"])
        return
    mark = match["mark"]
    yield Fraction(match["grouped"].replace(mark, "") + (match["decimals"] or ""))
    if mark in " \u00a0\u202f":
        # "12 345 people" may be two numbers after all.
        yield from (Fraction(int(part)) for part in match["grouped"].split(mark))


def _written(text: str, start: int) -> re.Match[str] | None:
    """A number as only these languages write it: 1,5; 1.000; 15 h. 30; 2 fr. 70."""
    return _COMMA.match(text, start) or _PARTED.match(text, start)


def _continental_values(written: re.Match[str]) -> Iterator[Fraction]:
    """Values of such a number: 1,5 is 1.5, 1.000 is 1000; 15 h. 30 is written 15.30 too."""
    if written.re is _PARTED:
        yield Fraction(f"{written[1]}.{written[2]}")
        yield Fraction(written[1])
    else:
        yield Fraction(written[0].replace(".", "").replace(",", "."))


def _tails(written: re.Match[str]) -> Iterator[Quantity]:
    """Digits after a comma or an hour, which the other side may have apart: 3,4; 30 Minuten."""
    number = re.search(r"(?<=[ ,.hHrRmM])\d+$", written[0])
    if number and (written.re is _PARTED or "," in written[0]):
        start, end = (written.start() + place for place in number.span())
        yield Quantity(start, end, values_of(Fraction(number[0])), certain=False)


def _scale_after(text: str, end: int) -> tuple[int, int]:
    """The factor that follows a number (million, 万), and where it ends."""
    if match := _SCALE.match(text, end):
        return SCALES[match[1].lower()], match.end()
    if match := _CHINESE_SCALE.match(text, end):
        if text[match.end() : match.end() + 2] == "分之":
            return 1, end
        scale = 1
        for c in match[1]:
            scale *= _UNITS[c]
        return scale, match.end()
    return 1, end


def _readings_in_context(text: str, start: int, end: int, values: set[Fraction]) -> set[Fraction]:
    """Further values that the words around a number give it."""
    further: set[Fraction] = set()
    if match := _PERCENT.match(text, end):
        per = 1000 if "‰" in match[0] else 100
        further |= {value / per for value in values}
    if match := _SHORT.match(text, end):
        further |= {value * _SHORT_VALUES[match[1].lower()] for value in values}
    if _DECADE.match(text, end):
        further |= _decades(values)
    if _AFTERNOON.match(text, end) or _CHINESE_AFTERNOON.search(text, 0, start):
        further |= {value + 12 for value in values if value <= 12}
    if _MILITARY.match(text, end):
        further |= {Fraction(int(v) // 100 - part) for v in values for part in (0, 12) if v >= 100}
    if (match := _YEAR_RANGE.search(text, 0, start)) and end - start == 2:
        further |= {int(match[1]) * 100 + value for value in values}
    if text[end : end + 1] in ("年", "届", "級", "级") or text[start - 1 : start] in ("'", "’"):
        # 98年, class of '98.
        further |= {1900 + v for v in values if v < 100} | {2000 + v for v in values if v < 100}
    if match := re.match("[½¼¾⅓⅔⅛]", text[end : end + 1]):
        further |= {value + Fraction(*_FRACTIONS[match[0]]) for value in values}
    if text[end : end + 2].endswith("半") or text[end : end + 3].endswith("半"):
        further |= {value + Fraction(1, 2) for value in values}
    return further


def _decades(values: set[Fraction]) -> set[Fraction]:
    """Values of decades. 1980s: 80, or the 20th century; 80年代: 1780, 1880, 1980, 2080."""
    found: set[Fraction] = set()
    for value in values:
        if value >= 1000:
            found |= {value % 100, Fraction(int(value) // 100 + 1)}
        elif value < 100:
            found |= {century * 100 + value for century in (17, 18, 19, 20)}
    return found


def _is_certain(text: str, match: re.Match[str], values: set[Fraction]) -> bool:
    """Whether a number counts something, unlike COVID-19, 5G, :00, or the (1) of a list."""
    start, end = match.span()
    if match["dotted"] or not any(values):
        return False
    if re.search(r"[A-Za-z][-–/]?$", text[:start]) or re.match(r"[A-Z]", text[end : end + 1]):
        return False
    small = max(values) < 100 and end - start <= 2
    after = text[end : end + 1]
    listed = small and _LIST_MARK.match(text[:start]) and after in tuple(".)、）．]」】 \t")
    before = text[start - 1 : start]
    noted = before in ("[", "［", "^") and after in ("]", "］", "")
    # A note mark: (EMEAP)5
    noted = noted or (small and before in (")", "）", "」", "”"))
    return not listed and not noted


def _spread_scales(
    text: str, found: list[Quantity], scales: list[tuple[int, int, int]]
) -> list[Quantity]:
    """Quantities with the scale of the next: in "3 to 4 million" the first may be 3 million."""
    further: dict[int, int] = {}
    for (start, end, scale), (next_start, _, next_scale) in pairwise(scales):
        if scale == 1 and next_scale > 1 and _RANGE.fullmatch(text, end, next_start):
            further[start] = next_scale
    return [
        Quantity(
            q.start,
            q.end,
            q.values | {v * further[q.start] for v in q.values} if q.start in further else q.values,
            q.certain,
        )
        for q in found
    ]


def _find_signs(text: str) -> Iterator[Quantity]:
    for match in _SIGN.finditer(text):
        if match[0] in _CIRCLED:
            yield Quantity(*match.span(), values_of(_CIRCLED[match[0]]), certain=False)
        else:
            value = Fraction(*_FRACTIONS[match[0]])
            yield Quantity(*match.span(), values_of(value, value * 100), certain=False)
