"""An entry of the glossary while it is being chosen: numbers of candidates and pairs, no text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A term and its rendering, as numbers of source candidates and rows of the pair table."""

    sources: tuple[int, ...]
    """The source candidates that are one term and differ in hyphens only."""
    best: int
    """Row of the best rendering."""
    others: tuple[int, ...]
    """Rows of further renderings, most probable first."""
    confidence: float
    """Probability that the best rendering is right."""
    termhood: float
    """How much the term looks like one; see `termhood.termhood_score`."""
    long_forms: tuple[int, ...] = ()
    """For an acronym: the source candidates it abbreviates and whose rendering it has."""
