"""Where decisions are not kept: approved renderings that are missing, forbidden ones that stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from aligner.term import Term, TermStatus
from glossary.checking.finding import Finding, Problem, Row
from glossary.checking.occurrences import find_term, term_pattern


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
        good = [term_pattern(term.target) for term in approved.get(source, ())]
        wrongs = {t.target: term_pattern(t.target) for t in forbidden.get(source, ())}
        missing, bad = [], defaultdict(list)
        for index, span in _free_hits(rows, source, approved):
            uses.add((source, index))
            target = rows[index].target
            for rendering, pattern in wrongs.items():
                if places := find_term(pattern, target):
                    bad[rendering].append(rows[index].place(span, places[0]))
                    wrong.add((source, index))
            if good and not any(find_term(pattern, target) for pattern in good):
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


def _free_hits(
    rows: Sequence[Row], source: str, approved: Iterable[str]
) -> list[tuple[int, tuple[int, int]]]:
    """Where a term stands outside longer approved ones ("policy", not in "nuclear policy").

    As `find_hits`: the number of the row and the first such span in it.
    """
    longer = [
        term_pattern(other)
        for other in approved
        if len(other) > len(source) and source.casefold() in other.casefold()
    ]
    pattern = term_pattern(source)
    kept = []
    for index, row in enumerate(rows):
        places = find_term(pattern, row.source)
        if places and longer:
            covered = [place for other in longer for place in find_term(other, row.source)]
            places = [p for p in places if not any(a <= p[0] and p[1] <= b for a, b in covered)]
        if places:
            kept.append((index, places[0]))
    return kept
