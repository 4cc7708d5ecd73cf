"""Judges whether a line break ends a paragraph or was only inserted to fit a width.

A break is judged by the line before it. If that line stops in the middle of a sentence and is long,
or if the next word would not have fitted into it, the break was inserted to fit a width.
"""

import re

from aligner.text import CJK, SCRIPTS, ends_sentence

LONG_EAST, LONG_SPACED = 20, 60
"""Characters from which a line without a stop at its end is taken for part of a sentence, in
Chinese or Japanese and in spaced scripts. Headings of the essay seed have 4 to 17 Chinese
characters, the broken lines of the other seed 290 to 344; paper books break at 25 to 40. English
e-mail breaks at 65 to 78; few headings are that long."""

_ITEM = re.compile(
    r"\s*(?:[•·▪◦‣■□●○◆*–—-]\s|\(?[0-9]{1,3}[.)、]\s?|\([a-zA-Z]\)\s|#{1,6}\s|>\s"
    r"|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|第[一二三四五六七八九十百0-9]{1,4}[章节節条條]"
    r"|[“‘「『—-])"
)
_EAST = re.compile(f"[{CJK}]")
_WORDS = re.compile(
    f"[{SCRIPTS['Latin']}{SCRIPTS['Cyrillic']}{SCRIPTS['Greek']}{SCRIPTS['Arabic']}]"
)
_GOES_ON = re.compile(r"\s*[，。、；：！？”’」』）》,;:!?)\]}]")


def is_soft_break(before: str, after: str, *, width: int, wrapped: bool) -> bool:
    """Whether the break between two neighbouring lines is inside a paragraph.

    `width` is the length of the longest line of the group; `wrapped` says that its lines fill it.

    >>> before = "可以帮助确保它们对核出口的争夺,对核出口的争夺"
    >>> is_soft_break(before, "不会削弱", width=300, wrapped=False)
    True
    >>> is_soft_break("何为公平", "核对话的一个主要障碍是", width=300, wrapped=False)
    False
    """
    before, after = before.strip(), after.strip()
    if not before or not after or "\t" in before or "\t" in after:
        return False
    stopped = ends_sentence(before)
    if _GOES_ON.match(after) and not stopped:
        return True
    if (_ITEM.match(after) and (stopped or not wrapped)) or is_east(before) != is_east(after):
        return False
    if is_east(before):
        broken = before[-1] in "，、,—" or len(before) >= LONG_EAST
    else:
        # A lower-case letter continues a sentence, but begins every line of a list of terms.
        goes_on = after[0].islower() and (before[0].isupper() or ends_sentence(after))
        broken = goes_on or len(before) >= LONG_SPACED
        wrapped = wrapped and len(before) + 1 + len(after.split(maxsplit=1)[0]) > width
    return wrapped if stopped else broken or (wrapped and not is_east(before))


def is_east(line: str) -> bool:
    """Whether a line is Chinese or Japanese: 3 letters weigh as much as one of their characters."""
    return 3 * len(_EAST.findall(line)) > len(_WORDS.findall(line))


def is_item(line: str) -> bool:
    """Whether a line begins like a list item, a numbered clause or direct speech.

    >>> is_item("(2) the parties"), is_item("第三章 结论"), is_item("2030年")
    (True, True, False)
    """
    return bool(_ITEM.match(line))
