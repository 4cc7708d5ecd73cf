"""The same sentence translated in several ways, and several sentences with one translation."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from aligner.bitext import Side
from aligner.checking.finding import Finding, PairTexts, SideText, shorten

_NOT_WORDS = re.compile(r"[\W_]+")

# A shorter sentence is an interjection or a heading, and means what its place makes it mean.
FEWEST_WORDS = 3
FEWEST_CHARACTERS = 6


def check_consistency(pairs: Sequence[PairTexts]) -> Iterator[tuple[int, Finding]]:
    """The place in `pairs` and the findings `inconsistent` and `same-translation`."""
    keys = [(_key(pair.source), _key(pair.target)) for pair in pairs]
    for code, side, here, there in (
        ("inconsistent", Side.TARGET, 0, 1),
        ("same-translation", Side.SOURCE, 1, 0),
    ):
        places: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            if key[here]:
                places[key[here]].append(place)
        for group in places.values():
            if len({keys[place][there] for place in group}) > 1:
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
    for place in group:
        other = next(p for p in group if keys[p][there] != keys[place][there])
        text = pairs[other].target.text if side is Side.TARGET else pairs[other].source.text
        yield place, Finding(code, shorten(text))


def _key(side: SideText) -> str:
    """The words without case and punctuation; "" when there are too few to compare."""
    words = _NOT_WORDS.sub(" ", side.text.casefold()).strip()
    spaced = words.count(" ") + 1 >= FEWEST_WORDS
    unspaced = not side.text.isascii() and len(words) >= FEWEST_CHARACTERS
    return words if spaced or unspaced else ""
