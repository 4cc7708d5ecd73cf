"""Pairs whose sides are of unusual length for each other, measured against their own text."""

import math
from collections.abc import Iterator, Sequence
from statistics import median

from aligner.checking.finding import Finding, PairTexts

# Below this many characters on both sides nothing is said: "Yes." may be a sentence of its own.
SHORT = 24
# How many robust standard deviations are unusual, and the least deviation assumed: a text of
# uniform sentences would otherwise make every other one unusual. Found on the gold pairs named in
# docs/checks.md: fewer than two alarms in a hundred pairs of novels and news.
UNUSUAL = 3.5
LEAST_DEVIATION = 0.3
# With fewer pairs the text says little about itself.
FEWEST_PAIRS = 20


def check_lengths(pairs: Sequence[PairTexts]) -> Iterator[tuple[int, Finding]]:
    """The place in `pairs` and the finding `length` of pairs out of the ordinary."""
    ratios = [math.log((len(p.source.text) + 1) / (len(p.target.text) + 1)) for p in pairs]
    if len(ratios) < FEWEST_PAIRS:
        return
    middle = median(ratios)
    # 1.4826 turns the median absolute deviation into the standard deviation of a normal curve.
    spread = max(LEAST_DEVIATION, 1.4826 * median(abs(ratio - middle) for ratio in ratios))
    for place, (pair, ratio) in enumerate(zip(pairs, ratios, strict=True)):
        short = max(len(pair.source.text), len(pair.target.text)) < SHORT
        if not short and abs(ratio - middle) > UNUSUAL * spread:
            longer = "source" if ratio > middle else "target"
            detail = f"{longer} is long: {len(pair.source.text)} / {len(pair.target.text)}"
            yield place, Finding("length", detail)
