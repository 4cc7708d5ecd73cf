"""Terms gathered into concept entries, as both versions of TBX want them."""

from dataclasses import dataclass

from aligner.term import Term, TermStatus
from glossary.exporters.table import by_confidence

PARTS = {"noun": "noun", "verb": "verb", "adjective": "adjective", "adverb": "adverb",
         "proper noun": "properNoun"}  # fmt: skip
"""Our parts of speech → TBX-Basic's; all others are `other`."""

STATUSES = {
    TermStatus.APPROVED: "preferredTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
"""Candidates have no administrative status: nobody has decided yet."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One source term and all its renderings."""

    terms: tuple[Term, ...]

    @property
    def source(self) -> Term:
        """The entry whose source side, note and domain stand for the concept."""
        return self.terms[0]


def gather_concepts(terms: list[Term]) -> list[Concept]:
    """The concepts in the order of their surest term."""
    groups: dict[tuple[str, str, str], list[Term]] = {}
    for term in by_confidence(terms):
        key = (term.source_language, term.target_language, term.source.casefold())
        groups.setdefault(key, []).append(term)
    return [Concept(tuple(group)) for group in groups.values()]


def part_of_speech(term: Term) -> str:
    """TBX-Basic's word for it; empty when it is not known."""
    return PARTS.get(term.part_of_speech, "other") if term.part_of_speech else ""
