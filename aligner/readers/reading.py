"""What the reader of a format returns: a text and its blocks, before its language is known."""

from dataclasses import dataclass, field

from aligner.bitext import Block, BlockKind
from aligner.readers.layout.line_breaks import is_soft_break

LONGEST_LINE = 10_000
"""Characters that no line reaches: formats with paragraphs of their own break no lines to fit."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and the places of its paragraphs, headings and rows."""

    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    unbroken: tuple[tuple[int, int], ...] = ()
    """Half-open spans inside which no sentence ends: code, links, images, emphasis."""
    comments: tuple[Block, ...] = ()
    """Blocks of the file's comments, which may hold the same text in another language; they are
    part of `text`, not of `blocks`."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options that apply to all formats."""

    lines: bool = False
    """One sentence a line: lines are neither joined nor split."""
    all_text: bool = False
    """Web pages: include menus, side columns and footers."""
    encoding: str | None = None
    """Encoding of the texts that are not UTF-8; None: found."""


DEFAULT_READING = ReadOptions()


@dataclass(slots=True)
class TextBuilder:
    """Collects the blocks of formats that have no running text of their own (docx, html, tmx …)."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, kind: BlockKind = BlockKind.PARAGRAPH, label: str = "") -> None:
        """Appends a block after an empty line; blank text is left out."""
        text = text.strip()
        if not text:
            return
        if self.parts:
            self.parts.append("\n\n")
            self.length += 2
        self.blocks.append(Block(self.length, self.length + len(text), kind, label))
        self.parts.append(text)
        self.length += len(text)

    def add_lines(self, text: str, kind: BlockKind = BlockKind.PARAGRAPH, label: str = "") -> None:
        """Appends each line of a paragraph as a block; joins lines broken inside a sentence."""
        lines = [" ".join(line.split(" ")).strip() for line in text.split("\n")]
        lines = [line for line in lines if line]
        first = 0
        for i in range(1, len(lines) + 1):
            if i == len(lines) or not is_soft_break(
                lines[i - 1], lines[i], width=LONGEST_LINE, wrapped=False
            ):
                self.add("\n".join(lines[first:i]), kind, label)
                first = i

    def build(self, notes: tuple[str, ...] = ()) -> Reading:
        """The text and the blocks collected so far."""
        return Reading("".join(self.parts), tuple(self.blocks), notes)
