"""What a format's reader gives back, before anybody asks which language it is in."""

from dataclasses import dataclass, field

from aligner.bitext import Block, BlockKind


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

    def build(self, notes: tuple[str, ...] = ()) -> Reading:
        """The text so far."""
        return Reading("".join(self.parts), tuple(self.blocks), notes)
