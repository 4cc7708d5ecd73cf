"""Fragments against a whole: finds the passages that have a counterpart, wherever they are.

Finds the regions where passages may lie, scores every bead in them, sums over all paths through the
source text, and says of each sentence which others it belongs to, or that it has no counterpart. A
passage that occurs more than once is linked more than once. `lattice.with_jumps` is the model
behind it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from aligner.alignment.excerpts.excerpt_flags import NEAR_COPY_MOST, flag_repeated, mark_links
from aligner.alignment.excerpts.excerpt_model import ExcerptModel, default_excerpt_model
from aligner.alignment.excerpts.passage_search import PassageSearch, search_passages
from aligner.alignment.excerpts.regions import apply_decisions, score_regions
from aligner.alignment.excerpts.repeats import FoundBead, FoundBeads, find_repeats
from aligner.alignment.excerpts.seed_chains import SeedChain
from aligner.alignment.excerpts.subset import TextSubset, encode_subset, whole_texts
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.flags import find_flags
from aligner.alignment.lattice.beads import ScoredBead, Step
from aligner.alignment.lattice.constraints import Decisions
from aligner.alignment.lattice.with_jumps import JumpCosts
from aligner.alignment.model.bead_model import excerpt_bead_model
from aligner.bitext import Link, Run
from aligner.confidence import UNCERTAIN
from aligner.encoders.protocol import Encoder, Vectors

NOTHING_DECIDED = Decisions()


def align_excerpts(
    source: Sentences,
    target: Sentences,
    encoder: Encoder,
    *,
    search: PassageSearch | None = None,
    pair: EncodedPair | None = None,
    decisions: Decisions = NOTHING_DECIDED,
) -> list[Link]:
    """Links of every sentence of both sides, in source order; a passage may be linked repeatedly.

    `search` (from the shorter text into the longer one) and `pair` are what the caller already
    knows of the two texts. Each confidence is the calibrated probability that the link, or the
    statement of no counterpart, is exactly right.
    """
    if len(source) > len(target):
        # The shorter text is the excerpt, and paths run over the sentences of the excerpt.
        pair, decisions = pair and pair.swapped(), decisions.swapped()
        links = align_excerpts(
            target, source, encoder, search=search, pair=pair, decisions=decisions
        )
        return sorted((link.swapped() for link in links), key=_source_order)
    model = default_excerpt_model()
    if search is None:
        vectors = _vectors(source, target, encoder, pair)
        search = search_passages(*vectors, model)
    search = _with_fixed(search, decisions.fixed)
    regions = search.regions()
    subset = (
        whole_texts(source, target, pair)
        if pair
        else encode_subset(source, target, regions, encoder)
    )
    subset = subset.with_ratio(search)
    scored = score_regions(search, regions, subset, (excerpt_bead_model(), model))
    scored = [apply_decisions(region, decisions) for region in scored]
    costs = JumpCosts(
        model.enter - float(np.log(max(1, len(target)))),
        np.full(len(source), model.absent),
        excerpt_bead_model().gap,
    )
    found = find_repeats(scored, costs, target.texts)
    linked = [
        link
        for _, path in groupby(found.beads, key=lambda bead: (bead.path, bead.is_copy))
        for link in mark_links([_make_link(b, subset, model) for b in path], subset)
    ]
    return _complete(linked, found, model, decisions)


def _with_fixed(search: PassageSearch, fixed: Sequence[Link]) -> PassageSearch:
    """Adds a chain through every pair of sentences that a person accepted to a search."""
    chains = [
        SeedChain(np.inf, np.array([[link.source.start, link.target.start]], np.int64))
        for link in fixed
        if link.source and link.target
    ]
    return replace(search, chains=(*chains, *search.chains)) if chains else search


def _make_link(bead: FoundBead, subset: TextSubset, model: ExcerptModel) -> Link:
    """Makes the link of a bead, with its confidence and the usual flags."""
    kind = "repeat" if bead.path and not bead.is_copy else "link"
    confidence = model.calibrate(kind, bead.probability)
    source, target = Run(bead.i, bead.i + bead.n), Run(bead.j, bead.j + bead.m)
    link = Link(source, target, round(confidence, 4))
    scored = ScoredBead(Step(0, bead.i, bead.j), bead.probability, bead.runner_up)
    flags = find_flags(subset.move(link), scored, subset.texts, subset.pair)
    if "furniture" in flags:
        link = replace(link, confidence=min(link.confidence, NEAR_COPY_MOST))
    return replace(link, flags=flags)


def _complete(
    links: list[Link], found: FoundBeads, model: ExcerptModel, decisions: Decisions
) -> list[Link]:
    """Links, fixed links, and a statement of no counterpart for every other sentence."""
    decided = {(link.source, link.target) for link in decisions.fixed}
    links = [link for link in links if (link.source, link.target) not in decided]
    links = flag_repeated([*links, *decisions.fixed])
    links += _absent(links, found, model)
    return sorted(links, key=_source_order)


def _absent(links: Sequence[Link], found: FoundBeads, model: ExcerptModel) -> Iterator[Link]:
    """Statements of no counterpart for the sentences that are in no link, each at its place."""
    in_source = {i for link in links for i in link.source.ids}
    in_target = {j for link in links for j in link.target.ids}
    after = _targets_before(links, len(found.source_absent))
    for i, probability in enumerate(found.source_absent):
        if i not in in_source:
            yield _absent_link(Run(i, i + 1), Run(after[i], after[i]), probability, model)
    ends = {j: link.source.end for link in links for j in link.target.ids if link.source}
    at = 0
    for j, probability in enumerate(found.target_absent):
        at = ends.get(j, at)
        if j not in in_target:
            yield _absent_link(Run(at, at), Run(j, j + 1), probability, model)


def _targets_before(links: Sequence[Link], count: int) -> list[int]:
    """Target position before which each unlinked source sentence belongs, one a sentence.

    It is where the counterpart of the last linked sentence before it ends.
    """
    ends = {i: link.target.end for link in links for i in link.source.ids if link.target}
    before, at = [], 0
    for i in range(count):
        before.append(at)
        at = ends.get(i, at)
    return before


def _absent_link(source: Run, target: Run, probability: float, model: ExcerptModel) -> Link:
    confidence = model.calibrate("absent", float(probability))
    flags = ("no-counterpart-doubtful",) if confidence < UNCERTAIN else ()
    return Link(source, target, confidence, flags=flags)


def _vectors(
    source: Sentences, target: Sentences, encoder: Encoder, pair: EncodedPair | None
) -> tuple[Vectors, Vectors]:
    if pair is None:
        return encoder.encode(source.texts), encoder.encode(target.texts)
    return (
        np.asarray(pair.source.runs[0], np.float32),
        np.asarray(pair.target.runs[0], np.float32),
    )


def _source_order(link: Link) -> tuple[int, int, int, int]:
    return (link.source.start, link.source.end, link.target.start, link.target.end)
