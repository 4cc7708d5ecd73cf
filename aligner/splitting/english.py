"""English sentences: NLTK's Punkt with shipped parameters, then rules for what Punkt cannot know.

Punkt decides at each stop whether it ends a sentence (Kiss & Strunk 2006). Its parameters come from
`english_punkt.json` next to this file (made by benchmarks/train_punkt.py), so nothing is downloaded.
"""

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from aligner.splitting.spans import Span, trim_span
from aligner.text import CLOSERS

_NUMBERED = re.compile(
    r"(?:^|[\s(\[“\"'])(?:[Nn]os?|[Aa]rts?|[Ff]igs?|[Ss]ecs?|[Vv]ols?|[Cc]h(?:ap)?s?|pp?|[Pp]aras?|[Pp]ts?|[Ee]qs?|[Tt]ab|nn?|ll?|[Rr]es|[Dd]oc"
    r"|[Aa]nn|[Aa]pp|[Cc]l|[Rr]eg|[Ii]ss|[Vv]er|[Rr]ev|[Ss]t(?:at)?|[Cc]a?|[Aa]pprox|[Ee]st|[Ff]l|[Mm]ax|[Mm]in|[Tt]el|[Ee]xt|[Bb]ldg|[Rr]m)\.$"
)
"""Shortened words that number something: never the end before a digit or a Roman numeral, but
perhaps before anything else ("The answer was no. Everyone agreed.")."""
_TITLED = re.compile(
    r"(?:^|[\s(\[“\"'‘—-])(?:Adm|Amb|Brig|Capt|Cdr|Cmdr|Col|Cpl|Det|Dr|Drs|Fr|Gen|Gov|Hon|Lt|Maj|Messrs|Mlle|Mme|Mr|Mrs|Ms|Mt|Mx"
    r"|Pres|Prof|Profs|Rep|Reps|Rev|Sen|Sens|Sgt|Supt|Vadm|Radm|Lt\. Gen|Maj\. Gen|Brig\. Gen|Lt\. Col|Vice Adm|Rear Adm)\.$"
)
"""Titles stand before names, and Chinese names may look like words: "Mr. He", "Ms. So"."""
_NEVER_LAST = re.compile(r"(?:^|[\s(\[“\"'—-])(?:e\.g|i\.e|cf|viz|vs|esp|incl|excl|[Aa]pprox)\.$")
_MEASURE = re.compile(
    r"\d\s?(?:sq|cu|ft|in|yd|mi|lbs?|oz|cm|mm|km|kg|hrs?|mins?|secs?|yrs?|mos?|mph|gal)\.$"
)
_ACRONYM = re.compile(r"(?:^|[\s(\[“\"'])(?:[A-Z]\.){2,}$")
_SPOKEN = re.compile(
    r"(?:[A-Z][\w’'-]*\.?\s){1,3}(?:said|says|asked|asks|replied|answered|added|shouted|cried|whispered|exclaimed|muttered"
    r"|thought|wrote|writes|noted|explained|continued|called|murmured|demanded|warned|insisted|declared|remarked|repeated)\b"
)
"""Who spoke, behind a question or a shout: “Can you print it?” Wang asked."""
_NOTE_MARK = re.compile(r"(?:\[\d{1,3}\])+(?=\s|$)")
_ENUMERATED = re.compile(r"^\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]$")
_QUESTION = re.compile(r"[?!]+[\"'”’]+$")
_INITIALS = re.compile(r"(?:^|[\s(\[“\"'])(?:[A-Z]\.[ -]?){1,3}$")
_ROMAN_OR_DIGIT = re.compile(r"[\d§#]|[IVXLC]+\b")
_LOWER = re.compile(r"[\"'“‘(\[]*[a-zß-öø-ÿ]")
_ATTRIBUTION = re.compile(r"[.!?…][\"'”’»)\]]+$|[…]$|\.{2,}$|\. \.$")
_ONLY_CLOSERS = re.compile(rf"^[\s.,;:!?…*{re.escape(CLOSERS)}–—-]*$")
_BRACKET_OPEN = re.compile(r"\([^()]{0,200}[?!.][\"'”’]?$")
_MISSED = re.compile(
    r"(?:…[\"”’)]*|[.!?][”’»][)\]]*|[.!?][\"'][)\]]*|[。！？])(?P<gap>\s+|(?<=[。！？]))(?=[\"“‘(\[«]*[A-Z])"
    r"|(?:\.{3,}|[—–-])[\"'”’](?P<quote>\s+)(?=[\"'“‘][A-Z])"
    r"|(?<=[a-z]{2})[.!?][”\"](?P<glued>)(?=[A-Z][a-z])"
    r"|(?<=[a-z]{3})[.!?](?P<run>)(?=[A-Z][a-z]+\s[a-z])"
)
_ORNAMENT = re.compile(r"^(?:[*•·#–—-]\s+)+|^[•·]\s*")


def split(text: str) -> list[Span]:
    """The sentences of one paragraph as half-open spans, trimmed, in order.

    >>> [(s, e) for s, e in split("Dr. Zhao agreed. See No. 5!")]
    [(0, 16), (17, 27)]
    """
    spans: list[Span] = []
    for start, end in _tokenizer().span_tokenize(text):
        spans.extend(_cut_missed(text, start, end))
    joined: list[Span] = []
    for start, end in spans:
        mark = _NOTE_MARK.match(text, start, end) if joined else None
        if mark:  # a footnote's number belongs to the sentence before it
            joined[-1] = (joined[-1][0], mark.end())
            start, end = trim_span(text, mark.end(), end)
            if start == end:
                continue
        if joined and _belongs_together(
            text[joined[-1][0] : joined[-1][1]].rstrip(), text[start:end]
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    cleaned = (_without_ornament(text, *span) for span in joined)
    return [span for span in cleaned if span[1] > span[0]]


def _belongs_together(before: str, after: str) -> bool:
    """Whether the border that Punkt saw between two neighbours is none."""
    if _ONLY_CLOSERS.match(after) or _ENUMERATED.match(before):
        return True
    tail = before[-40:]
    if _NEVER_LAST.search(tail) or (_QUESTION.search(tail) and _SPOKEN.match(after)):
        return True
    if _TITLED.search(tail):
        return after[:1].isupper()
    if _NUMBERED.search(tail):
        return bool(_ROMAN_OR_DIGIT.match(after))
    if _LOWER.match(after):
        ends = _ATTRIBUTION.search(tail) or _MEASURE.search(tail) or _ACRONYM.search(tail)
        return bool(ends) or tail.endswith(("etc.", "?", "!"))
    if _ACRONYM.search(tail):
        return after[:1].isupper() and not _may_start(after)
    if after[:2] in ("- ", "– ", "— "):
        return not _is_upper(after[2:])
    return after[:1] in ")]" and bool(_BRACKET_OPEN.search(before[-220:]))


def _may_start(after: str) -> bool:
    """Whether Punkt's lists know the first word as one that begins sentences."""
    word = re.match(r"\w+", after.lower())
    parameters = _tokenizer()._params
    return bool(word) and (
        word[0] in parameters.sent_starters or word[0] in parameters.ortho_context
    )


def _is_upper(after: str) -> bool:
    return after.lstrip("\"'“‘([")[:1].isupper()


def _cut_missed(text: str, start: int, end: int) -> list[Span]:
    """Ends of sentences that Punkt's expressions do not see: …, stops glued to the next word."""
    spans: list[Span] = []
    first = start
    for match in _MISSED.finditer(text, start, end):
        group = next(name for name in ("gap", "quote", "glued", "run") if match[name] is not None)
        before = text[first : match.start(group)]
        if _open_quotes(before) or _INITIALS.search(before[-20:]):
            continue
        spans.append((first, match.start(group)))
        first = match.end(group)
    spans.append((first, end))
    return [trim_span(text, *span) for span in spans]


def _open_quotes(before: str) -> bool:
    return before.endswith('"') and before.count('"') % 2 == 1


def _without_ornament(text: str, start: int, end: int) -> Span:
    ornament = _ORNAMENT.match(text[start:end])
    if ornament and ornament.end() < end - start:
        start += ornament.end()
    return trim_span(text, start, end)


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    """Punkt with our parameters; NLTK is imported here because it takes half a second."""
    from collections import defaultdict

    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    content = files("aligner.splitting").joinpath("english_punkt.json").read_text(encoding="utf-8")
    table = json.loads(content)
    parameters = PunktParameters()
    parameters.abbrev_types = set(table["abbreviations"])
    parameters.collocations = {(first, second) for first, second in table["collocations"]}
    parameters.sent_starters = set(table["sentence_starters"])
    parameters.ortho_context = defaultdict(int, table["orthography"])
    return PunktSentenceTokenizer(parameters)
