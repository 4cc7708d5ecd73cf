"""Numbers written in English words: two hundred, twenty-first, two thirds, dozens, May."""

import re
from collections.abc import Iterator
from fractions import Fraction

from aligner.numerals.quantity import Quantity, values_of
from aligner.numerals.words import find_roman

MONTHS = (
    "January February March April May June July August September October November December"
).split()

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
CARDINALS = {word: i for i, word in enumerate(_ONES)} | {
    word: 10 * i for i, word in enumerate(_TENS, start=2)
}
_IRREGULAR = "first second third fifth eighth ninth twelfth".split()
ORDINALS = {
    **dict(zip(_IRREGULAR, (1, 2, 3, 5, 8, 9, 12), strict=True)),
    **{
        f"{word}th": value
        for word, value in CARDINALS.items()
        if value in (4, 6, 7, 10, 11) or 12 < value < 20
    },
    **{f"{word[:-1]}ieth": value for word, value in CARDINALS.items() if value >= 20},
}
SPANS = {"decade": 10, "century": 100, "centurie": 100, "dozen": 12, "score": 20}
"""Nouns that multiply the number before them: two decades."""
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_OTHERS: dict[str, tuple[int, ...]] = {
    "no": (0,), "none": (0,), "nil": (0,), "a": (1,), "an": (1,), "once": (1,), "single": (1,),
    "sole": (1,), "another": (1,), "both": (2,), "pair": (2,), "couple": (2,), "twice": (2,),
    "double": (2,), "doubled": (2, 1), "doubling": (2, 1), "two-fold": (2,), "twofold": (2,),
    "triple": (3,), "tripled": (3, 2), "thrice": (3,), "treble": (3,), "quadrupled": (4, 3),
    "dozen": (*range(10, 20), 20), "dozens": (*range(10, 100, 10), 12), "clock": (24,),
    "score": (20,), "scores": (10, 20), "decade": (10,),
    "decades": (10,), "century": (100,), "centuries": (100,), "fortnight": (14, 15, 2),
    "week": (7,), "noon": (12,), "midday": (12,), "midnight": (0, 12, 24), "annual": (1,),
    "hundreds": (100,), "thousands": (1000,), "millions": (10**6,), "billions": (10**9,),
    "tens": (10,), "teens": (10,), "biennial": (2,), "centenary": (100,), "bicentenary": (200,),
    "twenties": (20,), "thirties": (30,), "forties": (40,), "fifties": (50,), "sixties": (60,),
    "seventies": (70,), "eighties": (80,), "nineties": (90,), "hundredth": (100,),
    "thousandth": (1000,),
}  # fmt: skip
_HALVES = {"half": values_of(Fraction(1, 2), 50, 30, 6), "halved": values_of(Fraction(1, 2), 50)}
_QUARTER = values_of(Fraction(1, 4), 25, 15, 3, 4)

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_SPAN = re.compile(rf"[ -]({'|'.join(SPANS)}|centurie)s?\b", re.IGNORECASE)
_HALF_OF = re.compile(rf"\bhalf[ -](?:a[ -])?({'|'.join(SPANS | SCALES)})\b", re.IGNORECASE)
_AND_A_HALF = re.compile(rf" and a half(?: ({'|'.join(SCALES)})\b)?", re.IGNORECASE)


def find_english_numerals(text: str) -> Iterator[Quantity]:
    """Numbers written in words; Roman numerals and names of months are never certain.

    >>> [sorted(map(str, q.values)) for q in find_english_numerals("two hundred and five men")]
    [['205']]
    """
    run: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(text):
        if "-" not in match[0] and match[0].lower() not in _ANY_WORD:
            continue
        for word, start, end in _parts(match):
            if run and not (word in _NUMBER_WORDS and _adjoins(text, run[-1][2], start)):
                yield from _read_run(run, text)
                run = []
            if word in _NUMBER_WORDS and (run or word != "and"):
                run.append((word, start, end))
            elif word in _OTHERS:
                yield Quantity(start, end, values_of(*_OTHERS[word]), certain=False)
            elif word in _HALVES:
                yield Quantity(start, end, _HALVES[word], certain=False)
            elif word in _QUARTERS:
                yield Quantity(start, end, _QUARTER, certain=False)
    yield from _read_run(run, text)
    yield from _find_months(text)
    for match in _HALF_OF.finditer(text):
        scale = (SPANS | SCALES)[match[1].lower()]
        yield Quantity(*match.span(), values_of(Fraction(scale, 2)), certain=False)
    yield from find_roman(text)


_NUMBER_WORDS = frozenset({*CARDINALS, *ORDINALS, *SCALES, "and"})
_QUARTERS = frozenset({"quarter", "quarters", "quarterly"})
_ANY_WORD = (
    _NUMBER_WORDS | _OTHERS.keys() | _HALVES.keys() | _QUARTERS | {f"{o}s" for o in ORDINALS}
)
"""All words that can be part of a number; the others are skipped quickly."""


def _parts(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """The words of a hyphenated compound, lower case."""
    whole = match[0].lower()
    if whole in _OTHERS:
        yield whole, *match.span()
        return
    start = match.start()
    for part in whole.split("-"):
        yield part.removesuffix("s") if part[:-1] in ORDINALS else part, start, start + len(part)
        start += len(part) + 1


def _adjoins(text: str, end: int, start: int) -> bool:
    return text[end:start] in (" ", "-", ", ") and start - end <= 2


def _read_run(run: list[tuple[str, int, int]], text: str) -> Iterator[Quantity]:
    """Words in a row are one number, a year ("nineteen eighty-four"), a fraction, or several."""
    while run and run[-1][0] == "and":
        run.pop()
    if not run:
        return
    start, end = run[0][1], run[-1][2]
    groups = _read_groups([word for word, _, _ in run])
    values = [value for value, _ in groups]
    ordinal = any(is_ordinal for _, is_ordinal in groups)
    if len(values) == 1:
        value = values[0]
        lone_scale = len(run) == 1 and run[0][0] in SCALES
        certain = value > 12 and not lone_scale
        yield Quantity(start, end, values_of(value) | _after(value, text, end), certain=certain)
        return
    readings = {Fraction(value) for value in values}
    if len(values) == 2:
        first, second = values
        if 10 <= first < 100 and second < 100:
            readings.add(Fraction(first * 100 + second))
        if ordinal and second:
            readings.add(Fraction(first, second))
    yield Quantity(start, end, frozenset(readings), certain=False)


def _after(value: int, text: str, end: int) -> frozenset[Fraction]:
    """Values that the next words add: two decades are 20, two and a half million 2,500,000."""
    if match := _SPAN.match(text, end):
        return values_of(value * SPANS[match[1].lower()])
    if match := _AND_A_HALF.match(text, end):
        scale = SCALES[match[1].lower()] if match[1] else 1
        return values_of((value + Fraction(1, 2)) * scale)
    return frozenset()


def _read_groups(words: list[str]) -> list[tuple[int, bool]]:
    """The numbers of a run of words, and whether each is an ordinal."""
    numbers: list[tuple[int, bool]] = []
    total = section = 0
    last = -1
    for word in words:
        if word == "and":
            continue
        if word in SCALES:
            scale = SCALES[word]
            if scale == 100:
                section = (section or 1) * 100
            else:
                total, section = total + (section or 1) * scale, 0
            last = scale
            continue
        value = CARDINALS.get(word, ORDINALS.get(word, 0))
        fits = last < 0 or last >= 100 or (20 <= last < 100 and 0 < value < 10)
        if not fits:
            numbers.append((total + section, False))
            total = section = 0
        section += value
        last = value
        if word in ORDINALS and word not in CARDINALS:
            numbers.append((total + section, True))
            total = section = 0
            last = -1
    if last >= 0:
        numbers.append((total + section, False))
    return numbers


def _find_months(text: str) -> Iterator[Quantity]:
    for match in _MONTH.finditer(text):
        yield Quantity(*match.span(), values_of(month_number(match[0])), certain=False)


_FULL_NAMES = (
    *MONTHS,
    *(month.upper() for month in MONTHS),
    # The lower-case "may" and "march" are verbs.
    *(month.lower() for month in MONTHS if month not in ("March", "May")),
)
_SHORT_NAMES = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
_BOTH_CASES = (*_SHORT_NAMES.split(), *_SHORT_NAMES.upper().split())
MONTH = f"{'|'.join(_FULL_NAMES)}|(?:{'|'.join(_BOTH_CASES)})\\.?"
_MONTH = re.compile(rf"(?:\b|(?<=mid))(?:{MONTH})(?![A-Za-z])")


def month_number(name: str) -> int:
    """The number of a month, by its name or its first three letters.

    >>> month_number("Sept.")
    9
    """
    return 1 + [month[:3].upper() for month in MONTHS].index(name[:3].upper())
