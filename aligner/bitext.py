"""The data every part of the program shares: documents, segments, links. Frozen.

Offsets are character offsets into `Document.text`, half open. Segment numbers in a link are 0-based
positions in the list of segments of that side, half open too: `Run(3, 5)` is segments 3 and 4,
`Run(3, 3)` is no segment, standing before segment 3.
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


class BlockKind(StrEnum):
    """What a stretch of text is on its page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    FURNITURE = "furniture"
    """Dates, click-here links, page numbers: stays text, never becomes a confident link."""
    ROW = "row"
    """A table row or one line of a file that has one segment a line: never split or joined."""
    CUE = "cue"
    """A subtitle; its times are in the label."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, table row or run of one language, as the reader found it."""

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    label: str = ""
    """What the format says of the place: subtitle times, table cell, footnote number."""


@dataclass(frozen=True, slots=True)
class Document:
    """One language's text in one file. Two documents of a bilingual file share the same text."""

    side: Side
    language: str
    origin: str
    """The file's path as the user gave it; "-" is standard input."""
    sha256: str
    """Of the file's bytes."""
    text: str
    """As read: decoded, line ends turned to \\n, nothing else changed."""
    blocks: tuple[Block, ...]
    """Where this document's text stands, in order, without overlap."""
    notes: tuple[str, ...] = ()
    """What the reader did that the user should know, a sentence each (repaired lines, encoding)."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence."""

    index: int
    block: int
    start: int
    end: int
    text: str
    """The words of text[start:end], with line breaks inside the sentence repaired."""
    original: str | None = None
    """The words before a person edited them."""


class Run(NamedTuple):
    """Zero or more neighbouring segments of one side, half open."""

    start: int
    end: int

    @property
    def ids(self) -> range:
        """The segment numbers."""
        return range(self.start, self.end)

    @property
    def size(self) -> int:
        """How many segments."""
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start


class LinkStatus(StrEnum):
    """Who decided."""

    AUTO = "auto"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Link:
    """Source segments and the target segments that say the same.

    An empty side is a statement too: "no counterpart".
    """

    source: Run
    target: Run
    confidence: float
    """Probability that this link is exactly right, calibrated."""
    status: LinkStatus = LinkStatus.AUTO
    flags: tuple[str, ...] = ()
    """Reasons to look again: `code` or `code: detail`; `flags.explain` puts them in words."""
    note: str = ""
    bookmarked: bool = False
    id: int = 0
    """The project's number of the row; 0 while it is not saved."""
    version: int = 0
    """Counts the edits; an edit must name the version it saw."""

    def run(self, side: Side) -> Run:
        """The segments on one side."""
        return self.source if side is Side.SOURCE else self.target

    def swapped(self) -> "Link":
        """The link with source and target exchanged."""
        return replace(self, source=self.target, target=self.source)


@dataclass(frozen=True, slots=True)
class Bitext:
    """A pair of documents cut into segments, and the links between them, in source order."""

    name: str
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
        """The links that have both sides and that nobody rejected."""
        for link in self.links:
            if link.source and link.target and link.status is not LinkStatus.REJECTED:
                yield link
