"""A text whose passages say which side they are: 【原文】 and 【译文】, Source: and Target:."""

import re
from collections.abc import Iterable

from aligner.bitext import Block
from aligner.language_detection import FAMILIES, weigh_scripts
from aligner.readers.layout.furniture import trim

Sides = tuple[tuple[Block, ...], tuple[Block, ...]]

SOURCE_MARKS = frozenset("原文 原句 古文 文言文 文言 原典 source original st".split())
TARGET_MARKS = frozenset(
    "译文 譯文 参考译文 參考譯文 翻译 翻譯 今译 今譯 汉译 漢譯 英译 英譯 现代文 現代文".split()
    + "白话文 白話文 白话 白話 现代汉语 现代译文 target translation tt".split()
)
LANGUAGE_MARKS = frozenset(
    "中文 英文 汉语 漢語 英语 英語 日文 日语 chinese english en zh cn".split()
)
"""Marks that say the language only: the one that comes first is the source's."""

MOST_BEFORE = 0.2
"""Share of the text that may stand before the first mark: a title, an introduction."""

MOST_MIXED = 0.3
"""Share of a side's letters that may be of another family of scripts than the rest. Above it the
marks are words of the text: "Source: the ministry of trade" in a text in two languages."""


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_WORDS = _alternatives(SOURCE_MARKS | TARGET_MARKS | LANGUAGE_MARKS)
_MARK = re.compile(
    rf"^[ \t]*(?:[#>*]+[ \t]*)?(?:\*\*)?"
    rf"(?:[【\[〔（(《][ \t]*(?P<bracketed>{_WORDS})[ \t]*\d*[】\]〕）)》][ \t]*[:：]?"
    rf"|(?P<plain>{_WORDS})[ \t]*\d*(?:\*\*)?[ \t]*[:：]"
    rf"|(?P<alone>{_alternatives(SOURCE_MARKS | TARGET_MARKS)})[ \t]*\d*(?=(?:\*\*)?[ \t]*$))"
    rf"(?:\*\*)?[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)


def divide_by_marks(text: str, blocks: Iterable[Block]) -> Sides | None:
    """The blocks of source and target without the marks; None if the text is not marked so.

    Both marks must occur about equally often. What stands before the first is the source's.
    """
    sides: tuple[list[Block], list[Block]] = ([], [])
    counts = [0, 0]
    side, before, total = 0, 0, 0
    first_mark = ""
    for block in blocks:
        total += block.end - block.start
        start = block.start
        for mark in _MARK.finditer(text[block.start : block.end]):
            word = (mark["bracketed"] or mark["plain"] or mark["alone"]).lower()
            first_mark = first_mark or word
            _add(text, sides[side], block, start, block.start + mark.start())
            side = _side_of(word, first_mark)
            counts[side] += 1
            start = block.start + mark.end()
        if not any(counts):
            before += block.end - block.start
        _add(text, sides[side], block, start, block.end)
    fewest, most = sorted(counts)
    if not fewest or most - fewest > max(1, most // 10) or before > MOST_BEFORE * total:
        return None
    if any(_is_mixed(text, side) for side in sides):
        return None
    return tuple(sides[0]), tuple(sides[1])


def _is_mixed(text: str, blocks: list[Block]) -> bool:
    """Whether blocks are in two families of scripts, so that they are not one side of a text."""
    weights: dict[str, float] = {}
    for block in blocks:
        for script, weight in weigh_scripts(text[block.start : block.end]).items():
            weights[FAMILIES[script]] = weights.get(FAMILIES[script], 0.0) + weight
    total = sum(weights.values())
    return total - max(weights.values(), default=0.0) > MOST_MIXED * total


def _side_of(word: str, first: str) -> int:
    if word in LANGUAGE_MARKS:
        return int(word != first)
    return int(word in TARGET_MARKS)


def _add(text: str, side: list[Block], block: Block, start: int, end: int) -> None:
    piece = trim(text, Block(start, end, block.kind, block.label))
    if piece.end > piece.start:
        side.append(piece)
