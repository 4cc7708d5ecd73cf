"""What a format's reader gives back, before anybody asks which language it is in."""

from dataclasses import dataclass, field

from aligner.bitext import Block, BlockKind
from aligner.readers.layout.line_breaks import is_soft_break

LONGEST_LINE = 10_000
"""Formats with paragraphs of their own have no width that lines were broken at."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and where its paragraphs, headings and rows stand."""

    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user may ask of every reader."""

    lines: bool = False
    """One sentence a line: nothing is joined or cut."""
    all_text: bool = False
    """Web pages: also menus, side columns and footers."""


DEFAULT_READING = ReadOptions()


@dataclass(slots=True)
class TextBuilder:
    """Collects the blocks of formats that have no running text of their own (docx, html, tmx …)."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, kind: BlockKind = BlockKind.PARAGRAPH, label: str = "") -> None:
        """Append a block, an empty line below the one before. Blank ones are left out."""
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
        """Append the lines of a paragraph, a block each; one that breaks a sentence is joined."""
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
        """The text so far."""
        return Reading("".join(self.parts), tuple(self.blocks), notes)
