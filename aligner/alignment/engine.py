"""Lays two texts side by side: sentences in, links with confidences out. No file, no console."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from aligner.alignment.candidates import find_band
from aligner.alignment.constraints import apply_constraints
from aligner.alignment.evidence import StepProgress, gather_pair
from aligner.alignment.lattice import BEADS, FORBIDDEN, Step, best_path, find_marginals
from aligner.alignment.model import default_model
from aligner.alignment.scoring import score_beads
from aligner.alignment.sentences import Sentences
from aligner.bitext import Link, Run
from aligner.encoders.protocol import Encoder

_BEAD_COST = 0.45
"""What a bead must be worth to be taken: about half the expected F1, see `expected_f1_path`."""


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
    links = tuple(_align_whole(source, target, encoder, fixed, forbidden, progress))
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


def _align_whole(
    source: Sentences,
    target: Sentences,
    encoder: Encoder,
    fixed: Sequence[Link],
    forbidden: Sequence[Link],
    progress: StepProgress | None,
) -> Iterator[Link]:
    if not len(source) or not len(target):
        yield from (Link(Run(i, i + 1), Run(0, 0), 1.0) for i in range(len(source)))
        yield from (Link(Run(0, 0), Run(j, j + 1), 1.0) for j in range(len(target)))
        return
    pair = gather_pair(source, target, encoder, progress)
    band = find_band(pair.source.runs[0], pair.target.runs[0])
    model = default_model()
    scores = apply_constraints(score_beads(pair, band, model), band, fixed, forbidden)
    marginals = find_marginals(scores, band, model.gap).beads
    worth = np.where(scores > FORBIDDEN / 2, marginals - _BEAD_COST, FORBIDDEN)
    for step in best_path(worth, band):
        probability = marginals[step.bead, step.i, step.j - band.lows[step.i]]
        yield _link(step, float(probability))


def _link(step: Step, confidence: float) -> Link:
    n, m = BEADS[step.bead]
    return Link(Run(step.i, step.i + n), Run(step.j, step.j + m), round(confidence, 4))
