"""Fragments against a whole: finds the passages that have a counterpart, wherever they stand.

Survey the texts, look closely at the places where passages may lie, walk over the source text in
every likely way, and say of each sentence which other sentences it belongs to, or that it has no
counterpart; a passage that stands more than once is linked more than once. See `journey` for the
model behind it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from aligner.alignment.excerpts.excerpt_flags import NEAR_COPY_MOST, flag_repeated, mark_links
from aligner.alignment.excerpts.excerpt_model import ExcerptModel, default_excerpt_model
from aligner.alignment.excerpts.passage_search import Survey, survey_texts
from aligner.alignment.excerpts.regions import decide_field, make_fields
from aligner.alignment.excerpts.repeats import Found, Occurrences, find_occurrences
from aligner.alignment.excerpts.seed_chains import Chain
from aligner.alignment.excerpts.subset import Sections, gather_sections, whole_sections
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import Pair
from aligner.alignment.flags import find_flags
from aligner.alignment.full_text.decoding import Likely
from aligner.alignment.lattice.constraints import Decisions
from aligner.alignment.lattice.semi_markov import Step
from aligner.alignment.lattice.with_jumps import Prices
from aligner.alignment.model.bead_model import excerpt_lattice
from aligner.bitext import Link, Run
from aligner.confidence import UNCERTAIN
from aligner.encoders.protocol import Encoder, Vectors

NOTHING_DECIDED = Decisions()


def align_excerpts(
    source: Sentences,
    target: Sentences,
    encoder: Encoder,
    *,
    survey: Survey | None = None,
    pair: Pair | None = None,
    decisions: Decisions = NOTHING_DECIDED,
) -> list[Link]:
    """Links of every sentence of both sides, in source order; passages may be linked repeatedly.

    `survey` and `pair` are what the caller already knows of the two texts. Each confidence is the
    calibrated probability that the link, or the statement of no counterpart, is exactly right.
    """
    if len(source) > len(target):
        # The shorter text is the excerpt; its sentences are what is walked over.
        turned = align_excerpts(
            target, source, encoder, pair=pair and _turn_pair(pair), decisions=_turn(decisions)
        )
        return sorted((_turn_link(link) for link in turned), key=_source_order)
    model = default_excerpt_model()
    if survey is None:
        vectors = _vectors(source, target, encoder, pair)
        survey = survey_texts(*vectors, model)
    survey = _with_fixed(survey, decisions.fixed)
    places = survey.places()
    sections = (
        whole_sections(source, target, pair)
        if pair
        else gather_sections(source, target, places, encoder)
    )
    sections = sections.with_ratio(survey)
    fields = make_fields(survey, places, sections, (excerpt_lattice(), model))
    fields = [decide_field(field, decisions) for field in fields]
    prices = Prices(
        model.enter - float(np.log(max(1, len(target)))),
        np.full(len(source), model.absent),
        excerpt_lattice().gap,
    )
    found = find_occurrences(fields, prices, target.texts)
    linked = [
        link
        for _, walk in groupby(found.beads, key=lambda bead: (bead.walk, bead.copied))
        for link in mark_links([_make_link(b, sections, model) for b in walk], sections)
    ]
    return _complete(linked, found, model, decisions)


def _with_fixed(survey: Survey, fixed: Sequence[Link]) -> Survey:
    """The survey with a chain through every pair that a person accepted."""
    chains = [
        Chain(np.inf, np.array([[link.source.start, link.target.start]], np.int64))
        for link in fixed
        if link.source and link.target
    ]
    return replace(survey, chains=(*chains, *survey.chains)) if chains else survey


def _make_link(bead: Found, sections: Sections, model: ExcerptModel) -> Link:
    """The link of a bead, with its confidence and the usual flags."""
    kind = "repeat" if bead.walk and not bead.copied else "link"
    confidence = model.calibrate(kind, bead.probability)
    source, target = Run(bead.i, bead.i + bead.n), Run(bead.j, bead.j + bead.m)
    link = Link(source, target, round(confidence, 4))
    likely = Likely(Step(0, bead.i, bead.j), bead.probability, bead.rival)
    flags = find_flags(sections.move(link), likely, sections.texts, sections.pair)
    if "furniture" in flags:
        link = replace(link, confidence=min(link.confidence, NEAR_COPY_MOST))
    return replace(link, flags=flags)


def _complete(
    links: list[Link], found: Occurrences, model: ExcerptModel, decisions: Decisions
) -> list[Link]:
    """The links, what is fixed, and a statement of no counterpart for all the rest."""
    decided = {(link.source, link.target) for link in decisions.fixed}
    links = [link for link in links if (link.source, link.target) not in decided]
    links = flag_repeated([*links, *decisions.fixed])
    links += _absent(links, found, model)
    return sorted(links, key=_source_order)


def _absent(links: Sequence[Link], found: Occurrences, model: ExcerptModel) -> Iterator[Link]:
    """The sentences of both sides that are in no link, each at its place."""
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
    """For each source sentence where the counterpart of the last linked one before it ends."""
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
    source: Sentences, target: Sentences, encoder: Encoder, pair: Pair | None
) -> tuple[Vectors, Vectors]:
    if pair is None:
        return encoder.encode(source.texts), encoder.encode(target.texts)
    return (
        np.asarray(pair.source.runs[0], np.float32),
        np.asarray(pair.target.runs[0], np.float32),
    )


def _turn_pair(pair: Pair) -> Pair:
    return Pair(pair.target, pair.source, 1 / pair.length_ratio)


def _turn(decisions: Decisions) -> Decisions:
    return Decisions(
        tuple(_turn_link(link) for link in decisions.fixed),
        tuple(_turn_link(link) for link in decisions.forbidden),
    )


def _turn_link(link: Link) -> Link:
    return replace(link, source=link.target, target=link.source)


def _source_order(link: Link) -> tuple[int, int, int, int]:
    return (link.source.start, link.source.end, link.target.start, link.target.end)
