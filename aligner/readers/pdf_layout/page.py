"""The pieces of text on a PDF page → its lines in reading order, columns one after the other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from aligner.text import WIDE

_WIDE = re.compile(f"[{WIDE}]")

_NOTE_MARK = re.compile(r"\s*[\d*†‡§,]{1,4}\s*")

LETTER = 0.42
"""Mean width of a letter of Times, in font sizes. Underestimating a wider font hides no column;
overestimating a narrow one would."""
GAP = 2.5
"""Blank in font sizes from which two pieces of a row are in different columns."""
CROSSING = 0.15
"""Share of the lines that may cross a gutter (titles, wide tables)."""
COLUMN_SHARE = 0.25
"""Share of the lines that must lie on either side of a gutter."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words and where they begin, in points; x grows to the right, y upwards."""

    x: float
    y: float
    size: float
    text: str

    @property
    def end(self) -> float:
        """Estimated x of the end: LETTER font sizes for a letter, one for a wide character."""
        words = " ".join(self.text.split())
        wide = len(_WIDE.findall(words))
        return self.x + self.size * (wide + LETTER * (len(words) - wide))


def order_lines(fragments: Iterable[Line]) -> list[Line]:
    """The page's lines, top to bottom, left column before right column."""
    lines = [line for line in _gather(fragments) if line.text.strip()]
    gutter = _find_gutter(lines)
    if gutter is None:
        return _rows(lines)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in _rows(lines):
        if line.x < gutter - line.size and line.end > gutter + line.size:
            # A line across both columns ends them: a title, a wide table.
            ordered += [*left, *right, line]
            left, right = [], []
        else:
            (left if line.x < gutter - line.size else right).append(line)
    return [*ordered, *left, *right]


def _gather(fragments: Iterable[Line]) -> list[Line]:
    """The lines of a page: neighbouring pieces of a row joined."""
    lines: list[Line] = []
    open_line = False
    for piece in fragments:
        text = piece.text.replace("\n", " ")
        if not text.strip():
            if open_line and not lines[-1].text.endswith(" "):
                lines[-1] = _longer(lines[-1], " ")
            continue
        last = lines[-1] if open_line else None
        if last is not None and piece.size < 0.75 * last.size and _NOTE_MARK.fullmatch(text):
            continue  # a footnote's number behind a word
        size = max(piece.size, 1.0)
        same_row = last is not None and abs(last.y - piece.y) < 0.4 * size
        if last is not None and same_row and -GAP < (piece.x - last.end) / size < GAP:
            lines[-1] = _longer(last, text)
        else:
            lines.append(Line(piece.x, piece.y, size, text))
        open_line = True
    return lines


def _longer(line: Line, text: str) -> Line:
    return Line(line.x, line.y, line.size, line.text + text)


def _rows(lines: list[Line]) -> list[Line]:
    """The lines from top to bottom; lines of nearly the same height, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.y):
        if rows and abs(rows[-1][0].y - line.y) < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.x)]


def _find_gutter(lines: list[Line]) -> float | None:
    """The x of the gutter between two columns; None if the page has one column."""
    long = [line for line in lines if len(line.text.strip()) >= 8]
    if len(long) < 8:
        return None
    starts = sorted({round(line.x) for line in long})
    for start in starts[1:]:
        gutter = start - 3.0
        left = [line for line in long if line.end <= gutter + line.size]
        right = [line for line in long if line.x >= gutter]
        crossing = len(long) - len(left) - len(right)
        enough = min(len(left), len(right)) >= COLUMN_SHARE * len(long)
        if enough and crossing <= CROSSING * len(long) and _side_by_side(left, right):
            return gutter
    return None


def _side_by_side(left: list[Line], right: list[Line]) -> bool:
    """Whether both groups of lines are mostly at the same heights."""
    top = min(max(line.y for line in left), max(line.y for line in right))
    bottom = max(min(line.y for line in left), min(line.y for line in right))
    inside = sum(bottom - 1 <= line.y <= top + 1 for line in (*left, *right))
    return inside >= 0.6 * (len(left) + len(right))
