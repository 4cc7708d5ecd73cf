"""Terms, the entries of a glossary: frozen data, like `bitext`."""

from dataclasses import dataclass
from enum import StrEnum


class TermStatus(StrEnum):
    """What a person decided about a pair of terms."""

    CANDIDATE = "candidate"
    APPROVED = "approved"
    REJECTED = "rejected"
    FORBIDDEN = "forbidden"
    """The source must not be rendered like this; `glossary check` reports where it is."""


class TermOrigin(StrEnum):
    """Where a pair of terms comes from."""

    LINKS = "links"
    """Found on both sides of links."""
    SUGGESTED = "suggested"
    """Paired by similarity alone, from text without a counterpart."""
    TERMBASE = "termbase"
    """Read from a list of known terms."""
    PERSON = "person"
    """Added in review."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Another form or rendering of a term, and how often it occurs."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class TermEvidence:
    """An occurrence of both terms; spans are half-open offsets into the texts of the segments."""

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
    """Calibrated probability that the rendering is right."""
    status: TermStatus = TermStatus.CANDIDATE
    origin: TermOrigin = TermOrigin.LINKS
    part_of_speech: str = ""
    domain: str = ""
    note: str = ""
    count: int = 0
    """Number of links in which both terms occur."""
    source_count: int = 0
    """Number of occurrences of the source term, inside links or not."""
    target_count: int = 0
    """Number of occurrences of the target term, inside links or not."""
    source_variants: tuple[Variant, ...] = ()
    """Other forms of the source term, most frequent first."""
    target_variants: tuple[Variant, ...] = ()
    """Further renderings, most frequent first."""
    evidence: tuple[TermEvidence, ...] = ()
    id: int = 0
    """The project's number of the row; 0 while it is not saved."""
    version: int = 0
    """Counts the edits; an edit must name the version it saw."""
