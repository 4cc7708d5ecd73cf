"""Pages set vertically, as Chinese and Japanese books are: columns from right to left."""

import re
from collections.abc import Sequence
from itertools import pairwise

from aligner.readers.pdf_layout.page import Line
from aligner.text import EAST_ASIAN

FEWEST = 12
"""Pieces of one character that a page set vertically has at least; a label on a spine has fewer."""
VERTICAL_SHARE = 0.6
"""Share of the steps from piece to piece that go straight down on such a page. In horizontal text
the pieces are lines, and hardly any step ends in the same column; in the test page .95 do."""

_EAST = re.compile(f"[{EAST_ASIAN}]")


def is_vertical(fragments: Sequence[Line]) -> bool:
    """Whether a page's characters stand below each other."""
    letters = [piece for piece in fragments if _EAST.search(piece.text)]
    single = [piece for piece in letters if len(piece.text.strip()) <= 2]
    if len(single) < FEWEST or len(single) < 0.8 * len(letters):
        return False
    down = sum(_is_below(above, below) for above, below in pairwise(single))
    return down >= VERTICAL_SHARE * (len(single) - 1)


def order_columns(fragments: Sequence[Line]) -> list[Line]:
    """The columns of a page set vertically, right to left, as lines of a page set horizontally.

    A column that begins lower is an indented line.
    """
    columns: list[list[Line]] = []
    pieces = [piece for piece in fragments if piece.text.strip()]
    for piece in sorted(pieces, key=lambda piece: (-piece.x, -piece.y)):
        if columns and abs(columns[-1][0].x - piece.x) < 0.6 * max(piece.size, 1.0):
            columns[-1].append(piece)
        else:
            columns.append([piece])
    top = max((piece.y for piece in pieces), default=0.0)
    lines = []
    for number, column in enumerate(columns):
        ordered = sorted(column, key=lambda piece: -piece.y)
        size = ordered[0].size
        text = "".join(piece.text.strip() for piece in ordered)
        lines.append(Line(top - ordered[0].y, -1.5 * size * number, size, text))
    return lines


def _is_below(above: Line, below: Line) -> bool:
    size = max(above.size, 1.0)
    return abs(above.x - below.x) < 0.6 * size and 0.4 * size < above.y - below.y < 2.5 * size
