"""Fragments against a whole: finds the passages that have a counterpart, wherever they stand.

Survey the texts, look closely at the places where passages may lie, walk over the source text in
every likely way, and say of each sentence which other sentences it belongs to, or that it has no
counterpart; a passage that stands more than once is linked more than once. See `journey` for the
model behind it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.constraints import Decisions
from aligner.alignment.excerpt_model import ExcerptModel, default_excerpt_model
from aligner.alignment.features import Pair
from aligner.alignment.fields import bar_sentences, decide_field, make_fields
from aligner.alignment.journey import Field, Prices
from aligner.alignment.model import Model, default_model
from aligner.alignment.occurrences import Occurrences, find_occurrences
from aligner.alignment.passages import Chain
from aligner.alignment.sections import gather_sections, whole_sections
from aligner.alignment.sentences import Sentences, find_facts
from aligner.alignment.survey import Survey, survey_texts
from aligner.bitext import BlockKind, Link, Run
from aligner.encoders.protocol import Encoder

NOTHING_DECIDED = Decisions()
_FURNITURE_PRICE = 5.0
"""Taken from a bead that holds page furniture: a date or a click-here link resembles any other."""
_DOUBTFUL = 0.8
"""A statement of no counterpart that is less likely than this gets a flag."""


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
    model = default_excerpt_model()
    if survey is None:
        survey = survey_texts(encoder.encode(source.texts), encoder.encode(target.texts), model)
    survey = _with_fixed(survey, decisions.fixed)
    fields = _open_fields(source, target, encoder, survey=survey, pair=pair, model=model)
    fields = [decide_field(field, decisions) for field in fields]
    prices = Prices(
        model.enter - float(np.log(max(1, len(target)))),
        np.full(len(source), model.absent),
        default_model().gap,
    )
    found = find_occurrences(fields, prices, len(target))
    return _links(found, model, decisions.fixed)


def _with_fixed(survey: Survey, fixed: Sequence[Link]) -> Survey:
    """The survey with a chain through every pair that a person accepted."""
    chains = [
        Chain(np.inf, np.array([[link.source.start, link.target.start]], np.int64))
        for link in fixed
        if link.source and link.target
    ]
    return replace(survey, chains=(*chains, *survey.chains)) if chains else survey


def _open_fields(
    source: Sentences,
    target: Sentences,
    encoder: Encoder,
    *,
    survey: Survey,
    pair: Pair | None,
    model: ExcerptModel,
) -> list[Field]:
    places = survey.places()
    if not places:
        return []
    ratio = survey.length_ratio(find_facts(source).lengths, find_facts(target).lengths)
    sections = whole_sections(pair) if pair else gather_sections(source, target, places, encoder)
    models: tuple[Model, ExcerptModel] = (default_model(), model)
    fields = make_fields(survey, places, sections, models, length_ratio=ratio)
    marks = _furniture(source), _furniture(target)
    if marks[0].any() or marks[1].any():
        fields = [bar_sentences(field, *marks, _FURNITURE_PRICE) for field in fields]
    return fields


def _furniture(sentences: Sentences) -> NDArray[np.bool_]:
    kinds = sentences.kinds or (BlockKind.PARAGRAPH,) * len(sentences)
    return np.array([kind is BlockKind.FURNITURE for kind in kinds], np.bool_)


def _links(found: Occurrences, model: ExcerptModel, fixed: Sequence[Link]) -> list[Link]:
    """The found beads, what is fixed, and a statement of no counterpart for all the rest."""
    decided = {(link.source, link.target): link for link in fixed}
    links = [
        Link(
            Run(bead.i, bead.i + bead.n),
            Run(bead.j, bead.j + bead.m),
            model.calibrate("repeat" if bead.walk else "link", bead.probability),
        )
        for bead in found.beads
    ]
    links = [link for link in links if (link.source, link.target) not in decided]
    links = _flag_repeated([*links, *fixed])
    links += _absent(links, found, model)
    return sorted(links, key=_source_order)


def _flag_repeated(links: list[Link]) -> list[Link]:
    """The links with a flag on those that share a sentence with another one."""
    sources = Counter(i for link in links if link.target for i in link.source.ids)
    targets = Counter(j for link in links if link.source for j in link.target.ids)
    return [
        replace(link, flags=(*link.flags, "repeated"))
        if any(sources[i] > 1 for i in link.source.ids)
        or any(targets[j] > 1 for j in link.target.ids)
        else link
        for link in links
    ]


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
    flags = ("no-counterpart-doubtful",) if confidence < _DOUBTFUL else ()
    return Link(source, target, confidence, flags=flags)


def _source_order(link: Link) -> tuple[int, int, int, int]:
    return (link.source.start, link.source.end, link.target.start, link.target.end)
