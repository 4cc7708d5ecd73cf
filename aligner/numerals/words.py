"""German and French number words: zwölf, einundzwanzig, Achttausender, huit mille, deuxième.

Only to let a number in digits find its partner: no quantity of this module is certain.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from aligner.numerals.quantity import Quantity, values_of

_GERMAN = {
    "ein": 1, "erst": 1, "zwei": 2, "beid": 2, "drei": 3, "dritt": 3, "vier": 4, "fünf": 5,
    "sechs": 6, "sieben": 7, "siebt": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
    "dutzend": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17,
    "achtzehn": 18, "neunzehn": 19, "zwanzig": 20, "dreissig": 30, "dreißig": 30, "vierzig": 40,
    "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90, "hundert": 100,
    "tausend": 1000,
}  # fmt: skip
_FRENCH = {
    "premier": 1, "première": 1, "deux": 2, "second": 2, "seconde": 2, "trois": 3, "quatre": 4,
    "quatr": 4, "cinq": 5, "cinqu": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "neuv": 9,
    "dix": 10, "onze": 11, "onz": 11, "douze": 12, "douz": 12, "douzaine": 12, "treize": 13,
    "quatorze": 14, "quinze": 15, "quinzaine": 15, "seize": 16, "dix-sept": 17, "dix-huit": 18,
    "dix-neuf": 19, "vingt": 20, "vingtaine": 20, "trente": 30, "trentaine": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60, "soixante-dix": 70, "septante": 70, "quatre-vingt": 80,
    "quatre-vingts": 80, "quatre-vingt-dix": 90, "nonante": 90, "cent": 100, "centaine": 100,
    "mille": 1000, "millier": 1000,
}  # fmt: skip
_SCALES = {"hundert": 100, "tausend": 1000, "cent": 100, "cents": 100, "mille": 1000}


def _any_of(words: Mapping[str, int]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_PATTERNS = {
    "de": re.compile(
        rf"\b(?:(?P<unit>{_any_of(_GERMAN)})und)?(?P<word>{_any_of(_GERMAN)})"
        r"(?P<scale>hundert|tausend)?(?:s?t?e?[nrsm]{0,2})\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"\b(?P<unit>)(?P<word>{_any_of(_FRENCH)})(?:[ -](?P<scale>cents?|mille))?(?:i?ème)?s?\b",
        re.IGNORECASE,
    ),
}
_WORDS = {"de": _GERMAN, "fr": _FRENCH}
_ROMAN = re.compile(r"\b(?=[IVX]+\b)X{0,3}(?:IX|IV|V?I{0,3})\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def find_words(text: str, language: str) -> Iterator[Quantity]:
    """Numbers written in German or French words.

    >>> [sorted(map(int, q.values)) for q in find_words("zwei Achttausender", "de")]
    [[2], [8000]]
    >>> [sorted(map(int, q.values)) for q in find_words("le deuxième, à huit mille mètres", "fr")]
    [[2], [8000]]
    """
    pattern = _PATTERNS.get(language)
    for match in pattern.finditer(text) if pattern else ():
        words = _WORDS[language]
        value = words[match["word"].lower()]
        if match["unit"]:
            value += words[match["unit"].lower()]
        if match["scale"]:
            value *= _SCALES[match["scale"].lower()]
        yield Quantity(*match.span(), values_of(Fraction(value)), certain=False)


def find_roman(text: str) -> Iterator[Quantity]:
    """Roman numerals up to 39.

    >>> [sorted(map(int, q.values)) for q in find_roman("camp IV")]
    [[4]]
    """
    for match in _ROMAN.finditer(text):
        yield Quantity(*match.span(), values_of(_read_roman(match[0])), certain=False)


def _read_roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[c] for c in numeral]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
