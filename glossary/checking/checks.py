"""All checks of a translation against its glossary: terms, numbers and names.

A pure function of bitexts and terms; every finding names the links in which it occurs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.bitext import Bitext
from aligner.checking.finding import pair_texts
from aligner.checking.numbers import check_numbers
from aligner.term import Term
from glossary.checking.adherence import check_adherence
from glossary.checking.consistency import same_rendering, several_renderings
from glossary.checking.finding import CheckedLink, Problem, TermFinding
from glossary.checking.latin_names import missing_names


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All findings, and how much was checked."""

    findings: tuple[TermFinding, ...]
    checked: int
    """Links in which an approved or forbidden source term occurs, counted once for each term."""
    wrong: int
    """Those in which the approved rendering is missing or a forbidden one is used."""
    links: int
    """Links that were checked."""

    @property
    def score(self) -> float:
        """The share of uses that keep to the glossary; 1 where there is nothing to check."""
        return 1.0 if not self.checked else 1.0 - self.wrong / self.checked


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What counts as a finding."""

    min_link_confidence: float = 0.5
    """Least confidence of a link; one that is probably wrong says nothing about terms."""
    least: int = 2
    """Least number of uses of a further rendering that is reported."""
    numbers: bool = True
    """Whether to compare numbers."""
    names: bool = True
    """Whether to compare names in Latin letters."""


def check_terms(
    bitexts: Sequence[Bitext], terms: Sequence[Term], options: CheckOptions | None = None
) -> CheckReport:
    """Everything in which the translation differs from the glossary, gravest first."""
    options = options or CheckOptions()
    rows = list(_rows(bitexts, options))
    use, checked, wrong = check_adherence(rows, terms)
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


def _rows(bitexts: Sequence[Bitext], options: CheckOptions) -> Iterator[CheckedLink]:
    for bitext in bitexts:
        usable = set(map(id, bitext.linked()))
        for number, link in enumerate(bitext.links):
            if id(link) in usable and link.confidence >= options.min_link_confidence:
                yield CheckedLink(bitext, number, pair_texts(bitext, link))


def _numbers(rows: Sequence[CheckedLink]) -> Iterator[TermFinding]:
    for row in rows:
        for finding in check_numbers(row.pair):
            yield TermFinding(Problem.NUMBER, finding.detail, (row.place(),))


def _names(rows: Sequence[CheckedLink]) -> Iterator[TermFinding]:
    for row in rows:
        for name, span in missing_names(row.source, row.target):
            yield TermFinding(
                Problem.NAME, f"{name} occurs only in the target", (row.place(None, span),), name
            )
