"""Makes links of beads: probabilities become confidences, and the reasons for doubt flags."""

from collections.abc import Sequence
from dataclasses import replace

from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.flags import find_flags
from aligner.alignment.lattice.beads import BEADS, ScoredBead
from aligner.alignment.lattice.constraints import Decisions
from aligner.alignment.model.bead_model import Model
from aligner.bitext import BlockKind, Link, Run

_FURNITURE_MOST = 0.45
"""Highest confidence of page furniture, whatever it resembles."""


def make_links(
    path: Sequence[ScoredBead],
    texts: tuple[Sentences, Sentences],
    pair: EncodedPair,
    model: Model,
    decisions: Decisions,
) -> list[Link]:
    """Links of a path, except for sentences that a person has decided on."""
    decided_source = {i for link in decisions.fixed for i in link.source.ids}
    decided_target = {j for link in decisions.fixed for j in link.target.ids}
    links: list[Link] = []
    for bead in path:
        n, m = BEADS[bead.step.bead]
        source = Run(bead.step.i, bead.step.i + n)
        target = Run(bead.step.j, bead.step.j + m)
        if decided_source.intersection(source.ids) or decided_target.intersection(target.ids):
            continue
        confidence = calibrate(bead.probability, bead.step.bead, model)
        furniture = bool(n and m) and _has_furniture(texts, source, target)
        if furniture:
            confidence = min(confidence, _FURNITURE_MOST)
        link = Link(source, target, round(confidence, 4))
        links.append(replace(link, flags=find_flags(link, bead, texts, pair)))
    return links


def calibrate(probability: float, bead: int, model: Model) -> float:
    """Share of beads of this size that are right at a probability given by the lattice.

    One logistic curve for each kind of bead (Platt 1999), from the weights' file. The shipped
    curves change nothing: every curve that was tried made texts left out worse (docs/lab).
    """
    return model.calibration[bead].bend(probability, least=1e-4)


def _has_furniture(texts: tuple[Sentences, Sentences], source: Run, target: Run) -> bool:
    for side, run in zip(texts, (source, target), strict=True):
        if any(side.kinds[i] is BlockKind.FURNITURE for i in run.ids if i < len(side.kinds)):
            return True
    return False


def in_order(links: Sequence[Link]) -> list[Link]:
    """Sorts links by source position.

    One without a source comes after that of the target sentence before.
    """
    full = sorted((k for k in links if k.source), key=lambda k: (k.source, k.target))
    lone = sorted((k for k in links if not k.source), key=lambda k: k.target)
    after = {j: at for at, link in enumerate(full) for j in link.target.ids}
    placed: dict[int, list[Link]] = {}
    at = -1
    for link in lone:
        at = after.get(link.target.start - 1, at)
        placed.setdefault(at, []).append(link)
        after[link.target.end - 1] = at
    ordered = list(placed.get(-1, ()))
    for at, link in enumerate(full):
        ordered += [link, *placed.get(at, ())]
    return ordered
