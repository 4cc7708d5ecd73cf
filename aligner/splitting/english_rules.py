"""Rules for stops that do not end an English sentence: after titles, in numbers, in speech."""

import re
from collections.abc import Callable

from aligner.text import CLOSERS

_START = r"(?:^|[\s(\[“\"'‘—-])"
_NUMBERED = re.compile(
    _START + r"(?:[Nn]os?|[Aa]rts?|[Ff]igs?|[Ss]ecs?|[Vv]ols?|[Cc]h(?:ap)?s?|pp?|[Pp]aras?|[Pp]ts?"
    r"|[Ee]qs?|[Tt]ab|nn?|ll?|[Rr]es|[Dd]oc|[Aa]nn|[Aa]pp|[Cc]l|[Rr]eg|[Ii]ss|[Vv]er|[Rr]ev"
    r"|[Ss]t(?:at)?|[Cc]a?|[Aa]pprox|[Ee]st|[Ff]l|[Mm]ax|[Mm]in|[Tt]el|[Ee]xt|[Bb]ldg|[Rr]m)\.$"
)
"""Abbreviations before numbers: they do not end a sentence before a digit or a Roman numeral, but
may before anything else ("The answer was no. Everyone agreed.")."""
_TITLED = re.compile(
    _START + r"(?:Adm|Amb|Brig|Capt|Cdr|Cmdr|Col|Cpl|Det|Drs?|Fr|Gen|Gov|Hon|Lt|Maj|Messrs|Mlle"
    r"|Mme|Mr|Mrs|Ms|Mt|Mx|Pres|Profs?|Reps?|Rev|Sens?|Sgt|Supt|Vadm|Radm)\.$"
)
"""Titles, which precede names; a Chinese name may be spelt like a word: "Mr. He", "Ms. So"."""
_NEVER_LAST = re.compile(_START + r"(?:e\.g|i\.e|cf|viz|vs|esp|incl|excl|[Aa]pprox)\.$")
_MEASURE = re.compile(
    r"\d\s?(?:sq|cu|ft|in|yd|mi|lbs?|oz|cm|mm|km|kg|hrs?|mins?|secs?|yrs?|mos?|mph|gal)\.$"
)
_ACRONYM = re.compile(_START + r"(?:[A-Z]\.){2,}$")
_SPOKEN = re.compile(
    r"(?:[A-Z][\w’'-]*\.?\s){1,3}(?:said|says|asked|asks|replied|answered|added|shouted|cried"
    r"|whispered|exclaimed|muttered|thought|wrote|writes|noted|explained|continued|called|murmured"
    r"|demanded|warned|insisted|declared|remarked|repeated)\b"
)
"""The words after a question or an exclamation that say who spoke: “Can you print it?” Wang
asked."""
_ENUMERATED = re.compile(r"^\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]$")
_QUESTION = re.compile(r"[?!]+[\"'”’]+$")
_ROMAN_OR_DIGIT = re.compile(r"[\d§#]|[IVXLC]+\b")
_LOWER = re.compile(r"[\"'“‘(\[]*[a-zß-öø-ÿ]")
_ATTRIBUTION = re.compile(r"[.!?…][\"'”’»)\]]+$|[…]$|\.{2,}$|\. \.$")
_ONLY_CLOSERS = re.compile(rf"^[\s.,;:!?…*{re.escape(CLOSERS)}–—-]*$")
_BRACKET_OPEN = re.compile(r"\([^()]{0,200}[?!.][\"'”’]?$")
_DASH = re.compile(r"[–—-]\s+[\"'“‘(\[]*(?![A-Z])")
INITIALS = re.compile(r"(?:^|[\s(\[“\"'])(?:[A-Z]\.[ -]?){1,3}$")


def belongs_together(before: str, after: str, may_start: Callable[[str], bool]) -> bool:
    """Whether two neighbouring pieces belong to one sentence.

    `may_start` says whether a word in lower case is known to begin sentences.
    """
    tail = before[-40:]
    if _ONLY_CLOSERS.match(after) or _ENUMERATED.match(before) or _NEVER_LAST.search(tail):
        return True
    if _TITLED.search(tail):
        return after[:1].isupper()
    if _NUMBERED.search(tail):
        return bool(_ROMAN_OR_DIGIT.match(after))
    if _LOWER.match(after):
        ends = _ATTRIBUTION.search(tail) or _MEASURE.search(tail) or _ACRONYM.search(tail)
        return bool(ends) or tail.endswith(("etc.", "?", "!"))
    return _goes_on_with_capital(before, after, may_start)


def _goes_on_with_capital(before: str, after: str, may_start: Callable[[str], bool]) -> bool:
    tail = before[-40:]
    if _ACRONYM.search(tail):
        word = re.match(r"\w+", after)
        return word is not None and after[:1].isupper() and not may_start(word[0].lower())
    if _QUESTION.search(tail) and _SPOKEN.match(after):
        return True
    in_bracket = after[:1] in (")", "]") and _BRACKET_OPEN.search(before[-220:])
    return bool(in_bracket or _DASH.match(after))
