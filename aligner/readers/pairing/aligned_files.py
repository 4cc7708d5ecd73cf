"""Files that are aligned already → a bitext: memories, tables, XLIFF, files of links."""

from pathlib import Path

from aligner.bitext import Bitext, Document, Side
from aligner.errors import UnreadableInputError
from aligner.readers.document import read_document
from aligner.readers.input.raw_input import RawInput, read_input
from aligner.readers.pairing.aligned_rows import (
    AlignedRows,
    IndexedBead,
    bitext_of_beads,
    bitext_of_rows,
)
from aligner.readers.pairing.line_pairs import count_lines, pair_lines
from aligner.readers.reading import ReadOptions
from aligner.readers.registry import find_aligned_reader, load_aligned_reader


def read_aligned(
    source: Path | str,
    target: Path | str | None = None,
    links: Path | str | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
) -> Bitext:
    """The bitext of files that are aligned already.

    One file: TMX, XLIFF, a table with two language columns, or InterText's links (whose texts lie
    beside them). Two files: line i belongs to line i (Moses). Three files: the two texts, one
    sentence a line, and the links between them as beads (Vecalign, Bertalign) or as hunalign's
    ladder. The links have the status `auto`, and the confidence that the file gives or 1.0.

    Raises:
        UnreadableInputError: A file is missing or damaged, or its links do not fit its texts.
    """
    if target is None:
        return read_aligned_file(read_input(source), source_language, target_language)
    sides = (
        read_document(source, Side.SOURCE, source_language, ReadOptions(lines=True)),
        read_document(target, Side.TARGET, target_language, ReadOptions(lines=True)),
    )
    if links is not None:
        from aligner.readers.formats.beads import read_beads

        raw = read_input(links)
        return bitext_of_beads(raw, sides, read_beads(raw))
    return bitext_of_beads(RawInput(str(source), b""), sides, _line_by_line(sides))


def read_aligned_file(
    raw: RawInput, source_language: str | None, target_language: str | None
) -> Bitext:
    """The bitext of a single file that holds both sides and their links.

    Raises:
        UnreadableInputError: The file is damaged or has no two languages.
    """
    name = find_aligned_reader(raw) or "table_pairs"
    reader = load_aligned_reader(name)
    if name == "intertext":
        sides, links = reader.read_intertext(raw, source_language, target_language)
        return bitext_of_beads(raw, sides, links)
    material: AlignedRows = reader.read_aligned_rows(raw, source_language, target_language)
    return bitext_of_rows(raw, material, source_language, target_language)


def _line_by_line(sides: tuple[Document, Document]) -> list[IndexedBead]:
    """Beads of line i and line i; raises if one text has more lines."""
    lengths = count_lines(sides)
    if lengths[0] != lengths[1]:
        raise UnreadableInputError(
            sides[0].origin,
            f"it has {lengths[0]} lines and {sides[1].origin} has {lengths[1]}; to be paired line "
            "by line, both need the same number.",
        )
    return pair_lines(sides)
