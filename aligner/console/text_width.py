"""Text in columns of a terminal, where a Chinese character takes two.

rich measures the same way but breaks lines at blanks only, so that it leaves lines of Chinese
half empty or cuts them off; hence `wrap_wide`.
"""

import os
import shutil
import sys
import textwrap
import unicodedata

PIPE_WIDTH = 120
"""Columns where no terminal can be asked for its width; this many fit most logs and mails."""


def output_width() -> int:
    """Columns of the terminal that stdout is, or a fixed number in a pipe."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return shutil.get_terminal_size().columns
    return PIPE_WIDTH


def display_width(text: str) -> int:
    """Columns that the text takes in a terminal; East Asian wide characters take two.

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
