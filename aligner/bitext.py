"""The data every part of the program shares: documents, segments, links. Frozen.

Offsets count characters of `Document.text`; segments are numbered from 0 on each side. Ranges of
both are half open: `Run(3, 5)` is segments 3 and 4, `Run(3, 3)` is no segment, between 2 and 3.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple


class Side(StrEnum):
    """Which of the two texts."""

    SOURCE = "source"
    TARGET = "target"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.TARGET if self is Side.SOURCE else Side.SOURCE


IMAGE = "image "
"""What the label of a block begins with that a picture stands at; the picture's path follows."""


class BlockKind(StrEnum):
    """Function of a block of text on its page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    FURNITURE = "furniture"
    """A date, "click here", a page number: stays in the text, but never gets a confident link."""
    ROW = "row"
    """A row of a table, or a line of a file with one segment a line: never split or joined."""
    CUE = "cue"
    """A subtitle; the label holds its times."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, table row or run of one language, as the reader found it."""

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    label: str = ""
    """Where the format locates the block: subtitle times, table cell, footnote number."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one language in one file; both documents of a bilingual file share one `text`."""

    side: Side
    language: str
    origin: str
    """The file's path as the user gave it; "-" is standard input."""
    sha256: str
    """Checksum of the bytes of the file, in hexadecimal."""
    text: str
    """Text as read: decoded, line ends turned to \\n, nothing else changed."""
    blocks: tuple[Block, ...]
    """Blocks of this document in the order of the text, without overlap."""
    notes: tuple[str, ...] = ()
    """Remarks of the reader for the user, a sentence each (repaired lines, encoding)."""
    unbroken: tuple[tuple[int, int], ...] = ()
    """Half-open spans of `text` inside which no sentence ends: code, links, images, emphasis. They
    are known while the document is cut into segments, and not saved."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence."""

    index: int
    block: int
    start: int
    end: int
    text: str
    """The text from start to end, with line breaks inside the sentence repaired."""
    original: str | None = None
    """The text before a person edited it; None if nobody did."""


class Run(NamedTuple):
    """Zero or more neighbouring segments of one side: from `start` up to, not including, `end`."""

    start: int
    end: int

    @property
    def ids(self) -> range:
        """Numbers of the segments."""
        return range(self.start, self.end)

    @property
    def size(self) -> int:
        """Number of segments."""
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start


class LinkStatus(StrEnum):
    """Who decided about a link: the program (AUTO), or a person, and what."""

    AUTO = "auto"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Link:
    """Source segments and the target segments that translate them.

    With one side empty, the link states that the segments of the other have no counterpart.
    """

    source: Run
    target: Run
    confidence: float
    """Calibrated probability that the link is exactly right: both sides complete, nothing added."""
    status: LinkStatus = LinkStatus.AUTO
    flags: tuple[str, ...] = ()
    """Reasons to review the link: `code` or `code: detail`; `flags.explain` puts them in words."""
    note: str = ""
    """Remark of a person."""
    bookmarked: bool = False
    """Whether a person marked the link to come back to it."""
    id: int = 0
    """Number of the link in its project; 0 while it is not saved."""
    version: int = 0
    """Number of edits so far; an edit must name the version that it is based on."""

    def run(self, side: Side) -> Run:
        """The segments on one side."""
        return self.source if side is Side.SOURCE else self.target

    def swapped(self) -> "Link":
        """The link with source and target exchanged."""
        return replace(self, source=self.target, target=self.source)


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two documents cut into segments, and the links between them in source order."""

    name: str
    """Name of the pair in its project, made from the names of the files."""
    source: Document
    target: Document
    source_segments: tuple[Segment, ...]
    target_segments: tuple[Segment, ...]
    links: tuple[Link, ...] = ()

    def document(self, side: Side) -> Document:
        """The document of one side."""
        return self.source if side is Side.SOURCE else self.target

    def segments(self, side: Side) -> tuple[Segment, ...]:
        """The segments of one side."""
        return self.source_segments if side is Side.SOURCE else self.target_segments

    def source_texts(self, link: Link) -> list[str]:
        """The sentences on the source side of a link."""
        return [self.source_segments[i].text for i in link.source.ids]

    def target_texts(self, link: Link) -> list[str]:
        """The sentences on the target side of a link."""
        return [self.target_segments[i].text for i in link.target.ids]

    def linked(self) -> Iterator[Link]:
        """Yields the links that have both sides and that nobody rejected."""
        for link in self.links:
            if link.source and link.target and link.status is not LinkStatus.REJECTED:
                yield link
