"""Quoted speech: which part of each sentence it is, also where it runs over several sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligner.arrays import Bools, Float32s

_PAIRS = {"“": "”", "「": "」", "『": "』", "«": "»", "„": "“", "‘": "’"}
_MARK = re.compile(
    r"[“”「」『』«»„\"＂]|(?<![^\W_])['‘](?=\w|\.\.|…)|(?<=[^\w\s])['’]|(?<=\w)['’](?!\w)"
)
"""Double marks of all kinds, and single ones where they cannot be apostrophes inside a word."""
_LONGEST = 12
"""Sentences after which an unclosed quotation is taken for a slip."""


@dataclass(frozen=True, slots=True)
class Quotations:
    """Quotation marks of one text; arrays have shape (sentences,)."""

    inside_before: Bools
    """Whether the sentence begins in the middle of a quotation."""
    inside_after: Bools
    """Whether the sentence ends in the middle of a quotation."""
    quoted: Float32s
    """Letters inside quotation marks."""


def find_quotations(texts: Sequence[str]) -> Quotations:
    """Follows the quotation marks through a text.

    >>> found = find_quotations(["She wrote: 'Come.", "Bring the map.'", "It's late."])
    >>> found.inside_after.tolist(), found.quoted.tolist()
    ([True, False, False], [4.0, 11.0, 0.0])
    """
    before, after, quoted = [], [], []
    closing, age = "", 0
    single = _uses_single(texts)
    for text in texts:
        age = age + 1 if closing else 0
        if age > _LONGEST:
            closing = ""
        before.append(bool(closing))
        inside, at = 0, 0
        for mark in _MARK.finditer(text):
            sign = mark.group()
            if sign in "'‘’" and not single:
                continue
            if closing:
                inside += _letters(text[at : mark.start()])
            closing = _next_state(closing, sign, text, mark.start())
            at = mark.end()
        if closing:
            inside += _letters(text[at:])
        after.append(bool(closing))
        quoted.append(inside)
    return Quotations(np.array(before, bool), np.array(after, bool), np.array(quoted, np.float32))


def _next_state(closing: str, sign: str, text: str, at: int) -> str:
    """Mark that will close the quotation after a mark has been read; empty outside a quotation."""
    if closing:
        return "" if sign == closing or (closing in "’'" and sign in "’'") else closing
    if sign in ('"', "＂"):
        return sign
    if sign in ("'", "‘"):
        opens = at + 1 < len(text) and not text[at + 1].isspace()
        return "’" if opens and (at == 0 or not text[at - 1].isalnum()) else ""
    return _PAIRS.get(sign, "")


def _uses_single(texts: Sequence[str]) -> bool:
    """Whether this text mostly quotes with single marks."""
    sample = "\n".join(texts)
    double = len(re.findall(r"[“「『«„\"＂]", sample))
    return len(re.findall(r"(?:^|[\s(—])['‘](?=\w)", sample, re.MULTILINE)) > double


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
