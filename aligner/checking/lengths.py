"""Pairs whose ratio of lengths is unusual for their text."""

import math
from collections.abc import Iterator, Sequence
from statistics import median

from aligner.checking.finding import Finding, PairTexts

SHORT = 24
"""Characters; a pair with two shorter sides is never reported: "Yes." may be a whole sentence."""
UNUSUAL = 3.5
"""Robust standard deviations from the median from which on a ratio is reported.

Found, like `LEAST_DEVIATION`, on the gold pairs named in docs/checks.md: fewer than two alarms in
a hundred pairs of novels and news.
"""
LEAST_DEVIATION = 0.3
"""Smallest standard deviation assumed: in a text of uniform sentences every other one would be
unusual otherwise."""
FEWEST_PAIRS = 20
"""Pairs below which the median of a text means little and nothing is reported."""


def check_lengths(pairs: Sequence[PairTexts]) -> Iterator[tuple[int, Finding]]:
    """Findings `length`, each with the index of its pair."""
    ratios = [math.log((len(p.source.text) + 1) / (len(p.target.text) + 1)) for p in pairs]
    if len(ratios) < FEWEST_PAIRS:
        return
    middle = median(ratios)
    # 1.4826 turns the median absolute deviation into the standard deviation of a normal curve.
    spread = max(LEAST_DEVIATION, 1.4826 * median(abs(ratio - middle) for ratio in ratios))
    for index, (pair, ratio) in enumerate(zip(pairs, ratios, strict=True)):
        short = max(len(pair.source.text), len(pair.target.text)) < SHORT
        if not short and abs(ratio - middle) > UNUSUAL * spread:
            longer = "source" if ratio > middle else "target"
            detail = f"{longer} is long: {len(pair.source.text)} / {len(pair.target.text)}"
            yield index, Finding("length", detail)
