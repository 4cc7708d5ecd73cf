"""The one finder of terms: where given terms occur in a text.

The review page, `glossary check`, the counts of a corpus and the known terms of a glossary all use
it, so a term that one of them finds, the others find too. The rules:

* Capitals and character width do not matter, and neither does the choice between space and hyphen.
* In scripts with spaces a term is found as whole words, not inside a longer word; a change of
  script (核DNA检测) is a border of words. In Korean a particle may follow.
* The last word may have an English plural ending: warhead(s), box(es), polic(y|ies), and those of
  Latin, Greek and Old English: analys(is|es), criteri(on|a), (mouse|mice), (woman|women).
* In a term with Chinese characters a space may be missing, or may be added where Latin letters or
  digits meet Chinese characters: COVID-19疫情 and COVID-19 疫情.

A rule is a matter of spelling: `spellings` lists all ways to write a term, and a term occurs where
one of them occurs between two borders.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple, Self

from aligner.term import Term
from aligner.text import SCRIPTS

UNSPACED = SCRIPTS["Han"] + SCRIPTS["Kana"] + SCRIPTS["Thai"]
"""Characters of scripts that do not separate words, as the inside of a set."""
HANGUL = SCRIPTS["Hangul"]

_LETTER = f"[^\\W_{UNSPACED}{HANGUL}]"
_TOKEN = re.compile(rf"(?P<word>{_LETTER}+)|[{HANGUL}]+|\S")
_IS_LETTER = re.compile(_LETTER)
_UNSPACED = re.compile(f"[{UNSPACED}]")
_SCRIPT_BORDER = re.compile(
    f"(?<=[{UNSPACED}])(?={_LETTER})|(?<={_LETTER})(?=[{UNSPACED}])",
)
_HYPHENS = "-‐‑–"

MOST_GAPS = 4
"""Gaps that may each be written or not; a term with more is found as it is written, and with all or
none of them."""


class TermHit(NamedTuple):
    """An occurrence of a term: offsets into the text, half open, and the number of the term."""

    start: int
    end: int
    term: int


class TermMatcher:
    """Finds many terms at once, each by any of its forms.

    >>> matcher = TermMatcher([("warhead", 0), ("nuclear policy", 1), ("policy", 2)])
    >>> [tuple(hit) for hit in matcher.find("Ten warheads, two nuclear policies")]
    [(4, 12, 0), (18, 34, 1), (26, 34, 2)]
    """

    def __init__(self, forms: Iterable[tuple[str, int]]) -> None:
        """Index the forms of terms, each with the number of its term."""
        self._terms: dict[str, list[int]] = {}
        lengths: dict[str, set[int]] = {}
        for form, number in forms:
            for spelling in spellings(form):
                known = self._terms.setdefault(spelling, [])
                if number not in known:
                    known.append(number)
                lengths.setdefault(_head(spelling), set()).add(len(spelling))
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}

    @classmethod
    def of_sources(cls, terms: Sequence[Term]) -> Self:
        """Finder of source terms by their words or any merged form; numbers are positions."""
        return cls((form, i) for i, term in enumerate(terms) for form in source_forms(term))

    @classmethod
    def of_targets(cls, terms: Sequence[Term]) -> Self:
        """Finder of renderings, preferred or further ones; numbers are positions."""
        return cls((form, i) for i, term in enumerate(terms) for form in target_forms(term))

    def find(self, text: str) -> list[TermHit]:
        """All occurrences in order, longest first; those of one term do not overlap."""
        return list(self._find(text))

    def first(self, text: str) -> dict[int, tuple[int, int]]:
        """Start and end of the first occurrence of each term that the text has."""
        places: dict[int, tuple[int, int]] = {}
        for start, end, term in self._find(text):
            places.setdefault(term, (start, end))
        return places

    def _find(self, text: str) -> Iterator[TermHit]:
        folded, offsets = fold(text)
        ends: dict[int, int] = {}
        for start, end, terms in self._spans(folded):
            for term in terms:
                if ends.get(term, 0) > start:
                    continue
                ends[term] = end
                if offsets is None:
                    yield TermHit(start, end, term)
                else:
                    yield TermHit(offsets[start], offsets[end - 1] + 1, term)

    def _spans(self, folded: str) -> Iterator[tuple[int, int, list[int]]]:
        """Occurrences of spellings in a folded text, with the terms that are written so."""
        lengths, terms_of, size = self._lengths, self._terms, len(folded)
        for token in _TOKEN.finditer(folded):
            start = token.start()
            if token.lastgroup:
                heads: tuple[str, ...] = (token[0],)
            else:
                heads = (folded[start : start + 2], folded[start])
            for head in heads:
                for length in lengths.get(head, ()):
                    end = start + length
                    terms = terms_of.get(folded[start:end])
                    if terms and end <= size and not _is_inside_word(folded, end):
                        yield start, end, terms


class Occurrence(NamedTuple):
    """Where one or more terms occur that are written alike: offsets, half open, and the terms."""

    start: int
    end: int
    terms: list[int]


def longest(hits: Iterable[TermHit]) -> list[Occurrence]:
    """Occurrences without overlap, from hits in order: leftmost first, then longest.

    >>> longest([TermHit(0, 14, 1), TermHit(8, 14, 2), TermHit(20, 26, 2), TermHit(20, 26, 3)])
    [Occurrence(start=0, end=14, terms=[1]), Occurrence(start=20, end=26, terms=[2, 3])]
    """
    kept: list[Occurrence] = []
    for start, end, term in hits:
        if kept and (start, end) == kept[-1][:2]:
            kept[-1].terms.append(term)
        elif not kept or start >= kept[-1].end:
            kept.append(Occurrence(start, end, [term]))
    return kept


def source_forms(term: Term) -> tuple[str, ...]:
    """The source term and the forms that were merged into it."""
    return (term.source, *(variant.text for variant in term.source_variants))


def target_forms(term: Term) -> tuple[str, ...]:
    """The preferred rendering and the further ones."""
    return (term.target, *(variant.text for variant in term.target_variants))


def spellings(term: str) -> list[str]:
    """All ways to write a term, in folded characters; none if it has no characters.

    >>> spellings("Nuclear-policy")
    ['nuclear policy', 'nuclear policys', 'nuclear policies']
    >>> spellings("COVID-19疫情")
    ['covid 19 疫情', 'covid 19疫情', 'covid19 疫情', 'covid19疫情']
    """
    words = _words(term)
    if not words:
        return []
    gaps = len(words) - 1
    if not gaps or not _UNSPACED.search("".join(words)):
        joined = [" ".join(words)]
    elif gaps > MOST_GAPS:
        joined = [" ".join(words), "".join(words), fold(term)[0].strip()]
    else:
        joined = [_join(words, choice) for choice in product((" ", ""), repeat=gaps)]
    return [spelling for way in joined for spelling in _with_plurals(way)]


def term_key(term: str) -> str:
    """The words of a term for comparing two terms: equal whenever only their spelling differs.

    >>> term_key("Confidence-Building  measures")
    'confidence building measures'
    """
    return " ".join(_words(term))


def fold(text: str) -> tuple[str, list[int] | None]:
    """The text as it is matched, and the place in the text of each of its characters.

    Characters are in lower case and normal width; spaces and hyphens in a row are one space. The
    places are None where they are 0, 1, 2 …

    >>> fold("Ｎuclear-Policy")
    ('nuclear policy', None)
    >>> fold("a – b")
    ('a b', [0, 1, 4])
    """
    folded = text.translate(_FOLDED)
    if len(folded) == len(text) and "  " not in folded:
        return folded, None
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for one in _FOLDED[ord(character)]:
            if one != " " or characters[-1:] != [" "]:
                characters.append(one)
                offsets.append(offset)
    return "".join(characters), offsets


class _Folded(dict[int, str]):
    """Code point → characters as they are matched."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = "".join(" " if c.isspace() or c in _HYPHENS else c for c in folded)
        return self[code]


_FOLDED = _Folded()


def _words(term: str) -> list[str]:
    """The folded words of a term, cut where scripts meet as well."""
    folded, _ = fold(term)
    return (folded if folded.isascii() else _SCRIPT_BORDER.sub(" ", folded)).split()


def _join(words: Sequence[str], gaps: Sequence[str]) -> str:
    return "".join(word + gap for word, gap in zip(words, (*gaps, ""), strict=True))


_IRREGULAR = (
    ("sis", "ses"), ("xis", "xes"), ("man", "men"), ("mouse", "mice"), ("louse", "lice"),
    ("child", "children"), ("foot", "feet"), ("tooth", "teeth"), ("goose", "geese"),
    ("person", "people"), ("criterion", "criteria"), ("phenomenon", "phenomena"),
    ("ganglion", "ganglia"), ("ium", "ia"), ("datum", "data"), ("stratum", "strata"),
    ("addendum", "addenda"), ("erratum", "errata"), ("memorandum", "memoranda"),
    ("serum", "sera"), ("ovum", "ova"), ("ix", "ices"), ("tex", "tices"), ("dex", "dices"),
    ("cus", "ci"), ("eus", "ei"), ("ius", "ii"), ("lus", "li"), ("gus", "gi"), ("dus", "di"),
    ("mus", "mi"), ("pus", "pora"), ("nus", "nera"), ("fe", "ves"), ("lf", "lves"),
    ("eaf", "eaves"), ("ief", "ieves"), ("oof", "ooves"), ("arf", "arves"), ("bra", "brae"),
    ("rva", "rvae"), ("lga", "lgae"), ("mula", "mulae"), ("enna", "ennae"), ("oma", "omata"),
    ("gma", "gmata"), ("quiz", "quizzes"), ("eau", "eaux"),
)  # fmt: skip
"""Endings of nouns and their plurals, from the exceptions of WordNet 3.0 (`noun.exc`) that share an
ending; a plural that no text has does no harm."""


def _with_plurals(spelling: str) -> list[str]:
    last = spelling[-1]
    if not (last.isascii() and last.isalpha()):
        return [spelling]
    irregular = [spelling[: -len(one)] + many for one, many in _IRREGULAR if spelling.endswith(one)]
    if last == "y":
        return [spelling, spelling + "s", spelling[:-1] + "ies", *irregular]
    return [spelling, spelling + "s", spelling + "es", *irregular]


def _head(spelling: str) -> str:
    """What a spelling is indexed by: its first word, or the first two of other characters."""
    token = _TOKEN.match(spelling)
    return token[0] if token and token["word"] else spelling[:2]


def _is_inside_word(folded: str, place: int) -> bool:
    """Whether the characters before and after a place are letters of one word."""
    return bool(
        place < len(folded)
        and _IS_LETTER.match(folded, place)
        and _IS_LETTER.match(folded, place - 1)
    )
