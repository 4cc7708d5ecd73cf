"""Links and terms as the page reads them: plain values for JSON, with the sentences in them."""

from collections.abc import Sequence
from typing import Any

from aligner.bitext import Link, Segment, Side
from aligner.confidence import LIKELY_WRONG, UNCERTAIN
from aligner.flags import explain
from aligner.project.overview import ReviewProgress
from aligner.project.queue import Queue
from aligner.review.marks import Marks, TermMarker, mark_pair
from aligner.review.reviewer import ActionResult

Json = dict[str, Any]

BANDS: Json = {"uncertain": UNCERTAIN, "likely_wrong": LIKELY_WRONG}
"""The borders of the bands of confidence, for the colours of the page."""


def show_links(queue: Queue, links: Sequence[Link], *, placed: bool = False) -> list[Json]:
    """The rows of some links; `placed` adds the id of the row above each, 0 for the first."""
    source = queue.segments(Side.SOURCE, (link.source for link in links))
    target = queue.segments(Side.TARGET, (link.target for link in links))
    rows = []
    for link in links:
        row: Json = {
            "id": link.id,
            "version": link.version,
            "confidence": round(link.confidence, 3),
            "status": link.status.value,
            "flags": [explain(flag) for flag in link.flags],
            "note": link.note,
            "bookmarked": link.bookmarked,
            "source": [_sentence(source[i]) for i in link.source.ids],
            "target": [_sentence(target[i]) for i in link.target.ids],
            "first": [link.source.start, link.target.start],
        }
        if placed:
            above = queue.above(link, 1)
            row["after"] = above[0].id if above else 0
        rows.append(row)
    return rows


def show_marks(queue: Queue, links: Sequence[Link], marker: TermMarker) -> list[Json]:
    """The marks of some links."""
    source = queue.segments(Side.SOURCE, (link.source for link in links))
    target = queue.segments(Side.TARGET, (link.target for link in links))
    languages = queue.languages()
    shown = []
    for link in links:
        left, right = mark_pair(
            [source[i].text for i in link.source.ids],
            [target[i].text for i in link.target.ids],
            languages,
            marker,
        )
        shown.append({"id": link.id, "source": _plain(left), "target": _plain(right)})
    return shown


def show_result(queue: Queue, result: ActionResult) -> Json:
    """The result of an action."""
    return {
        "message": result.message,
        "removed": list(result.removed),
        "rows": show_links(queue, result.links, placed=True),
        "focus": result.focus,
        "reload": result.reload,
    }


def show_progress(progress: ReviewProgress) -> Json:
    """The counts of the progress line."""
    return {**progress._asdict(), "expected_wrong": round(progress.expected_wrong, 1)}


def _sentence(segment: Segment) -> Json:
    shown: Json = {"text": segment.text}
    if segment.original is not None:
        shown["original"] = segment.original
    return shown


def _plain(marks: Marks) -> list[list[list[Any]]]:
    return [[list(mark) for mark in sentence] for sentence in marks]
