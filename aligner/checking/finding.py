"""What a check is given (the texts of a link) and what it reports (findings)."""

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.bitext import Bitext, Link, Run, Segment, Side


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Part of a sentence: offsets into the segment's text, half open."""

    side: Side
    segment: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a pair that a person should check."""

    code: str
    """A code of `flags.SENTENCES`."""
    detail: str = ""
    spans: tuple[TextSpan, ...] = ()
    """The words that the finding is about."""

    @property
    def flag(self) -> str:
        """The finding in the form in which it is stored with the link."""
        return f"{self.code}: {self.detail}" if self.detail else self.code


@dataclass(frozen=True, slots=True)
class SideText:
    """One side of a link as one line of text."""

    side: Side
    language: str
    text: str
    segments: tuple[Segment, ...]

    def locate(self, start: int, end: int) -> TextSpan:
        """Part of the line as part of the sentence in which it begins."""
        before = 0
        for segment in self.segments:
            if start <= before + len(segment.text):
                length = len(segment.text)
                return TextSpan(
                    self.side, segment.index, max(0, start - before), min(length, end - before)
                )
            before += len(segment.text) + 1
        return TextSpan(self.side, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PairTexts:
    """Both sides of a link as text."""

    link: Link
    source: SideText
    target: SideText


def pair_texts(bitext: Bitext, link: Link) -> PairTexts:
    """The texts of a link; its sentences are joined by a space in every language."""
    return PairTexts(
        link,
        _side_text(Side.SOURCE, bitext.source.language, bitext.source_segments, link.source),
        _side_text(Side.TARGET, bitext.target.language, bitext.target_segments, link.target),
    )


def _side_text(side: Side, language: str, segments: Sequence[Segment], run: Run) -> SideText:
    chosen = tuple(segments[run.start : run.end])
    return SideText(side, language, " ".join(segment.text for segment in chosen), chosen)


def shorten(text: str, limit: int = 40) -> str:
    """A text on one line and of at most `limit` characters, as the detail of a flag.

    >>> shorten("one  two", 5)
    'one …'
    """
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + " …"
