"""Splits the blocks of a document into sentences.

Invariants: segments are in order and do not overlap, each is inside its block, and only blanks or
ornaments are between them; so segments and gaps together are the text exactly.
"""

from bisect import bisect_left
from collections.abc import Sequence

from aligner.bitext import Block, BlockKind, Document, Segment
from aligner.languages import Language, get_language
from aligner.splitting.chinese import split as split_chinese
from aligner.splitting.english import split as split_english
from aligner.splitting.mask import mask_spans
from aligner.splitting.other import split as split_other
from aligner.splitting.spans import Span, trim_span
from aligner.text import join_lines

WHOLE = (BlockKind.ROW, BlockKind.CUE, BlockKind.HEADING)
"""Kinds of blocks that are one segment each, even if they contain stops."""


def split_document(document: Document, *, lines: bool = False) -> tuple[Segment, ...]:
    """The sentences of a document; with `lines`, one segment a block."""
    language = get_language(document.language)
    starts = [start for start, _ in document.unbroken]
    segments: list[Segment] = []
    for number, block in enumerate(document.blocks):
        whole = lines or block.kind in WHOLE
        inside = document.unbroken[
            bisect_left(starts, block.start) : bisect_left(starts, block.end)
        ]
        for start, end in _split_block(document.text, block, language, inside, whole=whole):
            text = join_lines(document.text[start:end], language.joiner)
            segments.append(Segment(len(segments), number, start, end, text))
    return tuple(segments)


def split_text(text: str, language: str) -> list[Span]:
    """The sentences of one paragraph as half-open spans, trimmed, in order.

    >>> split_text("中国正在增强其核力量。为什么?", "zh")
    [(0, 11), (11, 15)]
    """
    row = get_language(language)
    if row.splitter == "punkt":
        return split_english(text)
    if row.splitter == "chinese":
        return split_chinese(text)
    return split_other(text, row.code)


def _split_block(
    text: str, block: Block, language: Language, unbroken: Sequence[Span], *, whole: bool
) -> list[Span]:
    if whole:
        span = trim_span(text, block.start, block.end)
        return [span] if span[1] > span[0] else []
    content = mask_spans(text, block.start, block.end, unbroken)
    return [(block.start + s, block.start + e) for s, e in split_text(content, language.code)]
