"""Aligns two texts: sentences in, links with confidences out. No file, no console."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from aligner.alignment.excerpts.align_excerpts import align_excerpts
from aligner.alignment.features.encode_pair import encode_pair
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.full_text.align_full import align_full, score_lines
from aligner.alignment.lattice.constraints import Decisions
from aligner.alignment.mode import choose_mode
from aligner.bitext import Link, Run
from aligner.encoders.protocol import Encoder
from aligner.progress import Progress

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
    progress: Progress | None = None,
) -> Alignment:
    """Links between two texts, each with the probability that it is exactly right.

    Args:
        source: The sentences of the source text; may be empty.
        target: Those of the target text; may be empty.
        encoder: Gives the vectors.
        mode: "auto" decides between "full" and "excerpt".
        fixed: Links to keep as they are; a side may be empty.
        forbidden: Links that must not be proposed again.
        progress: Called with "encoding" or "aligning" and the sentences done and in all.
    """
    if not len(source) or not len(target):
        return Alignment(_lone(source, target), "full", "one of the texts is empty")
    texts = source, target
    decisions = Decisions(tuple(fixed), tuple(forbidden))
    with one_thread():
        look = choose_mode(source, target, encoder, mode=mode, progress=progress)
        if look.mode == "excerpt":
            links = align_excerpts(
                source, target, encoder, search=look.search, pair=look.pair, decisions=decisions
            )
        else:
            pair = look.pair or encode_pair(source, target, encoder, progress)
            links = align_full(texts, pair, encoder, decisions, progress)
    return Alignment(tuple(links), look.mode, look.reason)


def score_pairs(source: Sentences, target: Sentences, encoder: Encoder) -> Alignment:
    """Scores line i of one text against line i of the other.

    The confidence is the probability of exactly that link in the lattice over both texts, so a line
    that has slipped, or that says more or less than its partner, gets a low one. Lines without a
    partner, at the end of the longer text, have no counterpart.
    """
    size = min(len(source), len(target))
    both = Run(0, size)
    texts = source.part(both), target.part(both)
    with one_thread():
        scored = score_lines(texts, encode_pair(*texts, encoder), encoder) if size else []
    rest = [Link(Run(i, i + 1), Run(size, size), 1.0) for i in range(size, len(source))]
    rest += [Link(Run(size, size), Run(j, j + 1), 1.0) for j in range(size, len(target))]
    return Alignment((*scored, *rest), "full", "line by line, as asked for")


def _lone(source: Sentences, target: Sentences) -> tuple[Link, ...]:
    """Links that say of every sentence that it has no counterpart."""
    left = [Link(Run(i, i + 1), Run(0, 0), 1.0) for i in range(len(source))]
    return (*left, *(Link(Run(0, 0), Run(j, j + 1), 1.0) for j in range(len(target))))


def one_thread() -> AbstractContextManager[Any]:
    """Limits matrix products to one thread: the many small ones here are slower on several."""
    from threadpoolctl import threadpool_limits

    limit: AbstractContextManager[Any] = threadpool_limits(1, user_api="blas")
    return limit
