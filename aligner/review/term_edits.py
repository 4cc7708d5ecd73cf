"""The actions on terms: each is one entry of the undo log."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from aligner.bitext import Link, Side
from aligner.errors import ChangedElsewhereError, EditRefusedError
from aligner.project.queue import Queue
from aligner.project.store import Project
from aligner.term import Term, TermEvidence, TermOrigin, TermStatus, Variant
from aligner.term_matching import TermMatcher, term_key

STATUSES = {
    "approve": TermStatus.APPROVED,
    "reject": TermStatus.REJECTED,
    "forbid": TermStatus.FORBIDDEN,
    "clear": TermStatus.CANDIDATE,
}
"""Statuses by the names of the decisions on the page."""


def find_terms(project: Project, expected: Sequence[tuple[int, int]]) -> list[Term]:
    """The terms with some ids, in the versions that the page showed.

    Raises:
        ChangedElsewhereError: One of them was removed or has another version.
    """
    there = {term.id: term for term in project.terms()}
    terms = []
    for term_id, version in expected:
        term = there.get(term_id)
        if term is None or term.version != version:
            raise ChangedElsewhereError("This term")
        terms.append(term)
    return terms


def decide_term(project: Project, term: Term, decision: str) -> None:
    """Approve, reject or forbid a term, or clear the decision."""
    with project.edit(f"{decision} the term {term.source}") as edit:
        edit.change_term(term, replace(term, status=STATUSES[decision]))


def edit_term(
    project: Project, term: Term, *, source: str, target: str, part_of_speech: str, note: str
) -> None:
    """Change words, part of speech or note; words that a person wrote are approved."""
    changed = replace(
        term,
        source=_words(source),
        target=_words(target),
        part_of_speech=part_of_speech.strip(),
        note=note.strip(),
    )
    if (changed.source, changed.target) != (term.source, term.target):
        changed = replace(changed, origin=TermOrigin.PERSON, status=TermStatus.APPROVED)
    with project.edit(f"edit the term {term.source}") as edit:
        edit.change_term(term, changed)


def merge_terms(project: Project, kept: Term, others: Sequence[Term]) -> None:
    """Merge the forms, renderings and places of terms into one and remove the others."""
    merged = replace(
        kept,
        count=kept.count + sum(o.count for o in others),
        source_variants=_variants(
            kept.source,
            kept.source_variants,
            [(o.source, o.count, o.source_variants) for o in others],
        ),
        target_variants=_variants(
            kept.target,
            kept.target_variants,
            [(o.target, o.count, o.target_variants) for o in others],
        ),
        evidence=tuple(dict.fromkeys([*kept.evidence, *(e for o in others for e in o.evidence)])),
        note="\n".join(t.note for t in (kept, *others) if t.note),
    )
    if not others:
        raise EditRefusedError("Mark the terms to merge first, with Space.")
    with project.edit(f"merge terms into {kept.source}") as edit:
        for other in others:
            edit.remove_term(other)
        edit.change_term(kept, merged)


def add_term(project: Project, queue: Queue, link_id: int, source: str, target: str) -> int:
    """Add an approved term and return its id; the link it comes from is its first evidence.

    If the project has a term with the same words already, that one is approved instead.
    """
    source, target = _words(source), _words(target)
    for term in project.terms():
        if (term_key(term.source), term_key(term.target)) == (term_key(source), term_key(target)):
            decide_term(project, term, "approve")
            return term.id
    languages = queue.languages()
    evidence = _find_evidence(queue, link_id, source, target)
    with project.edit(f"add the term {source}") as edit:
        return edit.add_term(
            Term(
                source=source,
                target=target,
                source_language=languages[0],
                target_language=languages[1],
                confidence=1.0,
                status=TermStatus.APPROVED,
                origin=TermOrigin.PERSON,
                count=len(evidence),
                source_count=len(evidence),
                target_count=len(evidence),
                evidence=evidence,
            )
        )


def _find_evidence(
    queue: Queue, link_id: int, source: str, target: str
) -> tuple[TermEvidence, ...]:
    """Where the words occur in the pair; nothing if a person typed other words."""
    for link in queue.links([link_id]):
        left = _find_words(queue, Side.SOURCE, link, source)
        right = _find_words(queue, Side.TARGET, link, target)
        if left and right:
            return (TermEvidence(queue.name, *left, *right),)
    return ()


def _find_words(
    queue: Queue, side: Side, link: Link, words: str
) -> tuple[int, tuple[int, int]] | None:
    """The first sentence of a side that has the words, and their place in it."""
    matcher = TermMatcher([(words, 0)])
    run = link.run(side)
    segments = queue.segments(side, [run])
    for number in run.ids:
        if (place := matcher.first(segments[number].text).get(0)) is not None:
            return number, place
    return None


def _variants(
    head: str, own: Sequence[Variant], others: Sequence[tuple[str, int, Sequence[Variant]]]
) -> tuple[Variant, ...]:
    counts: Counter[str] = Counter({variant.text: variant.count for variant in own})
    for text, count, variants in others:
        counts[text] += count
        for variant in variants:
            counts[variant.text] += variant.count
    counts.pop(head, None)
    return tuple(Variant(text, count) for text, count in counts.most_common())


def _words(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise EditRefusedError("A term needs words on both sides.")
    return words
