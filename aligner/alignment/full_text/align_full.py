"""Complete texts in the same order: one path through the lattice, piece by piece."""

from dataclasses import replace

import numpy as np

from aligner.alignment.features.encode_pair import works_apart
from aligner.alignment.features.rescoring import CloseUp
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import Pair
from aligner.alignment.full_text.decoding import Likely, best_expected_path, judge, look_twice
from aligner.alignment.lattice.band_search import band_about, cut_pieces, find_band, find_chain
from aligner.alignment.lattice.constraints import Decisions, apply_rules, localise
from aligner.alignment.lattice.semi_markov import BEADS, LONGEST, Step
from aligner.alignment.links import in_order, make_links
from aligner.alignment.model.bead_model import Model, default_model
from aligner.alignment.model.paragraph_prior import Borders, find_borders, weigh_borders
from aligner.alignment.model.scoring import score_beads
from aligner.bitext import Link, Run
from aligner.encoders.protocol import Encoder
from aligner.parallel.processes import map_parts
from aligner.progress import Progress

_ONE_ONE = BEADS.index((1, 1))
_LINES = 300
"""Lines judged at a time."""


def align_whole(
    texts: tuple[Sentences, Sentences],
    pair: Pair,
    encoder: Encoder,
    decisions: Decisions,
    progress: Progress | None = None,
) -> list[Link]:
    """Links of two complete texts in the same order: one path through the lattice."""
    source, target = texts
    vectors = pair.source.runs[0], pair.target.runs[0]
    chain = find_chain(*vectors, decisions.anchors())
    pieces = cut_pieces(chain, len(source), len(target), decisions.anchors())
    links = list({(k.source, k.target): k for k in decisions.fixed}.values())
    borders = find_borders(source), find_borders(target)

    def align_piece(piece: tuple[Run, Run]) -> list[Link]:
        path = _align_piece(piece, texts, borders, pair, encoder, decisions=decisions)
        return make_links(path, texts, pair, default_model(), decisions)

    apart = works_apart(texts, encoder)
    for piece, part in zip(pieces, map_parts(align_piece, pieces, apart=apart), strict=True):
        links += part
        if progress:
            progress("aligning", piece[0].end, len(source))
    return in_order(links)


def _align_piece(
    piece: tuple[Run, Run],
    texts: tuple[Sentences, Sentences],
    borders: tuple[Borders, Borders],
    pair: Pair,
    encoder: Encoder,
    *,
    decisions: Decisions,
) -> list[Likely]:
    """The best path through a piece, its steps counted from the start of the texts."""
    part = pair.part(*piece)
    words = texts[0].part(piece[0]), texts[1].part(piece[1])
    rules = localise(decisions, *piece)
    fixed = Decisions(rules.fixed).anchors()
    band = find_band(part.source.runs[0], part.target.runs[0], fixed)
    model = default_model()
    inside = [costs[run.start : run.end] for costs, run in zip(borders, piece, strict=True)]
    scores = weigh_borders(score_beads(part, band, model), band, *inside)
    scores = apply_rules(scores, band, rules)
    again = look_twice(scores, band, model, CloseUp(words, part, encoder))
    path = best_expected_path(again, band, model.close_gap)
    return [likely.moved(piece[0].start, piece[1].start) for likely in path]


def score_diagonal(texts: tuple[Sentences, Sentences], pair: Pair, encoder: Encoder) -> list[Link]:
    """A link for every line of two texts with equally many lines, line i with line i."""
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
        again = look_twice(scores, band, model, CloseUp(words, part, encoder))
        steps = [Step(_ONE_ONE, i, i) for i in range(run.size)]
        path = [k.moved(start, start) for k in judge(steps, again, band, model.close_gap)]
        links += make_links(path, texts, pair, model, Decisions())
    return [_doubt_strangers(link, pair, model) for link in links]


def _doubt_strangers(link: Link, pair: Pair, model: Model) -> Link:
    """The link with its confidence lowered if the lines may not be about the same thing.

    The lattice has learned from texts that belong together; here nobody vouches for that.
    """
    likely = model.likely_related(pair, link.source.start, link.target.start)
    return replace(link, confidence=round(link.confidence * likely, 4))
