"""Terms that are rendered in several ways, and renderings that several terms share."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from aligner.term import Term, TermStatus
from aligner.term_matching import TermMatcher
from glossary.checking.finding import CheckedLink, MarkedLink, Problem, TermFinding


def several_renderings(
    rows: Sequence[CheckedLink], terms: Sequence[Term], *, least: int
) -> Iterator[TermFinding]:
    """Terms that occur with a further rendering, used `least` times or more, but not their own."""
    checked = [
        (term, others)
        for term in terms
        if _is_open(term) and (others := [v for v in term.target_variants if v.count >= least])
    ]
    further = [(number, v.text) for number, (_, others) in enumerate(checked) for v in others]
    by_source = TermMatcher.of_sources([term for term, _ in checked])
    by_own = TermMatcher((term.target, number) for number, (term, _) in enumerate(checked))
    by_further = TermMatcher((text, i) for i, (_, text) in enumerate(further))
    places: dict[int, list[MarkedLink]] = defaultdict(list)
    for row in rows:
        sources = by_source.first(row.source)
        if not sources:
            continue
        own = by_own.first(row.target)
        for i, span in by_further.first(row.target).items():
            number, _ = further[i]
            if number in sources and number not in own:
                places[i].append(row.place(sources[number], span))
    for number, (term, others) in enumerate(checked):
        found = [p for i, (owner, _) in enumerate(further) if owner == number for p in places[i]]
        if found:
            names = ", ".join(f"{v.text} ({v.count})" for v in others)
            message = f"“{term.source}” is {term.target} ({term.count}), but also {names}"
            yield TermFinding(
                Problem.SEVERAL_RENDERINGS, message, tuple(found), term.source, term.target
            )


def same_rendering(rows: Sequence[CheckedLink], terms: Sequence[Term]) -> Iterator[TermFinding]:
    """Renderings of several terms that are not forms of one another."""
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        if _is_open(term) and term.count >= 2:
            groups[term.target].append(term)
    shared = [term for group in groups.values() if _share_by_chance(group) for term in group]
    by_source = TermMatcher.of_sources(shared)
    by_target = TermMatcher((term.target, number) for number, term in enumerate(shared))
    places: dict[str, dict[int, MarkedLink]] = defaultdict(dict)
    for row in rows:
        sources = by_source.first(row.source)
        targets = by_target.first(row.target) if sources else {}
        for number in sources.keys() & targets.keys():
            place = row.place(sources[number], targets[number])
            places[shared[number].target].setdefault(number, place)
    for target, group in groups.items():
        found = places[target]
        if len(found) < 2:
            continue
        quoted = ", ".join(f"“{term.source}”" for term in group)
        yield TermFinding(
            Problem.SAME_RENDERING,
            f"{quoted} are all {target}",
            tuple(found[number] for number in sorted(found)),
            group[0].source,
            target,
        )


def _is_open(term: Term) -> bool:
    """Whether nobody has ruled the pair out."""
    return term.status not in (TermStatus.REJECTED, TermStatus.FORBIDDEN)


def _share_by_chance(group: Sequence[Term]) -> bool:
    """Whether there are several terms that are neither forms of one another nor one concept."""
    sources = [term.source for term in group]
    return len(sources) > 1 and not _are_forms(sources) and not _are_one_concept(group)


def _are_one_concept(group: Sequence[Term]) -> bool:
    """Whether one of the terms has all the others among its spellings (an acronym's long form)."""
    names = {term.source.casefold() for term in group}
    return any(
        names <= {term.source.casefold(), *(v.text.casefold() for v in term.source_variants)}
        for term in group
    )


def _are_forms(sources: Sequence[str]) -> bool:
    """Whether the terms are forms of one another: one within the other, or with the same stem."""
    first = min(sources, key=len).casefold()
    stem = first[: max(4, len(first) - 3)]
    return all(stem in source.casefold() for source in sources)
