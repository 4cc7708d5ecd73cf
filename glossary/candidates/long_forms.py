"""What the acronyms of a text stand for, from the places where the text itself says so.

"Bank for International Settlements (BIS)", after Schwartz and Hearst (2003): the letters of the
acronym are looked for in the words before the bracket, from the right.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

SMALL = frozenset("of the and for in on to".split())
"""Words whose initials acronyms leave out."""

_SHORT = re.compile(r"[(（]([A-Z0-9][A-Za-z0-9&/-]{1,9})[)）]")
_WORD = re.compile(r"[^\s()（）\"“”]+")
_NAME = re.compile(r"[A-Za-z0-9]+(?:[&/-][A-Za-z0-9]+)*")


def is_acronym(name: str) -> bool:
    """Whether a name has two capitals or more.

    >>> is_acronym("COVID-19"), is_acronym("Beijing")
    (True, False)
    """
    return sum(c.isupper() for c in name) > 1


def find_long_forms(texts: Iterable[str]) -> dict[str, str]:
    """For each acronym that the texts explain its commonest long form.

    >>> find_long_forms(["the Bank for International Settlements (BIS) and others"])
    {'BIS': 'Bank for International Settlements'}
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for match in _SHORT.finditer(text):
            short = match[1][:-1] if match[1][-1] == "s" else match[1]
            if not is_acronym(short):
                continue
            long = _match_long_form(short, text[: match.start()].rstrip())
            if long:
                found[short][long] += 1
    return {
        short: min(counts, key=lambda long: (-counts[long], long))
        for short, counts in sorted(found.items())
    }


def expand_acronyms(text: str, long_forms: Mapping[str, str]) -> str:
    """The text with its acronyms written out.

    >>> expand_acronyms("BIS reports", {"BIS": "Bank for International Settlements"})
    'Bank for International Settlements reports'
    """

    def written_out(match: re.Match[str]) -> str:
        name = match[0]
        return long_forms.get(name) or long_forms.get(name.removesuffix("s"), name)

    return _NAME.sub(written_out, text) if long_forms else text


def count_words(text: str) -> int:
    """The words of meaning of a phrase.

    >>> count_words("Bank for International Settlements")
    3
    """
    return sum(word.lower() not in SMALL for word in re.split(r"[\s-]+", text) if word)


def _match_long_form(short: str, before: str) -> str | None:
    """The end of `before` that the acronym abbreviates; None where it does not."""
    letters = [c.lower() for c in short if c.isalnum()]
    words = list(_WORD.finditer(before))[-min(len(letters) + 5, 2 * len(letters)) :]
    if not words or re.search(r"[.;:,!?]$", before):
        return None
    first = words[0].start()
    at = len(before)
    for number, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= first and not (
            before[at].lower() == letter and (number or _opens_word(before, at))
        ):
            at -= 1
        if at < first:
            return None
    long = before[at:].strip("\"'”’")
    apart = any(stop in long for stop in (". ", "; ", ", ", "("))
    return None if apart or " " not in long or short in long or long.startswith("of ") else long


def _opens_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
