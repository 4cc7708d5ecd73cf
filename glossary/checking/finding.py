"""What a check reports: a problem with the places where it is seen."""

from dataclasses import dataclass
from enum import StrEnum

from aligner.bitext import Bitext
from aligner.checking.finding import PairTexts


class Problem(StrEnum):
    """The kinds of findings."""

    SEVERAL_RENDERINGS = "several-renderings"
    SAME_RENDERING = "same-rendering"
    NOT_USED = "term-not-used"
    FORBIDDEN = "forbidden-used"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Place:
    """A link, with the words the finding is about marked on each side."""

    bitext: str
    link: int
    """Position in `Bitext.links`."""
    source_segments: tuple[int, int]
    target_segments: tuple[int, int]
    source_text: str
    target_text: str
    source_span: tuple[int, int] | None = None
    """Offsets into `source_text`."""
    target_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at."""

    problem: Problem
    message: str
    places: tuple[Place, ...]
    source: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A link as text."""

    bitext: Bitext
    number: int
    pair: PairTexts

    @property
    def source(self) -> str:
        """The text of the source side."""
        return self.pair.source.text

    @property
    def target(self) -> str:
        """The text of the target side."""
        return self.pair.target.text

    def place(
        self,
        source_span: tuple[int, int] | None = None,
        target_span: tuple[int, int] | None = None,
    ) -> Place:
        """The link as a place, with the spans marked."""
        link = self.pair.link
        return Place(
            self.bitext.name,
            self.number,
            (link.source.start, link.source.end),
            (link.target.start, link.target.end),
            self.source,
            self.target,
            source_span,
            target_span,
        )
