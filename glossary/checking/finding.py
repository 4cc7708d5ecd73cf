"""Findings: what a check reports, and the links in which it occurs."""

from dataclasses import dataclass
from enum import StrEnum

from aligner.bitext import Bitext
from aligner.checking.finding import PairTexts


class Problem(StrEnum):
    """The kinds of findings, as `glossary check --only` names them."""

    SEVERAL_RENDERINGS = "several-renderings"
    SAME_RENDERING = "same-rendering"
    NOT_USED = "term-not-used"
    FORBIDDEN = "forbidden-used"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class MarkedLink:
    """A link with the words that a finding is about marked on each side."""

    bitext: str
    link: int
    """Position in `Bitext.links`."""
    source_segments: tuple[int, int]
    """First segment and the one after the last."""
    target_segments: tuple[int, int]
    source_text: str
    target_text: str
    source_span: tuple[int, int] | None = None
    """Offsets into `source_text`."""
    target_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TermFinding:
    """A problem that a person should look at."""

    problem: Problem
    message: str
    places: tuple[MarkedLink, ...]
    source: str = ""
    """The term in question, where there is one."""
    target: str = ""
    """Its rendering."""


@dataclass(frozen=True, slots=True)
class CheckedLink:
    """A link that is checked, with its texts."""

    bitext: Bitext
    number: int
    """Position in `Bitext.links`."""
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
    ) -> MarkedLink:
        """The link with these spans marked."""
        link = self.pair.link
        return MarkedLink(
            self.bitext.name,
            self.number,
            (link.source.start, link.source.end),
            (link.target.start, link.target.end),
            self.source,
            self.target,
            source_span,
            target_span,
        )
