"""Looks where a translation does not keep to the glossary, and where numbers and names differ.

A pure function of bitexts and terms; every finding names its places.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aligner.bitext import Bitext
from aligner.checking.finding import PairTexts, pair_texts
from aligner.checking.numbers import check_numbers
from aligner.term import Term, TermStatus
from glossary.names import missing_names
from glossary.occurrences import find_term, term_pattern


class Problem(StrEnum):
    """The kinds of findings."""

    SEVERAL_RENDERINGS = "several-renderings"
    SAME_RENDERING = "same-rendering"
    NOT_USED = "term-not-used"
    FORBIDDEN = "forbidden-used"
    NUMBER = "number"
    NAME = "name"


EXPLANATIONS = {
    Problem.SEVERAL_RENDERINGS: "one term is rendered in several ways",
    Problem.SAME_RENDERING: "several terms are rendered alike",
    Problem.NOT_USED: "the approved rendering is not used",
    Problem.FORBIDDEN: "a forbidden rendering is used",
    Problem.NUMBER: "the numbers differ",
    Problem.NAME: "a name or acronym is missing on the other side",
}


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
    use, checked, wrong = _check_decided(rows, terms)
    findings = [*use, *_several_renderings(rows, terms, options), *_same_rendering(rows, terms)]
    if options.numbers:
        findings += _numbers(rows)
    if options.names:
        findings += _names(rows)
    order = list(Problem)
    ranked = (Problem.FORBIDDEN, Problem.NOT_USED, *order)
    findings.sort(key=lambda finding: ranked.index(finding.problem))
    return CheckReport(tuple(findings), checked, wrong, len(rows))


@dataclass(frozen=True, slots=True)
class _Row:
    """A link as text."""

    bitext: Bitext
    number: int
    pair: PairTexts

    @property
    def source(self) -> str:
        return self.pair.source.text

    @property
    def target(self) -> str:
        return self.pair.target.text

    def place(
        self,
        source_span: tuple[int, int] | None = None,
        target_span: tuple[int, int] | None = None,
    ) -> Place:
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


def _rows(bitexts: Sequence[Bitext], options: CheckOptions) -> Iterator[_Row]:
    for bitext in bitexts:
        usable = set(map(id, bitext.linked()))
        for number, link in enumerate(bitext.links):
            if id(link) in usable and link.confidence >= options.min_link_confidence:
                yield _Row(bitext, number, pair_texts(bitext, link))


def _check_decided(rows: Sequence[_Row], terms: Sequence[Term]) -> tuple[list[Finding], int, int]:
    """Approved renderings that are missing, forbidden ones that stand; uses looked at and wrong."""
    approved: dict[str, list[Term]] = defaultdict(list)
    forbidden: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        if term.status is TermStatus.APPROVED:
            approved[term.source].append(term)
        elif term.status is TermStatus.FORBIDDEN:
            forbidden[term.source].append(term)
    findings: list[Finding] = []
    uses: set[tuple[str, int]] = set()
    wrong: set[tuple[str, int]] = set()
    for source in [*approved, *(s for s in forbidden if s not in approved)]:
        hits = _covered_by_longer(rows, source, approved, _hits(rows, source))
        missing, bad = [], defaultdict(list)
        for index, span in hits:
            uses.add((source, index))
            target = rows[index].target
            for term in forbidden.get(source, ()):
                if places := find_term(term_pattern(term.target), target):
                    bad[term.target].append(rows[index].place(span, places[0]))
                    wrong.add((source, index))
            good = approved.get(source, ())
            if good and not any(find_term(term_pattern(t.target), target) for t in good):
                missing.append(rows[index].place(span))
                wrong.add((source, index))
        if missing:
            wanted = " or ".join(term.target for term in approved[source])
            findings.append(
                Finding(
                    Problem.NOT_USED,
                    f"“{source}” should be {wanted}",
                    tuple(missing),
                    source,
                    approved[source][0].target,
                )
            )
        findings += [
            Finding(Problem.FORBIDDEN, f"“{source}” must not be {target}", tuple(p), source, target)
            for target, p in bad.items()
        ]
    return findings, len(uses), len(wrong)


def _hits(rows: Sequence[_Row], source: str) -> list[tuple[int, tuple[int, int]]]:
    """Where a source term stands: number of the row and the first span in it."""
    pattern = term_pattern(source)
    return [
        (index, places[0])
        for index, row in enumerate(rows)
        if (places := find_term(pattern, row.source))
    ]


def _covered_by_longer(
    rows: Sequence[_Row],
    source: str,
    approved: dict[str, list[Term]],
    hits: list[tuple[int, tuple[int, int]]],
) -> list[tuple[int, tuple[int, int]]]:
    """The hits that are not inside a longer approved term ("policy" in "nuclear policy")."""
    longer = [
        term_pattern(other)
        for other in approved
        if len(other) > len(source) and source.casefold() in other.casefold()
    ]
    kept = []
    for index, _span in hits:
        text = rows[index].source
        covered = [place for pattern in longer for place in find_term(pattern, text)]
        free = [
            place
            for place in find_term(term_pattern(source), text)
            if not any(a <= place[0] and place[1] <= b for a, b in covered)
        ]
        if free:
            kept.append((index, free[0]))
    return kept


def _several_renderings(
    rows: Sequence[_Row], terms: Sequence[Term], options: CheckOptions
) -> Iterator[Finding]:
    for term in terms:
        if term.status in (TermStatus.REJECTED, TermStatus.FORBIDDEN):
            continue
        others = [v for v in term.target_variants if v.count >= options.least]
        if not others:
            continue
        hits = _hits(rows, term.source)
        places = []
        for variant in others:
            pattern = term_pattern(variant.text)
            for index, span in hits:
                found = find_term(pattern, rows[index].target)
                if found and not find_term(term_pattern(term.target), rows[index].target):
                    places.append(rows[index].place(span, found[0]))
        if places:
            names = ", ".join(f"{v.text} ({v.count})" for v in others)
            message = f"“{term.source}” is {term.target} ({term.count}), but also {names}"
            yield Finding(
                Problem.SEVERAL_RENDERINGS, message, tuple(places), term.source, term.target
            )


def _same_rendering(rows: Sequence[_Row], terms: Sequence[Term]) -> Iterator[Finding]:
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        if term.status not in (TermStatus.REJECTED, TermStatus.FORBIDDEN) and term.count >= 2:
            groups[term.target].append(term)
    for target, group in groups.items():
        sources = [term.source for term in group]
        if len(sources) < 2 or _are_forms(sources):
            continue
        pattern = term_pattern(target)
        places = []
        for source in sources:
            for index, span in _hits(rows, source):
                if found := find_term(pattern, rows[index].target):
                    places.append(rows[index].place(span, found[0]))
                    break
        if len(places) < 2:
            continue
        quoted = ", ".join(f"“{source}”" for source in sources)
        yield Finding(
            Problem.SAME_RENDERING, f"{quoted} are all {target}", tuple(places), sources[0], target
        )


def _are_forms(sources: Sequence[str]) -> bool:
    """Whether the terms are forms of one another: one within the other, or the same stem."""
    first = min(sources, key=len).casefold()
    stem = first[: max(4, len(first) - 3)]
    return all(stem in source.casefold() for source in sources)


def _numbers(rows: Sequence[_Row]) -> Iterator[Finding]:
    for row in rows:
        for finding in check_numbers(row.pair):
            yield Finding(Problem.NUMBER, finding.detail, (row.place(),))


def _names(rows: Sequence[_Row]) -> Iterator[Finding]:
    for row in rows:
        for name, span in missing_names(row.source, row.target):
            yield Finding(
                Problem.NAME, f"{name} stands in the target only", (row.place(None, span),), name
            )
