"""Where decisions are not kept: approved renderings that are missing, forbidden ones that stand."""

from collections import defaultdict
from collections.abc import Sequence

from aligner.term import Term, TermStatus
from glossary.finding import Finding, Problem, Row, find_hits
from glossary.occurrences import find_term, term_pattern


def check_decided(rows: Sequence[Row], terms: Sequence[Term]) -> tuple[list[Finding], int, int]:
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
        hits = _covered_by_longer(rows, source, approved, find_hits(rows, source))
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


def _covered_by_longer(
    rows: Sequence[Row],
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
