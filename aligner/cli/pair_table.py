"""Pairs as a table for the terminal, readable also in a pipe."""

import os
import shutil
import sys
import textwrap
import unicodedata
from typing import TYPE_CHECKING

from aligner.flags import explain
from aligner.languages import get_language

if TYPE_CHECKING:
    from aligner.bitext import Bitext, Link

# Without a terminal there is no width to ask for; this fits most logs and mails.
PIPE_WIDTH = 120


def pair_table(bitext: "Bitext", *, width: int | None = None) -> str:
    """The links one below the other: confidence, source, target, and why to look again."""
    total = width or _terminal_width()
    column = max(16, (total - 8) // 2 - 2)
    blocks = [_block(bitext, link, column) for link in bitext.links]
    return "\n".join(blocks) if blocks else "(no links)"


def _block(bitext: "Bitext", link: "Link", column: int) -> str:
    sides = []
    for texts, document in (
        (bitext.source_texts(link), bitext.source),
        (bitext.target_texts(link), bitext.target),
    ):
        joined = get_language(document.language).joiner.join(texts)
        sides.append(wrap_wide(joined or "—", column))
    rows = max(len(side) for side in sides)
    label = f"{link.confidence:.2f}" + (_MARKS.get(link.status.value, "") if link.status else "")
    lines = []
    for i in range(rows):
        left, right = (side[i] if i < len(side) else "" for side in sides)
        lines.append(f"{label if i == 0 else '':<6} {pad(left, column)}  {right}".rstrip())
    if link.flags:
        lines.append(f"       ! {'; '.join(explain(flag) for flag in link.flags)}")
    return "\n".join(lines)


_MARKS = {"accepted": " ✓", "edited": " ✎", "rejected": " ✗"}


def display_width(text: str) -> int:
    """Columns the text takes in a terminal; East Asian wide characters take two.

    >>> display_width("核 ok")
    5
    """
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def pad(text: str, width: int) -> str:
    """The text filled with blanks to a width in columns."""
    return text + " " * max(0, width - display_width(text))


def wrap_wide(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; breaks at blanks, and anywhere in unspaced scripts.

    >>> wrap_wide("核武库 arsenal", 7)
    ['核武库', 'arsenal']
    """
    text = " ".join(text.split())
    if display_width(text) == len(text):
        return textwrap.wrap(text, width) or [""]
    lines, line = [], ""
    for piece in _pieces(text):
        if display_width(line + piece.rstrip()) > width and line:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Words of spaced scripts with their blank, single characters of unspaced ones."""
    pieces: list[str] = []
    word = ""
    for character in text:
        if unicodedata.east_asian_width(character) in "WF":
            if word:
                pieces.append(word)
                word = ""
            pieces.append(character)
        elif character == " ":
            pieces.append(word + " ")
            word = ""
        else:
            word += character
    return [*pieces, word] if word else pieces


def _terminal_width() -> int:
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return shutil.get_terminal_size().columns
    return PIPE_WIDTH
