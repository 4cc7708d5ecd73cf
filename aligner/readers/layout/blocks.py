"""Plain text → blocks: paragraphs, headings and rows.

An empty line always ends a paragraph; `line_breaks` judges whether any other break does.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from aligner.bitext import Block, BlockKind
from aligner.readers.layout.line_breaks import is_east, is_soft_break
from aligner.readers.reading import Reading
from aligner.text import CLOSERS, ends_sentence

WRAP_WIDTH = 120
"""Most characters at which programs wrap lines; longer lines are joined only within a sentence."""
HEADING_SPACED, HEADING_EAST = 160, 50
"""Longest heading in characters, in spaced scripts and in Chinese or Japanese. The longest heading
of the essay seed, an event title, has 147 characters."""

_INNER_STOP = re.compile(r"[。！？][^。！？]*\S|[a-z)][.!?][\"'”’)]?\s+[A-ZÀ-Þ“\"]")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def lay_out_lines(text: str) -> Reading:
    """The text with every line that is not blank as a row: for files of one sentence a line."""
    rows = [_trim(text, line.start, line.end, BlockKind.ROW) for line in _lines(text)]
    return Reading(text, tuple(row for row in rows if row.end > row.start))


def lay_out(text: str) -> Reading:
    """The text with its paragraphs and headings."""
    blocks: list[Block] = []
    for group in _groups(text):
        width = max(len(line.text.rstrip()) for line in group)
        wrapped = _is_wrapped(group, width)
        listed = _is_sentence_a_line(group)
        first = 0
        for i in range(1, len(group) + 1):
            if (
                i == len(group)
                or listed
                or not is_soft_break(group[i - 1].text, group[i].text, width=width, wrapped=wrapped)
            ):
                block = _trim(text, group[first].start, group[i - 1].end, BlockKind.PARAGRAPH)
                alone = len(group) == 1 or i - first == 1
                blocks.append(mark_heading(text, block) if alone else block)
                first = i
    return Reading(text, tuple(blocks))


def mark_heading(text: str, block: Block) -> Block:
    """The block, made a heading if it is one short line without a stop at its end."""
    line = text[block.start : block.end]
    limit = HEADING_EAST if is_east(line) else HEADING_SPACED
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
    """Whether a program wrapped the lines of this group at one width."""
    if len(group) < 3 or width > WRAP_WIDTH:
        return False
    full = 0
    for line, after in pairwise(group):
        text = line.text.strip()
        if is_east(text):
            full += len(text) >= max(width - 3, 15)
        else:
            word = (after.text.split(maxsplit=1) or [""])[0]
            full += len(text) + 1 + len(word) > width >= 40
    # Some paragraphs inside the group end early; three lines in four must be full.
    return full >= 0.75 * (len(group) - 1)


def _is_sentence_a_line(group: list[_Line]) -> bool:
    """Whether each line is a sentence: most end with a stop, and hardly any has a stop inside.

    The few that lack their stop would otherwise be joined to the next line. In wrapped prose few
    lines end with a stop; in the second seed, whose lines hold many sentences, stops are inside.
    """
    stopped = sum(ends_sentence(line.text) for line in group)
    inside = sum(bool(_INNER_STOP.search(line.text.strip())) for line in group)
    return len(group) >= 5 and stopped >= 0.6 * len(group) and inside <= 0.2 * len(group)


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
