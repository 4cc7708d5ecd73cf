"""Two texts of a sentence a line → beads of line i and line i (Moses).

A blank line is a line: it says that the line beside it has no counterpart. Formats without lines of
their own (Word, web pages) have a paragraph a line; if one file holds both sides, its first line in
one language belongs to its first in the other.
"""

from aligner.bitext import Document
from aligner.readers.pairing.aligned_rows import IndexedBead
from aligner.readers.registry import has_lines


def count_lines(sides: tuple[Document, Document]) -> tuple[int, int]:
    """The number of lines of both texts, the blank ones and one without a line end included."""
    source, target = (
        document.text.count("\n") + (not document.text.endswith("\n"))
        if _counted(sides)
        else len(document.blocks)
        for document in sides
    )
    return source, target


def pair_lines(sides: tuple[Document, Document]) -> list[IndexedBead]:
    """Beads between the blocks of two documents that have the same number of lines."""
    numbers = [_line_numbers(document, counted=_counted(sides)) for document in sides]
    rows = sorted(numbers[0].keys() | numbers[1].keys())
    return [IndexedBead(numbers[0].get(row, ()), numbers[1].get(row, ())) for row in rows]


def _counted(sides: tuple[Document, Document]) -> bool:
    """Whether the lines of both files count, and not only those with text."""
    origins = [document.origin for document in sides]
    return origins[0] != origins[1] and all(map(has_lines, origins))


def _line_numbers(document: Document, *, counted: bool) -> dict[int, tuple[int, ...]]:
    """Line number → the index of the block on that line, as a tuple of one."""
    if not counted:
        return {i: (i,) for i in range(len(document.blocks))}
    found: dict[int, tuple[int, ...]] = {}
    line = position = 0
    for i, block in enumerate(document.blocks):
        line += document.text.count("\n", position, block.start)
        position = block.start
        found[line] = (i,)
    return found
