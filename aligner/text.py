"""Pure functions of text: scripts and their characters, line repair, forms for matching.

The functions that alter characters (`normalise_script`) are for comparing, never for writing: a
user's document keeps its words.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import Any

SCRIPTS: dict[str, str] = {
    "Han": "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Kana": "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d",
    "Hangul": "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff",
    "Latin": "A-Za-zªºÀ-ÖØ-öø-ʯḀ-ỿＡ-Ｚａ-ｚ",
    "Cyrillic": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Arabic": "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "Greek": "\u0370-\u0373\u0376-\u037d\u0386-\u03ff\u1f00-\u1fff",
    "Hebrew": "\u05d0-\u05f2",
    "Devanagari": "\u0900-\u0963\u0966-\u097f",
}
"""Script → its letters. This is the one place that says which characters belong to a script; like
all sets below, each is the inside of a regular expression's brackets: `f"[{SCRIPTS['Han']}]"`. Han
covers radicals, 々 and 〇, the extensions A to H and the compatibility ideographs."""

CJK = SCRIPTS["Han"] + SCRIPTS["Kana"]
"""Letters of Chinese and Japanese, whose words no blank separates."""

KATAKANA = "\u30a1-\u30fa\u30fc"
"""The half of Kana that foreign words are written in."""

EAST_ASIAN = CJK + SCRIPTS["Hangul"] + "\u2ff0-\u33ff"
"""Letters of Chinese, Japanese and Korean, and the marks and signs made for them (、。《》㈱ …)."""

WIDE = EAST_ASIAN + "\uff01-\uff60\uffe0-\uffe6"
"""Characters as wide as two letters: the East Asian ones and the full-width forms of others."""

EMOJI = "\U0001f000-\U0001faff"
"""Pictures and symbols that are as wide, but say nothing of a text's language."""

CJK_LETTER = re.compile(f"[{CJK}]")
_LETTER = re.compile("|".join(f"(?P<{name}>[{chars}]+)" for name, chars in SCRIPTS.items()))
# Characters that no blank is written next to when a line is broken there.
_UNSPACED = re.compile(f"[{CJK}\u3000-\u3004\u3008-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff65]")
_THAI = re.compile(f"[{SCRIPTS['Thai']}]")
_BREAK = re.compile(r"[^\S\n]*\n\s*")

CLOSERS = "\"'”’»›」』〉》】〕）)]}＂＇"
"""Quotes and brackets that may follow the stop of a sentence."""
STOPS = ".!?。！？…．｡؟۔‥⋯"


def count_scripts(text: str) -> Counter[str]:
    """The number of letters of each script in the text.

    >>> dict(count_scripts("COVID-19 疫情"))
    {'Latin': 5, 'Han': 2}
    """
    counts: Counter[str] = Counter()
    for run in _LETTER.finditer(text):
        counts[run.lastgroup or ""] += run.end() - run.start()
    return counts


def has_letters(text: str) -> bool:
    """Whether the text has a letter, of any script of Unicode; digits are not letters.

    >>> has_letters("28. 5. 2024"), has_letters("Ωmega"), has_letters("ሰላም")
    (False, True, True)
    """
    return any(character.isalpha() for character in text)


def ends_sentence(line: str) -> bool:
    """Whether a line ends where a sentence may end: a stop or colon, then perhaps closing quotes.

    >>> ends_sentence("He left.”"), ends_sentence("the U.S. and"), ends_sentence("他走了。」")
    (True, False, True)
    """
    tail = line.rstrip().rstrip(CLOSERS).rstrip()
    return tail[-1:] in set(STOPS + ":：;；")


def join_lines(text: str, joiner: str) -> str:
    r"""The text with its lines joined: without a blank between Chinese characters, else with one.

    A hyphen at the end of a line is kept without a blank after it; a soft hyphen is removed.

    >>> join_lines("争夺\n不会削弱", "")
    '争夺不会削弱'
    >>> join_lines("the nuclear \n  arsenal of non-\nnuclear states", " ")
    'the nuclear arsenal of non-nuclear states'
    """
    if "\n" not in text:
        return text

    def join(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return _between(before, after, text[match.start() - 2 : match.start() - 1], joiner)

    return _BREAK.sub(join, text).replace("\u00ad\u2060", "")


def _between(before: str, after: str, second: str, joiner: str) -> str:
    if not before or not after:
        return ""
    if _UNSPACED.match(before) or _UNSPACED.match(after):
        # Chinese text keeps no blank beside a Chinese character; Korean and English text do.
        both = _UNSPACED.match(before) and _UNSPACED.match(after)
        return "" if both or not joiner else " "
    if _THAI.match(before) and _THAI.match(after):
        return ""
    if before == "\u00ad":
        return "\u2060"  # marks the soft hyphen for removal with the break
    if before in "-‐" and second.isalpha() and after.isalpha():
        return ""
    return " "


def squeeze(text: str) -> str:
    r"""The text with every run of blanks and line breaks turned into one blank.

    >>> squeeze("  to\u00a0pass   this\nalong ")
    'to pass this along'
    """
    return " ".join(text.split())


@lru_cache(maxsize=2)
def _converter(config: str) -> Any:
    import opencc  # takes 50 ms, and most runs never meet Traditional characters

    return opencc.OpenCC(config)


def normalise_script(text: str) -> str:
    """The text in Simplified characters: for comparing and matching only, never for output.

    >>> normalise_script("臺灣軟體")
    '台湾软体'
    """
    if not re.search(f"[{SCRIPTS['Han']}]", text):
        return text
    return str(_converter("t2s").convert(text))


def convert_script(text: str, language: str) -> str:
    """The text in the characters of `zh` or `zh-TW`, for exports that ask for it.

    >>> convert_script("核武库", "zh-TW"), convert_script("核武庫", "zh")
    ('核武庫', '核武库')
    """
    return str(_converter("s2tw" if language == "zh-TW" else "t2s").convert(text))
