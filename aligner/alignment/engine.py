"""Lays two texts side by side: sentences in, links with confidences out. No file, no console."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np

from aligner.alignment.candidates import band_about, cut_pieces, find_band, find_chain
from aligner.alignment.closeup import CloseUp
from aligner.alignment.confidence import make_links
from aligner.alignment.constraints import Decisions, apply_rules, localise
from aligner.alignment.decoding import Likely, best_expected_path, judge, look_twice
from aligner.alignment.evidence import StepProgress, gather_pair
from aligner.alignment.features import Pair
from aligner.alignment.lattice import BEADS, LONGEST, Step
from aligner.alignment.model import default_model
from aligner.alignment.scoring import score_beads
from aligner.alignment.sentences import Sentences
from aligner.bitext import Link, Run
from aligner.encoders.protocol import Encoder

_ONE_ONE = BEADS.index((1, 1))
_LINES = 300
"""Lines judged at a time."""

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
    """Line i belongs to line i; the confidence says how far the texts bear that out.

    It is the probability of that very link in the lattice over both texts, so a line that has
    slipped, or holds more or less than its partner, shows.
    """
    size = min(len(source), len(target))
    pairs = [Link(Run(i, i + 1), Run(i, i + 1), 0.0) for i in range(size)]
    rest = [Link(Run(i, i + 1), Run(size, size), 1.0) for i in range(size, len(source))]
    rest += [Link(Run(size, size), Run(j, j + 1), 1.0) for j in range(size, len(target))]
    with one_thread():
        scored = _score_diagonal(pairs, (source, target), encoder) if pairs else []
    return Alignment((*scored, *rest), "full", "line by line, as asked for")


def _score_diagonal(
    pairs: list[Link], texts: tuple[Sentences, Sentences], encoder: Encoder
) -> list[Link]:
    size = len(pairs)
    whole = Run(0, size)
    texts = texts[0].part(whole), texts[1].part(whole)
    pair = gather_pair(*texts, encoder)
    model = default_model()
    anchors = np.arange(size)[:, None].repeat(2, axis=1)
    links: list[Link] = []
    for start in range(0, size, _LINES):
        run = Run(start, min(size, start + _LINES))
        part = pair.part(run, run)
        words = texts[0].part(run), texts[1].part(run)
        band = band_about(anchors[: run.size], run.size, run.size, LONGEST)
        scores = score_beads(part, band, model)
        again = look_twice(scores, band, model, CloseUp(words, part, encoder))
        steps = [Step(_ONE_ONE, i, i) for i in range(run.size)]
        path = [k.moved(start, start) for k in judge(steps, again, band, model.close_gap)]
        links += make_links(path, texts, pair, model, Decisions())
    return links


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
) -> list[Link]:
    """Links of two complete texts in the same order: one path through the lattice."""
    source, target = texts
    if not len(source) or not len(target):
        lone = [Link(Run(i, i + 1), Run(0, 0), 1.0) for i in range(len(source))]
        return lone + [Link(Run(0, 0), Run(j, j + 1), 1.0) for j in range(len(target))]
    pair = gather_pair(source, target, encoder, progress)
    vectors = pair.source.runs[0], pair.target.runs[0]
    chain = find_chain(*vectors, decisions.anchors())
    pieces = cut_pieces(chain, len(source), len(target), decisions.anchors())
    path: list[Likely] = []
    for piece in pieces:
        path += _align_piece(piece, texts, pair, encoder, decisions)
        if progress:
            progress("aligning", piece[0].end, len(source))
    return make_links(path, texts, pair, default_model(), decisions)


def _align_piece(
    piece: tuple[Run, Run],
    texts: tuple[Sentences, Sentences],
    pair: Pair,
    encoder: Encoder,
    decisions: Decisions,
) -> list[Likely]:
    """The best path through a piece, its steps counted from the start of the texts."""
    part = pair.part(*piece)
    words = texts[0].part(piece[0]), texts[1].part(piece[1])
    rules = localise(decisions, *piece)
    fixed = Decisions(rules.fixed).anchors()
    band = find_band(part.source.runs[0], part.target.runs[0], fixed)
    model = default_model()
    scores = apply_rules(score_beads(part, band, model), band, rules)
    again = look_twice(scores, band, model, CloseUp(words, part, encoder))
    path = best_expected_path(again, band, model.close_gap)
    return [likely.moved(piece[0].start, piece[1].start) for likely in path]
