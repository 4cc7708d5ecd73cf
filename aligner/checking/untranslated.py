"""Words left untranslated, and sides in the wrong language."""

import re
from collections.abc import Iterator

from aligner.bitext import Side
from aligner.checking.finding import Finding, PairTexts, SideText, shorten
from aligner.language_detection import weigh_scripts
from aligner.languages import get_language, is_chinese
from aligner.nonlinguistic import leave_out_nonlinguistic
from aligner.text import SCRIPTS

_SCRIPT_NAMES = {
    "Latn": ("Latin",), "Hans": ("Han",), "Hant": ("Han",), "Jpan": ("Han", "Kana"),
    "Kore": ("Hangul", "Han"), "Cyrl": ("Cyrillic",), "Arab": ("Arabic",), "Thai": ("Thai",),
}  # fmt: skip

FEWEST_LETTERS = 12
"""Letters below which a side is not judged: a name, a formula, an interjection."""
OWN_SHARE = 0.2
"""Share of letters in the scripts of its language below which a side is in the wrong language.

Chinese text with many English names and terms stays above .3 in the pairs examined.
"""

_NAME = re.compile(r"[A-Z][a-z]+(?:[ ·•-](?:[a-z]{1,3} )?[A-Z][a-z'’]+)+")
_BRACKETED = re.compile(r"[(（\[［【《「“\"][^()（）\[\]［］【】《》「」“”\"]*[)）\]］】》」”\"]")
_WORDS = re.compile(r"[a-z]{3,}(?: [a-z]{2,})+")
_HAN_RUN = re.compile(f"[{SCRIPTS['Han']}]{{2,}}")


def check_untranslated(pair: PairTexts) -> Iterator[Finding]:
    """Findings `wrong-language` and `untranslated`."""
    foreign = [side for side in (pair.source, pair.target) if _is_foreign(side)]
    for side in foreign:
        yield Finding("wrong-language", f"{side.side.value}: {shorten(side.text)}")
    if foreign:
        return
    source, target = pair.source, pair.target
    if source.text.strip() == target.text.strip() and len(source.text) >= FEWEST_LETTERS:
        chinese = is_chinese(source.language) and is_chinese(target.language)
        if (
            any(c.isalpha() for c in source.text)
            and source.language != target.language
            and not chinese
        ):
            yield Finding("untranslated", shorten(source.text))
        return
    for side, other in ((target, source), (source, target)):
        yield from _left_over(side, other)


def _is_foreign(side: SideText) -> bool:
    """Whether hardly any letter belongs to a script of the side's language."""
    own = _SCRIPT_NAMES.get(get_language(side.language).script)
    weights = weigh_scripts(leave_out_nonlinguistic(side.text))
    total = sum(weights.values())
    if own is None or total < FEWEST_LETTERS:
        return False
    return sum(weights.get(name, 0.0) for name in own) < OWN_SHARE * total


def _left_over(side: SideText, other: SideText) -> Iterator[Finding]:
    """Findings `untranslated`: words of the other side's language that both sides have."""
    script = get_language(side.language).script
    other_script = get_language(other.language).script
    if _SCRIPT_NAMES.get(script) == _SCRIPT_NAMES.get(other_script) or side.side is Side.SOURCE:
        # A source that quotes the target's language is not untranslated.
        return
    if other_script == "Latn":
        patterns = [_NAME, _WORDS]
    elif other_script in ("Hans", "Hant"):
        patterns = [_HAN_RUN]
    else:
        return
    bracketed = [match.span() for match in _BRACKETED.finditer(side.text)]
    # Words in code, addresses and tags are not there to be translated.
    words, other_words = (leave_out_nonlinguistic(one.text) for one in (side, other))
    for pattern in patterns:
        for match in pattern.finditer(side.text):
            explained = any(a <= match.start() and match.end() <= b for a, b in bracketed)
            if not explained and match[0] in words and match[0] in other_words:
                yield Finding("untranslated", match[0], (side.locate(*match.span()),))
