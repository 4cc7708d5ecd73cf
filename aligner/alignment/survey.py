"""A first look at two texts: which sentences resemble each other, in which passages, in what order.

Needs the vectors of the single sentences only, so a whole book can be looked through before the
costly part begins in the places where it pays.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.excerpt_model import ExcerptModel
from aligner.alignment.neighbours import Neighbours, find_neighbours
from aligner.alignment.passages import Chain, Place, bridge_chains, find_chains, find_places
from aligner.alignment.sentences import Floats
from aligner.encoders.protocol import Vectors

_SURE = 8.0
"""Strength from which on a chain is hardly ever chance: of the chains between the unrelated texts
of the development excerpts the strongest has 6."""
_COVERED = 0.5
"""Share of both texts that lies inside sure passages in the same order when both are complete. On
the development sets complete texts have .84 and more, excerpts less than .3 of the whole text."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first look found."""

    neighbours: Neighbours
    chains: tuple[Chain, ...]
    """Strongest first."""
    rows: int
    """How many source sentences."""
    columns: int

    def places(self) -> list[Place]:
        """Where passages may lie, the likeliest first."""
        return find_places(self.chains, self.rows, self.columns)

    def length_ratio(self, source: Floats, target: Floats) -> float:
        """Letters of a source sentence for each of its counterpart, by the sure chains' median."""
        sure = [c.anchors for c in self.chains if c.strength >= _SURE] or [
            c.anchors for c in self.chains[:3]
        ]
        if not sure:
            return float(source.mean() / target.mean()) if self.rows and self.columns else 1.0
        pairs = np.concatenate(sure)
        return float(np.exp(np.median(np.log(source[pairs[:, 0]] / target[pairs[:, 1]]))))


def survey_texts(source: Vectors, target: Vectors, model: ExcerptModel) -> Survey:
    """A first look, from the vectors of the sentences."""
    neighbours = find_neighbours(source, target)
    chains = find_chains(neighbours, model.pair_strengths(neighbours))
    return Survey(neighbours, tuple(chains), len(source), len(target))


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of each text lies inside sure passages that stand in the same order in both."""

    source: float
    target: float

    @property
    def complete(self) -> bool:
        """Whether both texts are whole, or nearly so."""
        return min(self.source, self.target) >= _COVERED


def find_shares(survey: Survey) -> Shares:
    """The shares of the passages that make the heaviest sequence in the same order."""
    sure = [c for c in bridge_chains(survey.chains) if c.strength >= _SURE]
    sequence = _heaviest_sequence(sorted(sure, key=lambda c: tuple(c.anchors[0].tolist())))
    covered = np.zeros(2)
    for chain in sequence:
        covered += chain.anchors[-1] - chain.anchors[0] + 1
    source, target = covered / np.maximum([survey.rows, survey.columns], 1)
    return Shares(float(source), float(target))


def _heaviest_sequence(chains: list[Chain]) -> list[Chain]:
    """Of chains sorted by their start the strongest selection that follow each other."""
    best: list[float] = []
    back: list[int] = []
    for chain in chains:
        score, before = 0.0, -1
        for k, other in enumerate(chains[: len(best)]):
            if (other.anchors[-1] < chain.anchors[0]).all() and best[k] > score:
                score, before = best[k], k
        best.append(score + chain.strength)
        back.append(before)
    sequence: list[Chain] = []
    k = int(np.argmax(best)) if best else -1
    while k >= 0:
        sequence.append(chains[k])
        k = back[k]
    return sequence[::-1]


def strongest_pairs(survey: Survey) -> NDArray[np.float64]:
    """For each source sentence the strength of the strongest chain that it is in; 0 for none."""
    strengths = np.zeros(survey.rows)
    for chain in survey.chains:
        rows = chain.anchors[:, 0]
        strengths[rows] = np.maximum(strengths[rows], chain.strength)
    return strengths
