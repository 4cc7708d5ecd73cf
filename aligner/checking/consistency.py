"""One sentence translated in several ways, and several sentences with the same translation."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from aligner.bitext import Side
from aligner.checking.finding import Finding, PairTexts, SideText, shorten

_NOT_WORDS = re.compile(r"[\W_]+")

FEWEST_WORDS = 3
"""Words below which a sentence is not compared: an interjection or a heading takes its sense from
its context."""
FEWEST_CHARACTERS = 6
"""Characters below which a sentence in a script without spaces is not compared."""


def check_consistency(pairs: Sequence[PairTexts]) -> Iterator[tuple[int, Finding]]:
    """Findings `inconsistent` and `same-translation`, each with the index of its pair."""
    keys = [(_key(pair.source), _key(pair.target)) for pair in pairs]
    for code, side, here, there in (
        ("inconsistent", Side.TARGET, 0, 1),
        ("same-translation", Side.SOURCE, 1, 0),
    ):
        groups: dict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(keys):
            if key[here]:
                groups[key[here]].append(index)
        for group in groups.values():
            if len({keys[index][there] for index in group}) > 1:
                yield from _report(pairs, keys, group, code=code, side=side, there=there)


def _report(
    pairs: Sequence[PairTexts],
    keys: Sequence[tuple[str, str]],
    group: Sequence[int],
    *,
    code: str,
    side: Side,
    there: int,
) -> Iterator[tuple[int, Finding]]:
    for index in group:
        other = next(i for i in group if keys[i][there] != keys[index][there])
        text = pairs[other].target.text if side is Side.TARGET else pairs[other].source.text
        yield index, Finding(code, shorten(text))


def _key(side: SideText) -> str:
    """The words of a side without case and punctuation; "" when too few to compare."""
    words = _NOT_WORDS.sub(" ", side.text.casefold()).strip()
    spaced = words.count(" ") + 1 >= FEWEST_WORDS
    unspaced = not side.text.isascii() and len(words) >= FEWEST_CHARACTERS
    return words if spaced or unspaced else ""
