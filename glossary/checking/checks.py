"""Looks where a translation does not keep to the glossary, and where numbers and names differ.

A pure function of bitexts and terms; every finding names its places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.bitext import Bitext
from aligner.checking.finding import pair_texts
from aligner.checking.numbers import check_numbers
from aligner.term import Term
from glossary.checking.adherence import check_decided
from glossary.checking.consistency import same_rendering, several_renderings
from glossary.checking.finding import Finding, Problem, Row
from glossary.pairing.names import missing_names


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All findings, and how many places were looked at."""

    findings: tuple[Finding, ...]
    checked: int
    """Uses of approved and forbidden source terms."""
    wrong: int
    """Uses where the approved rendering is missing or a forbidden one stands."""
    links: int

    @property
    def score(self) -> float:
        """The share of uses that keep to the glossary; 1 where there is nothing to check."""
        return 1.0 if not self.checked else 1.0 - self.wrong / self.checked


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What counts as a finding."""

    min_link_confidence: float = 0.5
    """Links that are probably wrong say nothing about terms."""
    least: int = 2
    """A further rendering must have been seen so often to be reported."""
    numbers: bool = True
    names: bool = True


def check_terms(
    bitexts: Sequence[Bitext], terms: Sequence[Term], options: CheckOptions | None = None
) -> CheckReport:
    """Everything that does not keep to the glossary, gravest first."""
    options = options or CheckOptions()
    rows = list(_rows(bitexts, options))
    use, checked, wrong = check_decided(rows, terms)
    findings = [
        *use,
        *several_renderings(rows, terms, least=options.least),
        *same_rendering(rows, terms),
    ]
    if options.numbers:
        findings += _numbers(rows)
    if options.names:
        findings += _names(rows)
    order = list(Problem)
    ranked = (Problem.FORBIDDEN, Problem.NOT_USED, *order)
    findings.sort(key=lambda finding: ranked.index(finding.problem))
    return CheckReport(tuple(findings), checked, wrong, len(rows))


def _rows(bitexts: Sequence[Bitext], options: CheckOptions) -> Iterator[Row]:
    for bitext in bitexts:
        usable = set(map(id, bitext.linked()))
        for number, link in enumerate(bitext.links):
            if id(link) in usable and link.confidence >= options.min_link_confidence:
                yield Row(bitext, number, pair_texts(bitext, link))


def _numbers(rows: Sequence[Row]) -> Iterator[Finding]:
    for row in rows:
        for finding in check_numbers(row.pair):
            yield Finding(Problem.NUMBER, finding.detail, (row.place(),))


def _names(rows: Sequence[Row]) -> Iterator[Finding]:
    for row in rows:
        for name, span in missing_names(row.source, row.target):
            yield Finding(
                Problem.NAME, f"{name} stands in the target only", (row.place(None, span),), name
            )
