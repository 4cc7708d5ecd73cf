"""The lines of PDF pages → paragraphs, without running heads, page numbers and hyphens."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from aligner.bitext import BlockKind
from aligner.readers.layout.line_breaks import is_east, is_item
from aligner.readers.pdf_layout.page import Line
from aligner.readers.reading import Reading, TextBuilder
from aligner.text import ends_sentence, join_lines

_NUMBER = re.compile(
    r"\W*(?:p(?:age|\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|共)\s*\d{1,4}\s*页?)?\W*"
    r"|\W*第\s*\d{1,4}\s*[页頁]\W*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*(?:\[?\d{1,3}[\].]?|[*†‡])\s*\S")
_HYPHEN = re.compile(r"(?P<first>[^\W\d_]+)[-‐\u00ad]$")

EDGE_LINES = 2
"""Lines at the top and bottom of a page that may be running heads."""
HEAD_SHARE = 0.2
"""Share of the pages on which a running head occurs: odd and even pages and chapters have their
own."""
LARGE, SMALL = 1.15, 0.88
"""Font size, relative to that of the text, from which a line is a heading, and below which it is a
footnote."""
SPACING = 1.45
"""Distance between lines, relative to the usual one, from which a gap ends a paragraph."""


def build_paragraphs(pages: list[list[Line]], *, lines: bool) -> Reading:
    """The paragraphs of the pages; with `lines`, every line unchanged."""
    kept = _without_running_heads(pages)
    removed = sum(map(len, pages)) - sum(map(len, kept))
    notes = (f"{removed} running heads and page numbers were left out.",) if removed else ()
    builder = TextBuilder()
    if lines:
        for line in (line for page in kept for line in page):
            builder.add(line.text, BlockKind.ROW)
        return builder.build(notes)
    sizes = [line.size for page in kept for line in page for _ in range(len(line.text) // 10 + 1)]
    body = median(sizes) if sizes else 10.0
    text = [line for page in kept for line in _split_notes(page, body)[0]]
    small = [line for page in kept for line in _split_notes(page, body)[1]]
    words = _vocabulary(line for page in kept for line in page)
    for group in _paragraphs(text):
        heading = group[0].size >= LARGE * body and len(group) <= 3
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        builder.add(_join(group, words), kind)
    for group in _paragraphs(small, notes=True):
        builder.add(_join(group, words), BlockKind.PARAGRAPH, "footnote")
    return builder.build(notes)


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    edges = [_edge_lines(page) for page in pages]
    # Two pages may begin with the same words by chance, but hardly at the same height too.
    few = len(pages) == 2
    counts = Counter(key for page in edges for key in {_key(line, high=few) for line in page})
    least = max(2 if few else 3, HEAD_SHARE * len(pages))
    repeated = {key for key, count in counts.items() if count >= least}

    def is_furniture(line: Line) -> bool:
        return _key(line, high=few) in repeated or bool(_NUMBER.fullmatch(line.text))

    return [
        [line for line in page if not (line in edge and is_furniture(line))]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edge_lines(page: list[Line]) -> set[Line]:
    ordered = sorted(page, key=lambda line: line.y)
    return {*ordered[:EDGE_LINES], *ordered[-EDGE_LINES:]}


def _key(line: Line, *, high: bool) -> tuple[str, int]:
    """The words of a running head without its numbers; with `high`, its height as well."""
    return re.sub(r"\d+", "#", " ".join(line.text.lower().split())), round(line.y) if high else 0


def _split_notes(page: list[Line], body: float) -> tuple[list[Line], list[Line]]:
    """The text and the footnotes of a page: small lines below the last line of text."""
    large = [line.y for line in page if line.size >= SMALL * body]
    floor = min(large, default=0.0)
    if not large:
        return page, []
    notes = [line for line in page if line.size < SMALL * body and line.y < floor]
    return [line for line in page if line not in notes], notes


def _paragraphs(lines: list[Line], *, notes: bool = False) -> list[list[Line]]:
    if not lines:
        return []
    steps = [a.y - b.y for a, b in pairwise(lines) if 0 < a.y - b.y < 4 * a.size]
    step = median(steps) if steps else 12.0
    right = _right_edges(lines)
    groups = [[lines[0]]]
    for before, after in pairwise(lines):
        numbered = notes and _NOTE.match(after.text)
        if numbered or _ends_paragraph(before, after, step, right):
            groups.append([after])
        else:
            groups[-1].append(after)
    return groups


def _right_edges(lines: list[Line]) -> dict[int, float]:
    """The right edge of each column, by its left edge: the 90th percentile of its lines' ends."""
    columns: dict[int, list[float]] = {}
    for line in lines:
        columns.setdefault(int(line.x // 40), []).append(line.end)
    return {x: sorted(ends)[int(0.9 * (len(ends) - 1))] for x, ends in columns.items()}


def _ends_paragraph(before: Line, after: Line, step: float, right: dict[int, float]) -> bool:
    stopped = ends_sentence(before.text)
    if max(before.size, after.size) > LARGE * min(before.size, after.size):
        return True
    down = before.y - after.y
    if not 0 < down < 4 * before.size:  # the next column or page
        starts_small = after.text.strip()[:1].islower() or is_east(after.text)
        return stopped or not starts_small
    if down > SPACING * step or (is_item(after.text) and stopped):
        return True
    indented = before.size < after.x - before.x < 6 * before.size
    edge = right.get(int(before.x // 40), before.end)
    short = before.end < edge - 0.15 * (edge - before.x)
    return (stopped and (indented or short)) or (short and before.end < 0.6 * edge and not stopped)


def _vocabulary(lines: Iterable[Line]) -> Counter[str]:
    words: Counter[str] = Counter()
    for line in lines:
        words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.lower()))
    return words


def _join(group: list[Line], words: Counter[str]) -> str:
    """The words of a paragraph in one line, without hyphens that only broke a word."""
    text = ""
    for line in group:
        content = " ".join(line.text.split())
        text = _append(text, content, words) if text else content
    return text


def _append(text: str, content: str, words: Counter[str]) -> str:
    hyphen = _HYPHEN.search(text[-60:])
    second = re.match(r"[^\W\d_]+", content)
    if hyphen and second and second[0].islower():
        whole = (hyphen["first"] + second[0]).lower()
        parted = f"{hyphen['first']}-{second[0]}".lower()
        if words[parted] > words[whole]:
            return text + content
        return text[:-1] + content
    joiner = "" if is_east(text[-20:]) else " "
    return join_lines(f"{text}\n{content}", joiner)
