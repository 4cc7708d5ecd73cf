"""The entries of the glossary. Frozen data, like `bitext`."""

from dataclasses import dataclass
from enum import StrEnum


class TermStatus(StrEnum):
    """What a person decided about a pair of terms."""

    CANDIDATE = "candidate"
    APPROVED = "approved"
    REJECTED = "rejected"
    FORBIDDEN = "forbidden"
    """The source must not be rendered so; `glossary check` reports where it is."""


class TermOrigin(StrEnum):
    """Where a pair comes from."""

    LINKS = "links"
    """Seen on both sides of links."""
    SUGGESTED = "suggested"
    """Paired by likeness alone, from text without a counterpart."""
    TERMBASE = "termbase"
    """Read from a list of known terms."""
    PERSON = "person"
    """Added in review."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Another form or rendering of a term, and how often it was seen."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class TermEvidence:
    """A place where both terms were seen; spans are offsets into the segments' texts, half open."""

    bitext: str
    """Name of the bitext."""
    source_segment: int
    source_span: tuple[int, int]
    target_segment: int
    target_span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """A source term and its rendering."""

    source: str
    target: str
    source_language: str
    target_language: str
    confidence: float
    """Probability that the pair is right, calibrated."""
    status: TermStatus = TermStatus.CANDIDATE
    origin: TermOrigin = TermOrigin.LINKS
    part_of_speech: str = ""
    domain: str = ""
    note: str = ""
    count: int = 0
    """Links that hold both terms."""
    source_count: int = 0
    """Times the source term was seen, anywhere."""
    target_count: int = 0
    source_variants: tuple[Variant, ...] = ()
    """Surface forms of the source term."""
    target_variants: tuple[Variant, ...] = ()
    """Further renderings, most frequent first."""
    evidence: tuple[TermEvidence, ...] = ()
    id: int = 0
    """The project's number of the row; 0 while it is not saved."""
    version: int = 0
    """Counts the edits; an edit must name the version it saw."""
