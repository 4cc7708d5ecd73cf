"""Markdown, .md: plain text with headings, lists, quotations, tables, code and front matter.

The text remains as it is; the blocks leave out the marks at the beginning of lines.
"""

import re

from aligner.bitext import Block, BlockKind
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.layout.blocks import lay_out, lay_out_lines
from aligner.readers.layout.furniture import trim
from aligner.readers.reading import Reading, ReadOptions

_HEAD = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_CODE = re.compile(
    r"^(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^(?P=fence)[^\n]*$|\Z)", re.DOTALL | re.MULTILINE
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(
    r"^(?P<marks> {0,3}#{1,6}[ \t]+)(?P<title>[^\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE
)
_UNDERLINED = re.compile(r"^(?P<title>[^\n]+)\n(?:=+|-{3,})[ \t]*$", re.MULTILINE)
_MARKS = re.compile(
    r"(?:[ \t]*>[ \t]?)*[ \t]*(?:[-*+][ \t]+|\d{1,3}[.)][ \t]+)?(?:\[[ xX]\][ \t]+)?"
)
_RULE = re.compile(
    r"^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*\|?[ \t:|-]*-[ \t:|-]*$|^\[[^\]\n]+\]:\s+\S+.*$",
    re.MULTILINE,
)


def read(raw: RawInput, options: ReadOptions) -> Reading:
    """The paragraphs, list items and headings of a Markdown file, without code and front matter."""
    text, notes = decode(raw, lines=options.lines)
    if options.lines:
        return Reading(text, lay_out_lines(text).blocks, notes)
    # Blanks of equal length keep every offset where it was.
    bare = text
    for pattern in (_HEAD, _CODE, _COMMENT):
        bare = pattern.sub(_blank, bare)
    headings = [
        Block(match.start("title"), match.end("title"), BlockKind.HEADING)
        for pattern in (_HEADING, _UNDERLINED)
        for match in pattern.finditer(bare)
        if match["title"].strip()
    ]
    for pattern in (_HEADING, _UNDERLINED, _RULE):
        bare = pattern.sub(_blank, bare)
    blocks = [_without_marks(text, block) for block in lay_out(bare).blocks]
    ordered = sorted((*headings, *blocks), key=lambda block: block.start)
    return Reading(text, tuple(b for b in ordered if b.end > b.start), notes)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _without_marks(text: str, block: Block) -> Block:
    marks = _MARKS.match(text, block.start, block.end)
    start = marks.end() if marks else block.start
    kind = BlockKind.PARAGRAPH if start > block.start else block.kind
    return trim(text, Block(start, block.end, kind, block.label))
