"""Splits English into sentences: NLTK's Punkt with our parameters, then rules that correct it.

Punkt decides at each stop whether it ends a sentence (Kiss & Strunk 2006). Its parameters come
from `english_punkt.json` beside this file (made by benchmarks/training/train_punkt.py); nothing is
downloaded. The rules are in `english_rules.py`.
"""

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from aligner.splitting.english_rules import INITIALS, belongs_together
from aligner.splitting.nltk_part import import_nltk
from aligner.splitting.spans import Span, trim_span, windows

LOOK_BACK = 1000
"""Characters before a border that the rules examine; hardly any sentence is longer."""
WINDOW = 8000
"""Characters passed to Punkt at once: NLTK abandons a regular expression after five seconds, which
a paragraph of a million characters can take on a slow machine."""

_NOTE_MARK = re.compile(r"(?:\[\d{1,3}\])+(?=\s|$)")
_MISSED = re.compile(
    r"(?:…[\"”’)]*|[.!?][”’»][)\]]*|[.!?][\"'][)\]]*|[。！？])(?P<gap>\s+|(?<=[。！？]))"
    r"(?=[\"“‘(\[«]*[A-Z])"
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
    joined: list[Span] = []
    for start, end in _borders(text):
        if joined and belongs_together(_tail(text, *joined[-1]), text[start:end], _may_start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    cleaned = (_without_ornament(text, *span) for span in joined)
    return [span for span in cleaned if span[1] > span[0]]


def _borders(text: str) -> list[Span]:
    """Punkt's sentences, cut where Punkt misses an end, with footnote marks at their sentence."""
    spans: list[Span] = []
    for first, last in windows(text, WINDOW):
        for start, end in _tokenizer().span_tokenize(text[first:last]):
            for piece in _cut_missed(text, first + start, first + end):
                mark = _NOTE_MARK.match(text, *piece) if spans else None
                if mark:
                    spans[-1] = (spans[-1][0], mark.end())
                    piece = trim_span(text, mark.end(), piece[1])  # noqa: PLW2901
                if piece[1] > piece[0]:
                    spans.append(piece)
    return spans


def _tail(text: str, start: int, end: int) -> str:
    """The end of a sentence, long enough for every rule; the whole would take quadratic time."""
    return text[max(start, end - LOOK_BACK) : end].rstrip()


def _may_start(word: str) -> bool:
    """Whether a word, in lower case, begins sentences according to Punkt's lists."""
    parameters = _tokenizer()._params
    # NLTK's own lookups leave zeros in this defaultdict.
    return word in parameters.sent_starters or parameters.ortho_context.get(word, 0) > 0


def _cut_missed(text: str, start: int, end: int) -> list[Span]:
    """The sentence cut at ends that Punkt misses: at …, and at stops without a blank after them."""
    spans: list[Span] = []
    first = start
    for match in _MISSED.finditer(text, start, end):
        group = next(name for name in ("gap", "quote", "glued", "run") if match[name] is not None)
        before = text[max(first, match.start(group) - LOOK_BACK) : match.start(group)]
        if _open_quotes(before) or INITIALS.search(before[-20:]):
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
    """Punkt with our parameters; of NLTK only this module is imported, on first use."""
    from collections import defaultdict

    punkt = import_nltk("tokenize.punkt")
    content = files("aligner.splitting").joinpath("english_punkt.json").read_text(encoding="utf-8")
    table = json.loads(content)
    parameters = punkt.PunktParameters()
    parameters.abbrev_types = set(table["abbreviations"])
    parameters.collocations = {(first, second) for first, second in table["collocations"]}
    parameters.sent_starters = set(table["sentence_starters"])
    parameters.ortho_context = defaultdict(int, table["orthography"])
    return punkt.PunktSentenceTokenizer(parameters)
