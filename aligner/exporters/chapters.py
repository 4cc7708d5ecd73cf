"""The book that the reading formats (epub, book) write: paragraphs of both languages in order.

Sentences that were aligned one by one are paragraphs again: those of the source, each with the
sentences that translate it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aligner.bitext import Bitext, BlockKind, Segment, Side
from aligner.exporters.cleaning import language_in_script, remove_forbidden, script_converter
from aligner.exporters.options import ExportOptions
from aligner.exporters.pictures import Picture, find_picture
from aligner.exporters.selection import ExportPair, PairSelection
from aligner.joining import join_segments
from aligner.languages import get_language

LONGEST_CHAPTER = 300
"""Paragraphs after which the next heading begins a new file; readers load a file at a time."""


@dataclass(frozen=True, slots=True)
class BookParagraph:
    """A paragraph of the source and its translation; "" where one has none."""

    source: str
    target: str
    heading: bool = False
    picture: Picture | None = None
    """The picture that the paragraph is the text of."""


@dataclass(frozen=True, slots=True)
class BookChapter:
    """Paragraphs that are one file of the book."""

    title: str
    source_language: str
    target_language: str
    paragraphs: tuple[BookParagraph, ...]

    def direction(self, side: Side) -> str:
        """How the language of a side is written: ltr or rtl."""
        code = self.source_language if side is Side.SOURCE else self.target_language
        return "rtl" if get_language(code).script in ("Arab", "Hebr") else "ltr"


def book_title(bitexts: Sequence[Bitext], options: ExportOptions) -> str:
    """The title asked for, else the names of the pairs of documents."""
    names = ", ".join(bitext.name for bitext in bitexts)
    return remove_forbidden(options.title or names)[0].strip() or "–"


@dataclass(slots=True)
class _Open:
    """The paragraph that is being collected."""

    block: int
    heading: bool
    sides: dict[Side, list[Segment]] = field(default_factory=lambda: {s: [] for s in Side})


def make_chapters(
    bitexts: Sequence[Bitext], selection: PairSelection, options: ExportOptions
) -> list[BookChapter]:
    """The chapters of all pairs of documents; a long one is divided at its headings."""
    chapters: list[BookChapter] = []
    for bitext in bitexts:
        pairs = [pair for pair in selection.pairs if pair.bitext is bitext]
        paragraphs = _paragraphs(bitext, pairs, options)
        for part in _divide(paragraphs):
            title = next((p.source or p.target for p in part if p.heading), bitext.name)
            chapters.append(
                BookChapter(
                    remove_forbidden(title)[0],
                    options.language_tag(language_in_script(bitext.source.language, None)),
                    options.language_tag(
                        language_in_script(bitext.target.language, options.to_script)
                    ),
                    tuple(part),
                )
            )
    return chapters


def _paragraphs(
    bitext: Bitext, pairs: Sequence[ExportPair], options: ExportOptions
) -> list[BookParagraph]:
    found: list[BookParagraph] = []
    current: _Open | None = None
    for pair in pairs:
        sides = {
            side: bitext.segments(side)[pair.link.run(side).start : pair.link.run(side).end]
            for side in Side
        }
        block = sides[Side.SOURCE][0].block if sides[Side.SOURCE] else -1
        if current is None or block not in (current.block, -1) or current.heading:
            if current is not None:
                found.append(_close(bitext, current, options))
            current = _Open(block, _is_heading(bitext, sides))
        for side in Side:
            current.sides[side] += sides[side]
        if block != -1:
            # A 2-1 link may run into the next paragraph, which then goes on.
            current.block = sides[Side.SOURCE][-1].block
    if current is not None:
        found.append(_close(bitext, current, options))
    return found


def _is_heading(bitext: Bitext, sides: dict[Side, tuple[Segment, ...]]) -> bool:
    for side in Side:
        if sides[side]:
            return bitext.document(side).blocks[sides[side][0].block].kind is BlockKind.HEADING
    return False


def _close(bitext: Bitext, paragraph: _Open, options: ExportOptions) -> BookParagraph:
    texts = []
    for side in Side:
        document = bitext.document(side)
        convert = script_converter(document.language, options.to_script)
        words = join_segments(document, paragraph.sides[side])
        texts.append(remove_forbidden(convert(words))[0])
    return BookParagraph(texts[0], texts[1], paragraph.heading, _picture(bitext, paragraph))


def _picture(bitext: Bitext, paragraph: _Open) -> Picture | None:
    for side in Side:
        document = bitext.document(side)
        for segment in paragraph.sides[side][:1]:
            picture = find_picture(document, document.blocks[segment.block])
            if picture is not None:
                return picture
    return None


def _divide(paragraphs: Sequence[BookParagraph]) -> list[list[BookParagraph]]:
    parts: list[list[BookParagraph]] = [[]]
    for paragraph in paragraphs:
        if paragraph.heading and len(parts[-1]) >= LONGEST_CHAPTER:
            parts.append([])
        parts[-1].append(paragraph)
    return [part for part in parts if part]
