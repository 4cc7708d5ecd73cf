"""Concept entries: terms grouped by concept, with the categories of TBX-Basic."""

from dataclasses import dataclass

from aligner.term import Term, TermStatus
from glossary.exporters.table import by_confidence

PARTS = {"noun": "noun", "verb": "verb", "adjective": "adjective", "adverb": "adverb",
         "proper noun": "properNoun"}  # fmt: skip
"""TBX-Basic's name for a part of speech of ours; all others are `other`."""

STATUSES = {
    TermStatus.APPROVED: "preferredTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
"""The administrative status of a decided term; candidates have none."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A source term with all its renderings."""

    terms: tuple[Term, ...]

    @property
    def source(self) -> Term:
        """The term whose source, note and domain are those of the concept."""
        return self.terms[0]


def gather_concepts(terms: list[Term]) -> list[Concept]:
    """The concepts of the terms, in the order of their most confident term."""
    groups: dict[tuple[str, str, str], list[Term]] = {}
    for term in by_confidence(terms):
        key = (term.source_language, term.target_language, term.source.casefold())
        groups.setdefault(key, []).append(term)
    return [Concept(tuple(group)) for group in groups.values()]


def part_of_speech(term: Term) -> str:
    """TBX-Basic's name of a term's part of speech; empty if it is unknown."""
    return PARTS.get(term.part_of_speech, "other") if term.part_of_speech else ""
