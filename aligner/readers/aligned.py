"""Material that is aligned already → a bitext: memories, tables, XLIFF, files of links."""

from pathlib import Path

from aligner.bitext import Bitext, Document, Side
from aligner.errors import UnreadableInputError
from aligner.readers import beads, intertext, table_pairs, tmx, xliff
from aligner.readers.pairing import Bead, bitext_of_beads, bitext_of_rows
from aligner.readers.raw import Raw, read_raw
from aligner.readers.single import read_document

SUFFIXES = (*tmx.SUFFIXES, *xliff.SUFFIXES, *table_pairs.SUFFIXES)
"""Endings of files that hold both sides and their links."""


def read_aligned(
    source: Path | str,
    target: Path | str | None = None,
    links: Path | str | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
) -> Bitext:
    """The bitext of aligned material; its links are `auto` with confidence 1.0 or the file's.

    One file: TMX, XLIFF, a table with two language columns, InterText's links (the texts are found
    beside it). Two files: line i belongs to line i (Moses). Three: the two texts, one sentence a
    line, and the links between them as beads (Vecalign, Bertalign) or as hunalign's ladder.
    Raises UnreadableInputError and its leaves.
    """
    if target is None:
        return read_one(read_raw(source), source_language, target_language)
    sides = (
        read_document(source, Side.SOURCE, source_language, lines=True),
        read_document(target, Side.TARGET, target_language, lines=True),
    )
    if links is not None:
        raw = read_raw(links)
        return bitext_of_beads(raw, sides, beads.read_beads(raw))
    return bitext_of_beads(Raw(str(source), b""), sides, _line_by_line(sides))


def is_aligned(raw: Raw) -> bool:
    """Whether a single file holds both sides and their links, by content, else by name.

    >>> is_aligned(Raw("memory.tmx", b"")), is_aligned(Raw("essay.txt", b"An essay."))
    (True, False)
    """
    head = raw.data[:4096]
    found = (tmx.detect(head), xliff.detect(head), intertext.detect(head))
    return any(found) or raw.suffix in SUFFIXES


def read_one(raw: Raw, source_language: str | None, target_language: str | None) -> Bitext:
    """The bitext of a single file of aligned material. Raises UnreadableInputError."""
    head = raw.data[:4096]
    if intertext.detect(head):
        sides, links = intertext.read_intertext(raw, source_language, target_language)
        return bitext_of_beads(raw, sides, links)
    if tmx.detect(head) or raw.suffix in tmx.SUFFIXES:
        material = tmx.read_material(raw, source_language, target_language)
    elif xliff.detect(head) or raw.suffix in xliff.SUFFIXES:
        material = xliff.read_material(raw, source_language, target_language)
    else:
        material = table_pairs.read_material(raw, source_language, target_language)
    return bitext_of_rows(raw, material, source_language, target_language)


def _line_by_line(sides: tuple[Document, Document]) -> list[Bead]:
    """Line i ↔ line i of both files, empty lines counted: they say "no counterpart"."""
    numbers = [_line_numbers(document) for document in sides]
    lengths = [len(document.text.removesuffix("\n").split("\n")) for document in sides]
    if lengths[0] != lengths[1]:
        raise UnreadableInputError(
            sides[0].origin,
            f"it has {lengths[0]} lines and {sides[1].origin} has {lengths[1]}; line by line they "
            "need equally many.",
        )
    rows = sorted(numbers[0].keys() | numbers[1].keys())
    return [Bead(numbers[0].get(row, ()), numbers[1].get(row, ())) for row in rows]


def _line_numbers(document: Document) -> dict[int, tuple[int, ...]]:
    """Line number → the number of the block that stands there."""
    found: dict[int, tuple[int, ...]] = {}
    line = position = 0
    for i, block in enumerate(document.blocks):
        line += document.text.count("\n", position, block.start)
        position = block.start
        found[line] = (i,)
    return found
