"""Seed chains: where in the lattice passages may lie, and a band about each.

A translated passage shows as a chain of pairs of similar sentences that follow each other; chance
similarities are isolated. The best chains are found like the best local alignments of two sequences
(Smith & Waterman 1981): the strength of a pair is its log-likelihood ratio, true against random,
gaps cost, and a chain starts anew where going on would not pay. The result only says where to
search: many chains are chance, and the lattice decides which are not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from aligner.alignment.excerpts.neighbours import Neighbours
from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.band_search import band_about
from aligner.arrays import Float64s, Int64s
from aligner.bitext import Run

_STEP = 6
"""Most sentences from one pair of a chain to the next, on either side: a bead's longest side."""
_GAP = 0.7
"""Cost of each sentence that a chain leaves out."""
_SAME = 2.0
"""Cost of a second pair with the same sentence (one sentence translated as several)."""
WEAKEST = 2.5
"""Strength from which a chain makes a region. With 2.5 none of 749 gold beads of the development
excerpts lies outside the regions, with 3 one, with 4 five; 2.5 gives seven regions a page."""
_REACH = 8
"""Sentences that a region adds on all sides of a chain; 4 was enough on the development excerpts.
"""
_BRIDGE = 24
"""Most sentences between two chains in the same direction that are one passage."""
_SMALL = 4096
"""Most nodes of a rectangle that is taken whole; overlapping regions are joined up to this size."""
_BAND_REACH = 12


@dataclass(frozen=True, slots=True)
class SeedChain:
    """Pairs of similar sentences that follow each other on both sides."""

    strength: float
    """Log-likelihood ratio against chance, minus the cost of the gaps."""
    anchors: Int64s
    """Source and target sentence of each pair, shape (pairs, 2), in order."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the lattice where a passage may lie."""

    source: Run
    target: Run
    band: Band
    """Nodes to search, counted from the start of both runs."""


def find_seed_chains(
    neighbours: Neighbours, strengths: Float64s, *, weakest: float = WEAKEST
) -> list[SeedChain]:
    """Chains that share no pair, strongest first.

    `strengths` are log-likelihood ratios, one a pair.
    """
    best: dict[tuple[int, int], float] = {}
    back: dict[tuple[int, int], tuple[int, int] | None] = {}
    for p in np.nonzero(strengths > 0)[0]:
        pair = int(neighbours.source[p]), int(neighbours.target[p])
        before, score = _best_before(best, pair)
        best[pair] = float(strengths[p]) + max(score, 0.0)
        back[pair] = before if score > 0 else None
    chains: list[SeedChain] = []
    used: set[tuple[int, int]] = set()
    for end in sorted(best, key=lambda pair: (-best[pair], pair)):
        if best[end] < weakest:
            break
        path = _follow(back, end, used)
        if path:
            # A branch counts without the stem it shares with a stronger chain.
            stem = back[path[-1]]
            strength = best[end] - (best[stem] if stem else 0.0)
            used.update(path)
            if strength >= weakest:
                chains.append(SeedChain(strength, np.array(path[::-1], np.int64)))
    return sorted(chains, key=lambda chain: -chain.strength)


def _best_before(
    best: dict[tuple[int, int], float], pair: tuple[int, int]
) -> tuple[tuple[int, int] | None, float]:
    """Best pair for a chain to come from, with its score minus the cost of the gap.

    (None, 0) if none.
    """
    i, j = pair
    found, score = None, 0.0
    for di in range(_STEP + 1):
        for dj in range(_STEP + 1):
            before = best.get((i - di, j - dj))
            if before is None or di == dj == 0:
                continue
            price = _GAP * (max(di - 1, 0) + max(dj - 1, 0)) + (0 if di and dj else _SAME)
            if before - price > score:
                found, score = (i - di, j - dj), before - price
    return found, score


def _follow(
    back: dict[tuple[int, int], tuple[int, int] | None],
    end: tuple[int, int],
    used: set[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Pairs from a chain's end back to its start, or to a pair that another chain has used."""
    path = []
    pair: tuple[int, int] | None = end
    while pair is not None and pair not in used:
        path.append(pair)
        pair = back[pair]
    return path


def find_regions(chains: Sequence[SeedChain], rows: int, columns: int) -> list[Region]:
    """Regions of the chains, strongest first; `rows` and `columns` count the sentences.

    Regions that overlap are joined while the result is small; larger ones may still share nodes.
    """
    boxes = [_Box.about(chain.anchors, rows, columns) for chain in bridge_chains(chains)]
    joined: list[_Box] = []
    for box in boxes:
        merged = box
        while True:
            partner = next((b for b in joined if b.fits_with(merged)), None)
            if partner is None:
                break
            joined.remove(partner)
            merged = partner.join(merged)
        joined.append(merged)
    return [box.region() for box in joined]


def bridge_chains(chains: Sequence[SeedChain]) -> list[SeedChain]:
    """Joins chains of which one goes on where the other ends; strongest first."""
    done: list[SeedChain] = []
    for chain in sorted(chains, key=lambda c: (int(c.anchors[0, 0]), int(c.anchors[0, 1]))):
        before = [
            k for k, other in enumerate(done) if _goes_on(other.anchors[-1], chain.anchors[0])
        ]
        if not before:
            done.append(chain)
            continue
        nearest = max(before, key=lambda k: (done[k].strength, -k))
        other = done[nearest]
        done[nearest] = SeedChain(
            other.strength + chain.strength, np.concatenate([other.anchors, chain.anchors])
        )
    return sorted(done, key=lambda chain: -chain.strength)


def _goes_on(end: Int64s, start: Int64s) -> bool:
    di, dj = int(start[0] - end[0]), int(start[1] - end[1])
    return 0 < di <= _BRIDGE and 0 < dj <= _BRIDGE and abs(di - dj) <= max(_STEP, min(di, dj) // 2)


@dataclass(frozen=True, slots=True)
class _Box:
    """A rectangle of nodes about a chain, the ends exclusive."""

    source: Run
    target: Run
    anchors: Int64s | None
    """None once boxes were joined: their chains may cross."""

    @classmethod
    def about(cls, anchors: Int64s, rows: int, columns: int) -> "_Box":
        (i, j), (k, m) = anchors[0].tolist(), anchors[-1].tolist()
        source = Run(max(0, i - _REACH), min(rows, k + 1 + _REACH))
        target = Run(max(0, j - _REACH), min(columns, m + 1 + _REACH))
        return cls(source, target, anchors)

    def fits_with(self, other: "_Box") -> bool:
        """Whether both share nodes and make a small rectangle together."""
        apart = (
            self.source.end < other.source.start
            or other.source.end < self.source.start
            or self.target.end < other.target.start
            or other.target.end < self.target.start
        )
        if apart:
            return False
        union = self.join(other)
        return union.source.size * union.target.size <= _SMALL

    def join(self, other: "_Box") -> "_Box":
        return _Box(_union((self.source, other.source)), _union((self.target, other.target)), None)

    def region(self) -> Region:
        rows, columns = self.source.size, self.target.size
        if self.anchors is None or rows * columns <= _SMALL:
            return Region(self.source, self.target, Band.full(rows, columns))
        corner = np.array([self.source.start, self.target.start])
        band = band_about(self.anchors - corner, rows, columns, _BAND_REACH)
        return Region(self.source, self.target, band)


def _union(runs: Iterable[Run]) -> Run:
    runs = list(runs)
    return Run(min(run.start for run in runs), max(run.end for run in runs))
