"""Decisions that a translation does not keep: approved renderings missing, forbidden ones used."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from aligner.term import Term, TermStatus
from aligner.term_matching import TermHit, TermMatcher, term_key
from glossary.checking.finding import CheckedLink, MarkedLink, Problem, TermFinding

Span = tuple[int, int]


@dataclass(slots=True)
class _Source:
    """All decisions about one source term, and where they are not kept."""

    text: str
    approved: dict[int, str] = field(default_factory=dict)
    """Approved renderings by the number of their term."""
    forbidden: dict[int, str] = field(default_factory=dict)
    missing: list[MarkedLink] = field(default_factory=list)
    """Uses without any approved rendering."""
    bad: dict[str, list[MarkedLink]] = field(default_factory=lambda: defaultdict(list))
    """Uses with a forbidden rendering, by rendering."""

    def check(self, row: CheckedLink, span: Span, rendered: dict[int, Span]) -> bool:
        """Note what is wrong with a use, given the renderings in its row; whether anything is."""
        used = {self.forbidden[n]: rendered[n] for n in self.forbidden if n in rendered}
        for rendering, place in used.items():
            self.bad[rendering].append(row.place(span, place))
        is_missing = bool(self.approved) and rendered.keys().isdisjoint(self.approved)
        if is_missing:
            self.missing.append(row.place(span))
        return bool(used) or is_missing

    def findings(self) -> Iterable[TermFinding]:
        """What was noted."""
        if self.missing:
            wanted = list(self.approved.values())
            message = f"“{self.text}” should be {' or '.join(wanted)}"
            yield TermFinding(Problem.NOT_USED, message, tuple(self.missing), self.text, wanted[0])
        for rendering, places in self.bad.items():
            message = f"“{self.text}” must not be {rendering}"
            yield TermFinding(Problem.FORBIDDEN, message, tuple(places), self.text, rendering)


def check_adherence(
    rows: Sequence[CheckedLink], terms: Sequence[Term]
) -> tuple[list[TermFinding], int, int]:
    """Findings, the number of uses of decided terms, and how many of them are wrong.

    A term counts once in a row, and only where no approved term fits better: not "policy" in
    "nuclear policy" or "interest rate" in "interest rates" if these are approved terms.
    """
    wanted = (TermStatus.APPROVED, TermStatus.FORBIDDEN)
    decided = [term for status in wanted for term in terms if term.status is status]
    sources: dict[str, _Source] = {}
    for number, term in enumerate(decided):
        source = sources.setdefault(term.source, _Source(term.source))
        is_approved = term.status is TermStatus.APPROVED
        (source.approved if is_approved else source.forbidden)[number] = term.target
    approved = {number for source in sources.values() for number in source.approved}
    by_source = TermMatcher.of_sources(decided)
    by_target = TermMatcher((term.target, i) for i, term in enumerate(decided))
    uses = wrong = 0
    for row in rows:
        hits = by_source.find(row.source)
        if not hits:
            continue
        rendered = by_target.first(row.target)
        for text, span in _free_uses(row.source, hits, decided, approved).items():
            uses += 1
            wrong += sources[text].check(row, span, rendered)
    return [f for source in sources.values() for f in source.findings()], uses, wrong


def _free_uses(
    text: str, hits: Sequence[TermHit], decided: Sequence[Term], approved: set[int]
) -> dict[str, Span]:
    """For each source term the first place in a text where no approved term fits better.

    A longer one does, and so does one that is written exactly as the text has it.
    """
    rivals = [hit for hit in hits if hit.term in approved]
    uses: dict[str, Span] = {}
    for hit in hits:
        source = decided[hit.term].source
        if source not in uses and not any(
            _fits_better(other, hit, text, decided) for other in rivals
        ):
            uses[source] = (hit.start, hit.end)
    return uses


def _fits_better(other: TermHit, hit: TermHit, text: str, decided: Sequence[Term]) -> bool:
    if other.start > hit.start or hit.end > other.end:
        return False
    if (other.start, other.end) != (hit.start, hit.end):
        return True
    written = term_key(text[hit.start : hit.end])
    keys = term_key(decided[other.term].source), term_key(decided[hit.term].source)
    return written == keys[0] != keys[1]
