"""Passage search.

Which sentences of two texts resemble each other, in which passages, in what order.

It needs only the vectors of single sentences, so a whole book can be searched before the costly
part begins in the regions where it pays.
"""

from dataclasses import dataclass

import numpy as np

from aligner.alignment.excerpts.excerpt_model import ExcerptModel
from aligner.alignment.excerpts.neighbours import Neighbours, find_neighbours
from aligner.alignment.excerpts.seed_chains import Region, SeedChain, find_regions, find_seed_chains
from aligner.alignment.lattice.monotone import Stretch, heaviest_chain
from aligner.arrays import Float32s, Int64s
from aligner.bitext import Run
from aligner.encoders.protocol import Vectors
from aligner.parallel.processes import parallel_map

_SURE = 8.0
"""Strength from which a chain is hardly ever chance: the strongest one between the unrelated texts
of the development excerpts has 6."""
_WINDOWS = 24
_WINDOW = 50
"""Sentences in each of the windows that make a sample of a large text."""
_BETWEEN = 60
"""Longest stretch without a sure chain that a complete text may have, in sentences."""
_COVERED = 0.65
"""Share of both texts that sure passages in the same order must cover if both are complete. In the
development sets they cover at least .72 of either complete text; one excerpt in 40 covers more than
.58 of the other text (.84 of a text that holds little else)."""


@dataclass(frozen=True, slots=True)
class PassageSearch:
    """Result of a passage search."""

    neighbours: Neighbours
    chains: tuple[SeedChain, ...]
    """Strongest first."""
    rows: int
    """How many source sentences."""
    columns: int

    def regions(self) -> list[Region]:
        """Regions where passages may lie, the likeliest first."""
        return find_regions(self.chains, self.rows, self.columns)

    def length_ratio(self, source: Float32s, target: Float32s) -> float:
        """Letters of a source sentence for each letter of its counterpart.

        The median over the sure chains. `source` and `target` are the lengths of all sentences.
        """
        sure = [c.anchors for c in self.chains if c.strength >= _SURE] or [
            c.anchors for c in self.chains[:3]
        ]
        if not sure:
            return float(source.mean() / target.mean()) if self.rows and self.columns else 1.0
        pairs = np.concatenate(sure)
        return float(np.exp(np.median(np.log(source[pairs[:, 0]] / target[pairs[:, 1]]))))


def search_passages(source: Vectors, target: Vectors, model: ExcerptModel) -> PassageSearch:
    """Searches two texts by the unit vectors of their sentences, shape (sentences, dimension)."""
    neighbours = find_neighbours(source, target)
    chains = find_seed_chains(neighbours, model.pair_strengths(neighbours))
    return PassageSearch(neighbours, tuple(chains), len(source), len(target))


@dataclass(frozen=True, slots=True)
class Shares:
    """Share of each text that lies inside sure passages in the same order in both."""

    source: float
    target: float

    @property
    def complete(self) -> bool:
        """Whether both texts are complete, or nearly so."""
        return min(self.source, self.target) >= _COVERED

    def swapped(self) -> "Shares":
        """The shares with the two texts exchanged."""
        return Shares(self.target, self.source)


def find_shares(search: PassageSearch) -> Shares:
    """Shares covered by the heaviest sequence of sure passages in the same order.

    Stretches before, between and after them that are about as long on both sides count too:
    literary texts have sure similarities in places only.
    """
    sure = [chain for chain in search.chains if chain.strength >= _SURE]
    sequence = _heaviest_sequence(sorted(sure, key=lambda c: tuple(c.anchors[0].tolist())))
    covered = np.zeros(2)
    at = np.zeros(2, np.int64)
    for chain in sequence:
        covered += _balanced(chain.anchors[0] - at) + chain.anchors[-1] - chain.anchors[0] + 1
        at = chain.anchors[-1] + 1
    if sequence:
        covered += _balanced(np.array([search.rows, search.columns]) - at)
    source, target = covered / np.maximum([search.rows, search.columns], 1)
    return Shares(float(source), float(target))


def _balanced(stretch: Int64s) -> Int64s:
    """The stretch (source, target sentences) if one side can translate the other, else zeros."""
    shorter, longer = sorted(stretch.tolist())
    return np.asarray(stretch * (longer <= min(_BETWEEN, 3 * shorter + 2)))


def _heaviest_sequence(chains: list[SeedChain]) -> list[SeedChain]:
    """Strongest selection of chains, sorted by their start, that follow each other."""
    stretches = [
        Stretch(Run(first[0], last[0] + 1), Run(first[1], last[1] + 1), chain.strength)
        for chain in chains
        for first, last in [chain.anchors[[0, -1]].tolist()]
    ]
    return [chains[number] for number in heaviest_chain(stretches)]


def search_sample(
    source: Vectors, target: Vectors, model: ExcerptModel, *, parallel: bool = False
) -> Shares:
    """Estimates `find_shares` from windows of the source text.

    A window counts as covered if it has a sure passage in the same order as those of the windows
    before; the target text counts as covered from the first of them to the last. `parallel`
    searches the windows in processes of their own.
    """

    def strongest(start: int) -> list[SeedChain]:
        return list(search_passages(source[start : start + _WINDOW], target, model).chains[:1])

    starts = np.linspace(0, max(0, len(source) - _WINDOW), _WINDOWS).astype(int).tolist()
    regions: list[SeedChain] = []
    for start, chains in zip(
        starts, parallel_map(strongest, starts, parallel=parallel), strict=True
    ):
        if chains and chains[0].strength >= _SURE:
            region = chains[0].anchors[:, 1].mean()
            regions.append(SeedChain(1.0, np.array([[start, int(region)]], np.int64)))
    sequence = _heaviest_sequence(regions)
    if not sequence:
        return Shares(0.0, 0.0)
    span = sequence[-1].anchors[-1, 1] - sequence[0].anchors[0, 1]
    return Shares(len(sequence) / _WINDOWS, float(min(1.0, span / len(target) + 1 / _WINDOWS)))
