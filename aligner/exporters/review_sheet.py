"""The review sheet's layout: what `export --format xlsx` writes and `duizhao import` reads back."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from aligner.bitext import LinkStatus
from aligner.exporters.cleaning import flatten
from aligner.flags import explain
from aligner.text import EMOJI, WIDE

PAIRS = "Pairs"
ABOUT = "How to use"
KEPT = "duizhao"
"""A hidden sheet: what was exported, so that missing rows are noticed."""

FORMAT = "1"

LONGEST_CELL = 32_767
"""Excel's limit; a longer text is cut, and its edits are refused when it comes back."""
CUT = " […]"

_WIDE = re.compile(f"[{WIDE}{EMOJI}]")


class SheetColumn(StrEnum):
    """The headings, in their order."""

    NUMBER = "No."
    SOURCE = "Source"
    TARGET = "Target"
    CONFIDENCE = "Confidence"
    DECISION = "Decision"
    REMARKS = "Look again because"
    NOTE = "Your note"
    BITEXT = "Texts"
    VERSION = "Version"


DECISIONS = {
    LinkStatus.AUTO: "",
    LinkStatus.ACCEPTED: "accept",
    LinkStatus.EDITED: "accept",
    LinkStatus.REJECTED: "reject",
}
"""The contents of the decision column by status; the drop-down offers `accept` and `reject`."""

EDITABLE = frozenset(
    {SheetColumn.SOURCE, SheetColumn.TARGET, SheetColumn.DECISION, SheetColumn.NOTE}
)


def cell_text(sentences: Sequence[str]) -> str:
    """The sentences of a side in a cell, one a line, so that their borders survive editing."""
    text = "\n".join(flatten(sentence) for sentence in sentences)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def is_cut(text: str) -> bool:
    """Whether a cell holds only the beginning of its text."""
    return len(text) >= LONGEST_CELL and text.endswith(CUT)


def lines_needed(text: str, width: int) -> int:
    r"""How many lines a text takes in a column of this many characters; Chinese ones count double.

    >>> lines_needed("one\ntwo", 10), lines_needed("对照对照对照", 10)
    (2, 2)
    """
    return sum(
        max(1, -(-(len(line) + len(_WIDE.findall(line))) // width)) for line in text.split("\n")
    )


def remarks(flags: Iterable[str]) -> str:
    """The flags in words, one a line."""
    return "\n".join(explain(flag) for flag in flags)[:LONGEST_CELL]


def pack_numbers(numbers: Iterable[int]) -> str:
    """Numbers as ranges.

    >>> pack_numbers([1, 2, 3, 7, 9, 10])
    '1-3,7,9-10'
    """
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)


def unpack_numbers(text: str) -> frozenset[int]:
    """The numbers of `pack_numbers`; what is no range is left out.

    >>> sorted(unpack_numbers("1-3,7"))
    [1, 2, 3, 7]
    """
    numbers: set[int] = set()
    for first, last in re.findall(r"(\d{1,12})(?:-(\d{1,12}))?", text):
        numbers.update(range(int(first), min(int(last or first), int(first) + 10**7) + 1))
    return frozenset(numbers)
