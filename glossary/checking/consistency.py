"""Terms that are rendered in several ways, and renderings that serve several terms."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from aligner.term import Term, TermStatus
from glossary.checking.finding import Finding, Problem, Row, find_hits
from glossary.checking.occurrences import find_term, term_pattern


def several_renderings(
    rows: Sequence[Row], terms: Sequence[Term], *, least: int
) -> Iterator[Finding]:
    """Terms that stand with a further rendering, seen `least` times, and without their own."""
    for term in terms:
        if term.status in (TermStatus.REJECTED, TermStatus.FORBIDDEN):
            continue
        others = [v for v in term.target_variants if v.count >= least]
        if not others:
            continue
        hits = find_hits(rows, term.source)
        own = term_pattern(term.target)
        places = []
        for variant in others:
            pattern = term_pattern(variant.text)
            for index, span in hits:
                found = find_term(pattern, rows[index].target)
                if found and not find_term(own, rows[index].target):
                    places.append(rows[index].place(span, found[0]))
        if places:
            names = ", ".join(f"{v.text} ({v.count})" for v in others)
            message = f"“{term.source}” is {term.target} ({term.count}), but also {names}"
            yield Finding(
                Problem.SEVERAL_RENDERINGS, message, tuple(places), term.source, term.target
            )


def same_rendering(rows: Sequence[Row], terms: Sequence[Term]) -> Iterator[Finding]:
    """Renderings of several terms that are not forms of one another."""
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        if term.status not in (TermStatus.REJECTED, TermStatus.FORBIDDEN) and term.count >= 2:
            groups[term.target].append(term)
    for target, group in groups.items():
        sources = [term.source for term in group]
        if len(sources) < 2 or _are_forms(sources) or _are_one_concept(group):
            continue
        pattern = term_pattern(target)
        places = []
        for source in sources:
            for index, span in find_hits(rows, source):
                if found := find_term(pattern, rows[index].target):
                    places.append(rows[index].place(span, found[0]))
                    break
        if len(places) < 2:
            continue
        quoted = ", ".join(f"“{source}”" for source in sources)
        yield Finding(
            Problem.SAME_RENDERING, f"{quoted} are all {target}", tuple(places), sources[0], target
        )


def _are_one_concept(group: Sequence[Term]) -> bool:
    """Whether one of the terms has all the others among its spellings (an acronym's long form)."""
    names = {term.source.casefold() for term in group}
    return any(
        names <= {term.source.casefold(), *(v.text.casefold() for v in term.source_variants)}
        for term in group
    )


def _are_forms(sources: Sequence[str]) -> bool:
    """Whether the terms are forms of one another: one within the other, or the same stem."""
    first = min(sources, key=len).casefold()
    stem = first[: max(4, len(first) - 3)]
    return all(stem in source.casefold() for source in sources)
