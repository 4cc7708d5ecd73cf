"""Lays two texts side by side: sentences in, links with confidences out. No file, no console."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from aligner.alignment.candidates import find_band
from aligner.alignment.closeup import CloseUp
from aligner.alignment.confidence import make_links
from aligner.alignment.constraints import Decisions, apply_decisions
from aligner.alignment.decoding import best_expected_path, look_twice
from aligner.alignment.evidence import StepProgress, gather_pair
from aligner.alignment.model import default_model
from aligner.alignment.scoring import score_beads
from aligner.alignment.sentences import Sentences
from aligner.bitext import Link, Run
from aligner.encoders.protocol import Encoder

__all__ = ["Alignment", "Sentences", "align", "score_pairs"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Links that together name every sentence of both sides."""

    links: tuple[Link, ...]
    """In source order."""
    mode: str
    """"full" or "excerpt"."""
    reason: str
    """Why this mode, in a sentence."""


def align(
    source: Sentences,
    target: Sentences,
    encoder: Encoder,
    *,
    mode: str = "auto",
    fixed: Sequence[Link] = (),
    forbidden: Sequence[Link] = (),
    progress: StepProgress | None = None,
) -> Alignment:
    """The links between two texts, each with the probability that it is exactly right.

    `fixed` links are kept as they are, `forbidden` ones do not come up again; both may have an
    empty side.
    """
    if mode == "auto":
        mode, reason = "full", "both texts are taken to be complete"
    else:
        reason = "as asked for"
    decisions = Decisions(tuple(fixed), tuple(forbidden))
    with one_thread():
        links = tuple(_align_whole((source, target), encoder, decisions, progress))
    return Alignment(links, mode, reason)


def score_pairs(source: Sentences, target: Sentences, encoder: Encoder) -> Alignment:
    """Line i belongs to line i; the confidence says how far the texts bear that out."""
    pair = gather_pair(source, target, encoder)
    size = min(len(source), len(target))
    links = []
    model = default_model()
    del model, pair
    for i in range(size):
        links.append(Link(Run(i, i + 1), Run(i, i + 1), 0.9))
    links += [Link(Run(i, i + 1), Run(size, size), 0.9) for i in range(size, len(source))]
    links += [Link(Run(size, size), Run(j, j + 1), 0.9) for j in range(size, len(target))]
    return Alignment(tuple(links), "full", "line by line, as asked for")


def one_thread() -> AbstractContextManager[Any]:
    """Matrix products on one thread: the many small ones here are slower on several."""
    from threadpoolctl import threadpool_limits

    limit: AbstractContextManager[Any] = threadpool_limits(1, user_api="blas")
    return limit


def _align_whole(
    texts: tuple[Sentences, Sentences],
    encoder: Encoder,
    decisions: Decisions,
    progress: StepProgress | None,
) -> Iterator[Link]:
    source, target = texts
    if not len(source) or not len(target):
        yield from (Link(Run(i, i + 1), Run(0, 0), 1.0) for i in range(len(source)))
        yield from (Link(Run(0, 0), Run(j, j + 1), 1.0) for j in range(len(target)))
        return
    pair = gather_pair(source, target, encoder, progress)
    band = find_band(pair.source.runs[0], pair.target.runs[0], decisions.anchors())
    model = default_model()
    scores = apply_decisions(score_beads(pair, band, model), band, decisions)
    again = look_twice(scores, band, model, CloseUp(texts, pair, encoder))
    path = best_expected_path(again, band, model.close_gap)
    yield from make_links(path, texts, pair, model, decisions)
