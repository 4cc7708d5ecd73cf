"""Requests of the terms page: candidates with examples, decisions, new terms."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from aligner.bitext import Run, Side
from aligner.errors import EditRefusedError
from aligner.languages import get_language
from aligner.project.queue import Queue, revision
from aligner.project.store import Project
from aligner.review import term_edits
from aligner.review.link_api import last_options
from aligner.review.proposals import propose_renderings
from aligner.review.requests import Query
from aligner.review.rows import BANDS, Json
from aligner.term import Term, TermEvidence
from aligner.term_matching import TermMatcher, term_key

CHUNK = 60
"""Terms of one answer; the page requests more as it is scrolled."""

EXAMPLES = 3
"""Examples shown with a term."""


def show_start(project: Project) -> Json:
    """The data that comes with the terms page."""
    names = project.names()
    queue = Queue(project, names[0]) if names else None
    codes = queue.languages() if queue else ("", "")
    tags = [get_language(code).tmx_code if code else "" for code in codes]
    return {**_list(project, Query({})), "codes": tags, "pair": names[0] if names else "", **BANDS}


def _list(project: Project, query: Query) -> Json:
    """A page of terms, most confident first, and the number of terms of each status."""
    terms = project.terms()
    chosen = [term for term in terms if _is_asked_for(term, query)]
    first = max(0, query.number("first"))
    return {
        "terms": show_terms(project, chosen[first : first + CHUNK]),
        "total": len(chosen),
        "counts": count_terms(terms),
        "revision": revision(project),
    }


def count_terms(terms: Sequence[Term]) -> dict[str, int]:
    """Number of terms of each status, and in all."""
    return {**Counter(term.status.value for term in terms), "all": len(terms)}


def _is_asked_for(term: Term, query: Query) -> bool:
    status, words = query.text("status"), query.text("words").strip().casefold()
    texts = (term.source, term.target, *(v.text for v in term.target_variants))
    return (not status or term.status.value == status) and (
        not words or any(words in text.casefold() for text in texts)
    )


def show_terms(project: Project, terms: Sequence[Term]) -> list[Json]:
    """Terms with their examples."""
    queues = {name: Queue(project, name) for name in project.names()}
    return [_show(term, queues) for term in terms]


def _show(term: Term, queues: dict[str, Queue]) -> Json:
    examples = (_example(place, queues) for place in term.evidence[: 4 * EXAMPLES])
    return {
        "id": term.id,
        "version": term.version,
        "source": term.source,
        "target": term.target,
        "confidence": round(term.confidence, 3),
        "status": term.status.value,
        "origin": term.origin.value,
        "part_of_speech": term.part_of_speech,
        "domain": term.domain,
        "note": term.note,
        "count": term.count,
        "source_count": term.source_count,
        "target_count": term.target_count,
        "source_variants": [[v.text, v.count] for v in term.source_variants],
        "target_variants": [[v.text, v.count] for v in term.target_variants],
        "examples": [example for example in examples if example][:EXAMPLES],
    }


def _example(place: TermEvidence, queues: dict[str, Queue]) -> Json | None:
    queue = queues.get(place.bitext)
    if queue is None:
        return None
    texts: list[Any] = []
    for side, number, span in (
        (Side.SOURCE, place.source_segment, place.source_span),
        (Side.TARGET, place.target_segment, place.target_span),
    ):
        found = queue.segments(side, [Run(number, number + 1)]).get(number)
        # A sentence cut or corrected since then may hold the words elsewhere, or no longer.
        if found is None or not 0 <= span[0] < span[1] <= len(found.text):
            return None
        texts.append({"text": found.text, "span": list(span)})
    links = queue.holding(Side.SOURCE, place.source_segment)
    return {
        "pair": place.bitext,
        "link": links[0].id if links else 0,
        "source": texts[0],
        "target": texts[1],
    }


def _decide(project: Project, query: Query) -> Json:
    """Approve, reject, forbid, take back, edit or merge."""
    expected = list(query.pairs("terms").items())
    terms = term_edits.find_terms(project, expected)
    if not terms:
        raise EditRefusedError("There is no term here.")
    name = query.text("action")
    if name in term_edits.STATUSES:
        for term in terms:
            term_edits.decide_term(project, term, name)
    elif name == "merge":
        term_edits.merge_terms(project, terms[0], terms[1:])
    elif name == "edit":
        term_edits.edit_term(
            project,
            terms[0],
            source=query.text("source"),
            target=query.text("target"),
            part_of_speech=query.text("part_of_speech"),
            note=query.text("note"),
        )
    else:
        raise EditRefusedError(f"There is no action called {name!r}.")
    return _now(project, [term.id for term in terms], message=f"{name}: {terms[0].source}")


def _add(project: Project, query: Query) -> Json:
    """A term from the words of a pair."""
    queue = Queue(project, query.text("pair"))
    source, target = query.text("source"), query.text("target")
    number = term_edits.add_term(project, queue, query.number("link"), source, target)
    return _now(project, [number], message=f"term added: {source} = {target}")


def _propose(project: Project, query: Query) -> Json:
    """Likely renderings of some words in the other side of their pair, known ones first."""
    from aligner.encoders.cached import CachedEncoder

    queue = Queue(project, query.text("pair"))
    side, words = query.side("side"), query.text("words")
    known = list(_known_renderings(project, side, words))
    matcher = TermMatcher((rendering, number) for number, rendering in enumerate(known))
    encoder = CachedEncoder(last_options(project).encoder(), project.vectors)
    language = queue.languages()[0 if side is Side.TARGET else 1]
    found: list[str] = []
    for link in queue.links([query.number("link")]):
        run = link.run(side.other)
        segments = queue.segments(side.other, [run])
        text = get_language(language).joiner.join(segments[i].text for i in run.ids)
        found += [known[number] for number in sorted(matcher.first(text))]
        found += propose_renderings(words, text, language, encoder)
    return {"proposals": list(dict.fromkeys(found))}


def _known_renderings(project: Project, side: Side, words: str) -> Iterator[str]:
    """The other side of every term that has these words on one side."""
    for term in project.terms():
        here, there = term.source, term.target
        if side is Side.TARGET:
            here, there = there, here
        if term_key(here) == term_key(words):
            yield there


def _undo(project: Project, _: Query) -> Json:
    summary = project.undo()
    return _now(project, [], message=f"Undone: {summary}." if summary else "Nothing to undo.")


def _redo(project: Project, _: Query) -> Json:
    summary = project.redo()
    return _now(project, [], message=f"Done again: {summary}." if summary else "Nothing to redo.")


def _now(project: Project, ids: Sequence[int], *, message: str) -> Json:
    everything = project.terms()
    terms = [term for term in everything if term.id in set(ids)]
    return {
        "message": message,
        "terms": show_terms(project, terms),
        "removed": [number for number in ids if number not in {term.id for term in terms}],
        "counts": count_terms(everything),
        "revision": revision(project),
    }


GET = {"terms": _list}

POST = {
    "term": _decide,
    "term-add": _add,
    "term-proposals": _propose,
    "term-undo": _undo,
    "term-redo": _redo,
}
