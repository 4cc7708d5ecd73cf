"""What a check found, and the words it looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.bitext import Bitext, Link, Run, Segment, Side


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a sentence: offsets into the segment's text, half open."""

    side: Side
    segment: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a pair that a person should look at."""

    code: str
    """A code of `flags.SENTENCES`."""
    detail: str = ""
    places: tuple[Place, ...] = ()

    @property
    def flag(self) -> str:
        """As it is stored with the link."""
        return f"{self.code}: {self.detail}" if self.detail else self.code


@dataclass(frozen=True, slots=True)
class SideText:
    """One side of a link as one line of text."""

    side: Side
    language: str
    text: str
    segments: tuple[Segment, ...]

    def place(self, start: int, end: int) -> Place:
        """The place of a stretch of the line, in its sentence."""
        before = 0
        for segment in self.segments:
            if start <= before + len(segment.text):
                length = len(segment.text)
                return Place(
                    self.side, segment.index, max(0, start - before), min(length, end - before)
                )
            before += len(segment.text) + 1
        return Place(self.side, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PairTexts:
    """Both sides of a link."""

    link: Link
    source: SideText
    target: SideText


def pair_texts(bitext: Bitext, link: Link) -> PairTexts:
    """The words of a link; sentences are joined by a blank in every language."""
    return PairTexts(
        link,
        _side_text(Side.SOURCE, bitext.source.language, bitext.source_segments, link.source),
        _side_text(Side.TARGET, bitext.target.language, bitext.target_segments, link.target),
    )


def _side_text(side: Side, language: str, segments: Sequence[Segment], run: Run) -> SideText:
    chosen = tuple(segments[run.start : run.end])
    return SideText(side, language, " ".join(segment.text for segment in chosen), chosen)


def shorten(text: str, limit: int = 40) -> str:
    """A text for the detail of a flag, on one line.

    >>> shorten("one  two", 5)
    'one …'
    """
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + " …"
