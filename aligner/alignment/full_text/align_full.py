"""Aligns complete texts in the same order: one path through the lattice, piece by piece."""

from dataclasses import replace

import numpy as np

from aligner.alignment.features.encode_pair import runs_parallel
from aligner.alignment.features.second_pass.rescoring import Rescorer
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.full_text.decoding import best_expected_path, rescore, score_path
from aligner.alignment.lattice.band_search import (
    band_about,
    cut_pieces,
    find_anchor_path,
    find_band,
)
from aligner.alignment.lattice.beads import BEADS, LONGEST, ScoredBead, Step
from aligner.alignment.lattice.constraints import Decisions, apply_constraints, localise
from aligner.alignment.links import in_order, make_links
from aligner.alignment.model.bead_model import Model, default_model
from aligner.alignment.model.paragraph_prior import find_borders, weigh_borders
from aligner.alignment.model.scoring import score_beads
from aligner.arrays import Float64s, Int64s
from aligner.bitext import Link, Run, Side
from aligner.encoders.protocol import Encoder
from aligner.parallel.processes import parallel_map
from aligner.progress import Progress

_ONE_ONE = BEADS.index((1, 1))
_LINES = 300
"""Lines scored at a time."""


def align_full(
    texts: tuple[Sentences, Sentences],
    pair: EncodedPair,
    encoder: Encoder,
    decisions: Decisions,
    progress: Progress | None = None,
) -> list[Link]:
    """Links of two complete texts in the same order, in source order.

    `progress` counts source sentences.
    """
    source, target = texts
    vectors = pair.source.runs[0], pair.target.runs[0]
    anchors = find_anchor_path(*vectors, decisions.anchors())
    pieces = cut_pieces(anchors, len(source), len(target), decisions.anchors())
    links = list({(k.source, k.target): k for k in decisions.fixed}.values())
    borders = find_borders(source), find_borders(target)
    decided = _count_decided(decisions, len(source), len(target))

    def align_piece(piece: tuple[Run, Run]) -> list[Link]:
        if all(
            counts[run.end] - counts[run.start] == run.size
            for counts, run in zip(decided, piece, strict=True)
        ):
            return []  # a person has decided on every sentence of it
        path = _align_piece(piece, texts, borders, pair, encoder, decisions=decisions)
        return make_links(path, texts, pair, default_model(), decisions)

    parallel = runs_parallel(texts, encoder)
    for piece, part in zip(
        pieces, parallel_map(align_piece, pieces, parallel=parallel), strict=True
    ):
        links += part
        if progress:
            progress("aligning", piece[0].end, len(source))
    return in_order(links)


def _count_decided(
    decisions: Decisions, source_count: int, target_count: int
) -> tuple[Int64s, Int64s]:
    """Number of sentences before each position that are in a fixed link, shape (sentences + 1,)."""
    sides = []
    for side, count in ((Side.SOURCE, source_count), (Side.TARGET, target_count)):
        held = np.zeros(count + 1, np.int64)
        for link in decisions.fixed:
            held[1 + np.array(link.run(side).ids, np.int64)] = 1
        sides.append(np.cumsum(held))
    return sides[0], sides[1]


def _align_piece(
    piece: tuple[Run, Run],
    texts: tuple[Sentences, Sentences],
    borders: tuple[Float64s, Float64s],
    pair: EncodedPair,
    encoder: Encoder,
    *,
    decisions: Decisions,
) -> list[ScoredBead]:
    """Best path through a piece; its steps count from the start of the texts."""
    part = pair.part(*piece)
    words = texts[0].part(piece[0]), texts[1].part(piece[1])
    constraints = localise(decisions, *piece)
    fixed = Decisions(constraints.fixed).anchors()
    band = find_band(part.source.runs[0], part.target.runs[0], fixed)
    model = default_model()
    inside = [costs[run.start : run.end] for costs, run in zip(borders, piece, strict=True)]
    scores = weigh_borders(score_beads(part, band, model), band, *inside)
    scores = apply_constraints(scores, band, constraints)
    rescored = rescore(scores, band, model, Rescorer(words, part, encoder))
    path = best_expected_path(rescored, band, model.rescoring_gap)
    return [bead.moved(piece[0].start, piece[1].start) for bead in path]


def score_lines(
    texts: tuple[Sentences, Sentences], pair: EncodedPair, encoder: Encoder
) -> list[Link]:
    """Links line i of two texts of equally many lines with line i, and scores that."""
    size = len(texts[0])
    model = default_model()
    anchors = np.arange(size)[:, None].repeat(2, axis=1)
    links: list[Link] = []
    for start in range(0, size, _LINES):
        run = Run(start, min(size, start + _LINES))
        part = pair.part(run, run)
        words = texts[0].part(run), texts[1].part(run)
        band = band_about(anchors[: run.size], run.size, run.size, LONGEST)
        scores = score_beads(part, band, model)
        rescored = rescore(scores, band, model, Rescorer(words, part, encoder))
        steps = [Step(_ONE_ONE, i, i) for i in range(run.size)]
        path = [
            k.moved(start, start) for k in score_path(steps, rescored, band, model.rescoring_gap)
        ]
        links += make_links(path, texts, pair, model, Decisions())
    return [_doubt_strangers(link, pair, model) for link in links]


def _doubt_strangers(link: Link, pair: EncodedPair, model: Model) -> Link:
    """Lowers a link's confidence if its lines may be unrelated.

    The lattice has learned from texts that belong together; here nothing guarantees that.
    """
    likely = model.related_probability(pair, link.source.start, link.target.start)
    return replace(link, confidence=round(link.confidence * likely, 4))
