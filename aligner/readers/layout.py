"""Plain text → blocks: which line breaks end a paragraph and which were only put in to fit a width.

The rule, in short: an empty line always ends a paragraph. Any other break is judged by the line
before it. If that line stops in the middle of a sentence and is long, or if the next word would
not have fitted into it, the break was put in to fit a width; else it ends a paragraph.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from aligner.bitext import Block, BlockKind
from aligner.readers.reading import Reading
from aligner.text import CLOSERS, SCRIPTS, ends_sentence

LONG_EAST, LONG_SPACED = 20, 60
"""Characters from which a line without a stop at its end is taken for a broken sentence. Headings
of the essay seed have 4 to 17 Chinese characters, the broken lines of the other seed 290 to 344;
paper books break at 25 to 40. English e-mail breaks at 65 to 78; few headings are that long."""
WRAP_WIDTH = 120
"""No program wraps at more characters than this; beyond it only mid-sentence breaks count."""
HEADING_SPACED, HEADING_EAST = 160, 50
"""Longest heading. The longest of the essay seed is its event title, 147 characters."""

_ITEM = re.compile(
    r"\s*(?:[•·▪◦‣■□●○◆*–—-]\s|\(?[0-9]{1,3}[.)、]\s?|\([a-zA-Z]\)\s|#{1,6}\s|>\s"
    r"|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|第[一二三四五六七八九十百0-9]{1,4}[章节節条條]"
    r"|[“‘「『—-])"
)
_EAST = re.compile(f"[{SCRIPTS['Han']}{SCRIPTS['Kana']}]")
_WORDS = re.compile(
    f"[{SCRIPTS['Latin']}{SCRIPTS['Cyrillic']}{SCRIPTS['Greek']}{SCRIPTS['Arabic']}]"
)
_INNER_STOP = re.compile(r"[。！？][^。！？]*\S|[a-z)][.!?][\"'”’)]?\s+[A-ZÀ-Þ“\"]")
_GOES_ON = re.compile(r"\s*[，。、；：！？”’」』）》,;:!?)\]}]")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def lay_out_lines(text: str) -> Reading:
    """Every line that is not blank as a row of its own: the one-sentence-a-line files."""
    rows = [_trim(text, line.start, line.end, BlockKind.ROW) for line in _lines(text)]
    return Reading(text, tuple(row for row in rows if row.end > row.start))


def lay_out(text: str) -> Reading:
    """The paragraphs and headings of a plain text."""
    blocks: list[Block] = []
    for group in _groups(text):
        width = max(len(line.text.rstrip()) for line in group)
        wrapped = _is_wrapped(group, width)
        first = 0
        for i in range(1, len(group) + 1):
            if i == len(group) or not is_soft_break(
                group[i - 1].text, group[i].text, width=width, wrapped=wrapped
            ):
                block = _trim(text, group[first].start, group[i - 1].end, BlockKind.PARAGRAPH)
                alone = len(group) == 1 or i - first == 1
                blocks.append(mark_heading(text, block) if alone else block)
                first = i
    return Reading(text, tuple(blocks))


def is_soft_break(before: str, after: str, *, width: int, wrapped: bool) -> bool:
    """Whether the break between two neighbouring lines stands inside a paragraph.

    `width` is the longest line around; `wrapped` says that all lines around fill it.

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
    if (_ITEM.match(after) and (stopped or not wrapped)) or _is_east(before) != _is_east(after):
        return False
    if _is_east(before):
        broken = before[-1] in "，、,—" or len(before) >= LONG_EAST
    else:
        # A small letter goes on with a sentence; in a list of terms every line begins with one.
        goes_on = after[0].islower() and (before[0].isupper() or ends_sentence(after))
        broken = goes_on or len(before) >= LONG_SPACED
        wrapped = wrapped and len(before) + 1 + len(after.split(maxsplit=1)[0]) > width
    return wrapped if stopped else broken or (wrapped and not _is_east(before))


def mark_heading(text: str, block: Block) -> Block:
    """The block, as a heading if it is one short line that ends without a stop."""
    line = text[block.start : block.end]
    limit = HEADING_EAST if _is_east(line) else HEADING_SPACED
    tail = line.rstrip(CLOSERS + " ")
    is_title = (
        block.kind is BlockKind.PARAGRAPH
        and len(line) <= limit
        and "\n" not in line
        and tail[-1:] not in (*".。!！…,，、;；:：—-", "")
        and not _INNER_STOP.search(line)
        and (tail[-1] not in "?？" or len(line) <= limit // 3)
        and line[0] not in '“「『‘"—–-•'
    )
    return Block(block.start, block.end, BlockKind.HEADING, block.label) if is_title else block


def _is_wrapped(group: list[_Line], width: int) -> bool:
    """Whether a program filled the lines of this group up to one width."""
    if len(group) < 3 or width > WRAP_WIDTH:
        return False
    full = 0
    for line, after in pairwise(group):
        text = line.text.strip()
        if _is_east(text):
            full += len(text) >= max(width - 3, 15)
        else:
            word = (after.text.split(maxsplit=1) or [""])[0]
            full += len(text) + 1 + len(word) > width >= 40
    # Some paragraphs inside the group end early; three lines in four must be full.
    return full >= 0.75 * (len(group) - 1)


def _is_east(line: str) -> bool:
    """Whether a line is Chinese or Japanese: 3 letters count as one of their characters."""
    return 3 * len(_EAST.findall(line)) > len(_WORDS.findall(line))


def _lines(text: str) -> list[_Line]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(_Line(start, line))
        start += len(line) + 1
    return lines


def _groups(text: str) -> list[list[_Line]]:
    groups: list[list[_Line]] = [[]]
    for line in _lines(text):
        if line.text.strip("\ufeff\u200b \t\u00a0\u3000\f\v\r") and line.text.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _trim(text: str, start: int, end: int, kind: BlockKind) -> Block:
    while start < end and (text[start].isspace() or text[start] in "\ufeff\u200b"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\ufeff\u200b"):
        end -= 1
    return Block(start, end, kind)
