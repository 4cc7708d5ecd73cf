"""Long forms of acronyms, found where the text itself gives them.

"Bank for International Settlements (BIS)", after Schwartz and Hearst (2003): the letters of the
acronym are matched against the words before the bracket, from right to left.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

FUNCTION_WORDS = frozenset("of the and for in on to".split())
"""Words whose initials an acronym leaves out."""

_SHORT = re.compile(r"[(（]([A-Z0-9][A-Za-z0-9&/-]{1,9})[)）]")
_WORD = re.compile(r"[^\s()（）\"“”]+")
_NAME = re.compile(r"[A-Za-z0-9]+(?:[&/-][A-Za-z0-9]+)*")


def is_acronym(name: str) -> bool:
    """Whether a name has at least two capitals.

    >>> is_acronym("COVID-19"), is_acronym("Beijing")
    (True, False)
    """
    return sum(c.isupper() for c in name) > 1


def count_long_forms(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """How often each acronym is explained by each long form."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for match in _SHORT.finditer(text):
            short = match[1][:-1] if match[1][-1] == "s" else match[1]
            if not is_acronym(short):
                continue
            long = _match_long_form(short, text[: match.start()].rstrip())
            if long:
                counts[short][long] += 1
    return counts


def choose_long_forms(*counts: Mapping[str, Counter[str]]) -> dict[str, str]:
    """The commonest long form of each acronym in one or more results of `count_long_forms`.

    >>> choose_long_forms(count_long_forms(["the Bank for International Settlements (BIS)"]))
    {'BIS': 'Bank for International Settlements'}
    """
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for part in counts:
        for short, longs in part.items():
            total[short].update(longs)
    return {
        short: min(longs, key=lambda long: (-longs[long], long))
        for short, longs in sorted(total.items())
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


def count_content_words(text: str) -> int:
    """The number of content words in a phrase.

    >>> count_content_words("Bank for International Settlements")
    3
    """
    return sum(word.lower() not in FUNCTION_WORDS for word in re.split(r"[\s-]+", text) if word)


def _match_long_form(short: str, before: str) -> str | None:
    """The end of `before` that the acronym abbreviates, or None."""
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
