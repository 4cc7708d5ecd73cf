"""Requests of the pairs page: rows, marks, index, map, progress, actions, realignment."""

import re
import sys
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from aligner.bitext import Link, Run, Side
from aligner.confidence import UNCERTAIN
from aligner.errors import ChangedElsewhereError
from aligner.languages import get_language
from aligner.project.overview import Overview, RowFilter
from aligner.project.queue import Queue, revision
from aligner.project.store import Project
from aligner.review.actions import act
from aligner.review.marks import TermMarker
from aligner.review.requests import Query
from aligner.review.reviewer import Action, Reviewer
from aligner.review.rows import BANDS, Json, show_links, show_marks, show_progress, show_result

FIRST_ROWS = 30
"""Rows that come with the page, so that there is text before the first request is answered."""

LARGEST_CHUNK = 400
"""Rows of one request at most."""


def show_start(project: Project, queue: Queue) -> Json:
    """The data that comes with the pairs page."""
    source, target = (get_language(code) for code in queue.languages())
    origins = queue.origins()
    return {
        "pair": queue.name,
        "source": {"language": source.name, "code": source.tmx_code, "origin": _name(origins[0])},
        "target": {"language": target.name, "code": target.tmx_code, "origin": _name(origins[1])},
        **BANDS,
        "rows": show_links(queue, queue.first(FIRST_ROWS)),
        "revision": revision(project),
    }


def _name(origin: str) -> str:
    """A file's name without its folders; the whole path is too long for a heading."""
    return re.split(r"[/\\]", origin)[-1]


def _queue(project: Project, query: Query) -> Queue:
    return Queue(project, query.text("pair"))


def _overview_of(project: Project, query: Query) -> Overview:
    return Overview(project, query.text("pair"))


def _rows(project: Project, query: Query) -> list[Json]:
    queue = _queue(project, query)
    return show_links(queue, queue.links(query.numbers("ids", LARGEST_CHUNK)))


def _marks(project: Project, query: Query) -> list[Json]:
    queue = _queue(project, query)
    links = queue.links(query.numbers("ids", LARGEST_CHUNK))
    path = project.path
    return show_marks(queue, links, _term_marker(path, path.stat().st_ino, revision(project)))


@lru_cache(maxsize=2)
def _term_marker(path: Path, _file: int, _revision: str) -> TermMarker:
    """The marker of a project's terms, kept until the project changes or is another file.

    The page asks for marks at every scroll, and reading 10,000 terms takes a third of a second.
    """
    with Project.open(path) as project:
        return TermMarker(project.terms())


def _index(project: Project, query: Query) -> bytes:
    chosen = RowFilter(
        below=query.share("below"),
        conditions=query.names("conditions"),
        words=query.text("words"),
        context=min(5, max(0, query.number("context", 1))),
    )
    numbers = _overview_of(project, query).index(chosen)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _overview(project: Project, query: Query) -> Json:
    overview = _overview_of(project, query)
    below = query.share("below") or UNCERTAIN
    return {
        "progress": show_progress(overview.progress(below)),
        "counts": overview.counts(below),
        "revision": revision(project),
    }


def _map(project: Project, query: Query) -> Json:
    overview = _overview_of(project, query)
    width, height = (min(800, max(8, query.number(name, 200))) for name in ("width", "height"))
    return {
        "cells": [list(cell) for cell in overview.map(width, height)],
        "uncertain": overview.uncertain_by_height(height, query.share("below") or UNCERTAIN),
    }


def _act(project: Project, query: Query) -> Json:
    queue = _queue(project, query)
    action = Action(
        name=query.text("action"),
        link=query.number("link"),
        version=query.number("version"),
        versions=query.pairs("versions"),
        side=query.side("side"),
        sentence=query.number("sentence"),
        offset=query.number("offset"),
        border=query.optional_number("border"),
        partner=query.number("partner"),
        text=query.text("text"),
        text_before=query.text("text_before"),
        value=query.flag("value", default=True),
    )
    before = revision(project)
    result = act(Reviewer(project, queue.name), action)
    return _done(project, show_result(queue, result), before)


def _undo(project: Project, query: Query) -> Json:
    queue = _queue(project, query)
    before = revision(project)
    result = Reviewer(project, queue.name).undo()
    return _done(project, show_result(queue, result), before)


def _redo(project: Project, query: Query) -> Json:
    queue = _queue(project, query)
    before = revision(project)
    result = Reviewer(project, queue.name).redo()
    return _done(project, show_result(queue, result), before)


def _realign(project: Project, query: Query) -> Json:
    """Align again between the decided links around a row, or everywhere; names the new rows."""
    from aligner.pipeline import realign

    queue = _queue(project, query)
    before = revision(project)
    source, target = None, None
    if query.text("scope") == "around":
        found = queue.links([query.number("link")])
        if not found:
            raise ChangedElsewhereError("This row")
        source, target = _sentences_between(queue, found[0])
    changed = realign(
        project, queue.name, source=source, target=target, options=last_options(project)
    )
    ids = _ids_of(queue, changed)
    message = {0: "Aligned again: nothing changed.", 1: "Aligned again: one row changed."}.get(
        len(ids), f"Aligned again: {len(ids):,} rows changed."
    )
    answer: Json = {"message": message, "changed": ids, "reload": True, "removed": [], "rows": []}
    return _done(project, {**answer, "focus": ids[0] if ids else 0}, before)


def _sentences_between(queue: Queue, link: Link) -> tuple[Run | None, Run | None]:
    """The sentences between the decided links above and below; all if those are out of order."""
    above, below = queue.nearest_fixed(link)
    source = Run(
        above.source.end if above else 0,
        below.source.start if below else queue.size(Side.SOURCE),
    )
    target = Run(
        above.target.end if above else 0,
        below.target.start if below else queue.size(Side.TARGET),
    )
    if source.end < source.start or target.end < target.start:
        return None, None
    return source, target


def last_options(project: Project) -> Any:
    """The options of the run that made the project's links, for another run like it."""
    from aligner.align_options import AlignOptions

    for settings in reversed(project.settings()):
        if settings.get("command") == "align":
            known = {field.name for field in fields(AlignOptions)}
            options = settings.get("options", {})
            return AlignOptions(**{k: v for k, v in options.items() if k in known})
    return AlignOptions()


def _ids_of(queue: Queue, links: list[Link]) -> list[int]:
    """Ids of links that were just written; realignment returns them without."""
    found = {}
    for link in links:
        side = Side.SOURCE if link.source else Side.TARGET
        run = link.source or link.target
        found.update(
            {same.id: same for same in queue.holding(side, run.start) if _same(same, link)}
        )
    return list(found)


def _same(one: Link, other: Link) -> bool:
    return (one.source, one.target) == (other.source, other.target)


def _done(project: Project, answer: Json, before: str) -> Json:
    """An answer with the revisions before and after it.

    It lacks the counts: at 50,000 links they take longer than the edit. The page requests them a
    moment later.
    """
    return {**answer, "revision_before": before, "revision": revision(project)}


GET = {
    "rows": _rows,
    "marks": _marks,
    "index": _index,
    "overview": _overview,
    "map": _map,
}

POST = {"act": _act, "undo": _undo, "redo": _redo, "realign": _realign}
