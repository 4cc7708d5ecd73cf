"""A linear-chain model over the alignment lattice, fitted to hand-aligned texts.

The likelihood of the gold paths is made as large as possible with L-BFGS and a Gaussian prior.
Needs scipy (`pip install -e ".[benchmarks]"`). Every step sums over all paths of all texts with the
sums that the program itself uses. Compiled loops made a fit 2.3 times as fast (15 steps over five
texts in 1.2 s instead of 2.8 s); that was not worth a second set of sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.optimize import minimize

from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS, FORBIDDEN, Gap
from aligner.alignment.lattice.semi_markov import Marginals, best_path, find_marginals
from aligner.alignment.model.bead_model import SHAPES, shape_of
from aligner.alignment.model.mirroring import mirror
from aligner.arrays import Bools, Float32s, Float64s, Int64s

SOURCE_SIZES = np.array([n for n, _ in BEADS])
TARGET_SIZES = np.array([m for _, m in BEADS])
MIRRORED = np.array([BEADS.index((m, n)) for n, m in BEADS])
SHAPE = np.array([0, 0, *(shape_of(k) for k in range(2, len(BEADS)))])
GoldBead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass
class Text:
    """The beads of a pair of texts that the fit considers; arrays have one entry a bead."""

    name: str
    names: tuple[str, ...]
    """Names of the features of full beads."""
    empty_names: tuple[str, ...]
    """Names of the features of empty beads."""
    lows: Int64s
    width: int
    target_count: int
    beads: Int64s
    i: Int64s
    j: Int64s
    features: Float32s
    """Features of full beads, shape (beads, names), turned so that the source side has more
    sentences; zeros for empty beads."""
    empty: Float32s
    gold: Bools
    gold_beads: set[GoldBead]
    goings_on: int
    """Number of empty beads in the gold path that follow another one."""
    first: Float64s = field(default_factory=lambda: np.zeros(0))
    """Scores of the first pass, shape (beads,); they are scaled and added."""
    first_going_on: float = 0.0
    origin: tuple[int, int] = (0, 0)
    """First sentences of the text in the texts that it is a part of."""
    weight: float = 1.0
    """Weight of the text in the fit."""
    reachable: Bools | None = None
    """Mask of the beads that the engine would consider; the others are gold to learn from."""

    @cached_property
    def shape_rows(self) -> list[Int64s]:
        """Positions of the full beads of each shape."""
        return [
            np.flatnonzero((self.beads > 1) & (SHAPE[self.beads] == k)) for k in range(len(SHAPES))
        ]

    @cached_property
    def by_shape(self) -> list[Float32s]:
        """Features of the full beads of each shape; cached, as the fit uses them very often."""
        return [np.ascontiguousarray(self.features[rows]) for rows in self.shape_rows]

    @cached_property
    def empty_rows(self) -> Int64s:
        """Positions of the empty beads."""
        return np.flatnonzero(self.beads < 2)

    def scatter(self, scores: Float64s) -> Float64s:
        """Scores laid out over the band, shape (BEADS, rows, width)."""
        dense = np.full((len(BEADS), len(self.lows), self.width), FORBIDDEN)
        dense[self.beads, self.i, self.j - self.lows[self.i]] = scores
        return dense

    def gather(self, dense: Float64s) -> Float64s:
        """The values of the beads, shape (beads,), out of an array over the band."""
        return np.asarray(dense[self.beads, self.i, self.j - self.lows[self.i]])

    @property
    def band(self) -> Band:
        """The nodes at which the beads begin and end."""
        return Band(self.lows, self.width, self.target_count)

    def marginals(self, scores: Float64s, going_on: float) -> Marginals:
        """The sums over all paths, given the score of each bead and what extending a gap costs."""
        return find_marginals(self.scatter(scores), self.band, Gap(0.0, going_on))


def canonical(features: Float32s, bead: int, names: Sequence[str]) -> Float32s:
    """Features as if the source side had more sentences, shape (beads, names).

    If both sides have the same number, means of the features in both directions.
    """
    n, m = BEADS[bead]
    mirrored = mirror(features, names)
    return features if n > m else mirrored if n < m else np.asarray((features + mirrored) / 2)


@dataclass
class Parameters:
    """Fitted parameters of standardised features."""

    names: tuple[str, ...]
    """Names of the features of full beads; last axis of `mean`, `spread`, `common` and `shapes`."""
    empty_names: tuple[str, ...]
    """Names of the features of empty beads; axis of `empty`."""
    mean: Float64s
    spread: Float64s
    common: Float64s
    shapes: Float64s
    constants: Float64s
    empty: Float64s
    scale: float
    going_on: float

    def weights(self) -> Float64s:
        """Weights of the raw features, shape (SHAPES, names)."""
        return np.asarray((self.common + self.shapes) / self.spread)

    def bead_constants(self) -> Float64s:
        """Constants of the beads, to go with raw features, shape (BEADS,)."""
        shift = (self.weights() * self.mean).sum(axis=1)
        both = (self.constants + self.constants[MIRRORED]) / 2
        return np.asarray(both - np.where(np.arange(len(BEADS)) < 2, 0, shift[SHAPE]))

    def score(self, text: Text) -> Float64s:
        """Scores of the beads of a text, shape (beads,)."""
        weights = self.weights().astype(np.float32)
        scores = self.bead_constants()[text.beads]
        for rows, features, row in zip(text.shape_rows, text.by_shape, weights, strict=True):
            scores[rows] += features @ row
        scores[text.empty_rows] = text.empty[text.empty_rows] @ self.empty
        return scores + self.scale * text.first if len(text.first) else scores

    def gap(self, text: Text) -> float:
        """Score of each further empty bead in a row."""
        return self.going_on + (self.scale * text.first_going_on if len(text.first) else 0.0)


def fit(texts: list[Text], prior: float, steps: int) -> Parameters:
    """Fit the parameters of the highest posterior; `prior` is the inverse variance of a weight.

    Weights of a single shape have half the variance of common ones, constants ten times as much.
    """
    rows = np.concatenate([t.features[t.beads > 1][::3] for t in texts]).astype(np.float64)
    mean, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-3)
    names, empty_names, shapes = texts[0].names, texts[0].empty_names, len(SHAPES)
    assert all((t.names, t.empty_names) == (names, empty_names) for t in texts)
    sizes = [len(names), shapes * len(names), len(BEADS), len(empty_names), 1, 1]
    strength = np.repeat([1, 2, 0.1, 0.05, 0, 0.05], sizes) * prior
    cuts = np.cumsum(sizes)[:-1]

    def unpack(x: Float64s) -> Parameters:
        a, b, c, d, e, f = np.split(x, cuts)
        return Parameters(
            names, empty_names, mean, spread, a, b.reshape(shapes, -1), c, d,
            float(e[0]), float(f[0]),
        )  # fmt: skip

    def loss(x: Float64s) -> tuple[float, Float64s]:
        p = unpack(x)
        total, slope = 0.5 * float((strength * x * x).sum()), strength * x
        for text in texts:
            scores, gap = p.score(text), p.gap(text)
            marginals = text.marginals(scores, gap)
            lost = marginals.log_total - scores[text.gold].sum() - text.goings_on * gap
            total += text.weight * lost
            pull = text.gather(marginals.beads) - text.gold
            extra = marginals.goings_on - text.goings_on
            slope = slope + text.weight * _slope(text, p, pull, extra)
        return total, slope

    start = np.zeros(sum(sizes))
    start[-2] = 1.0
    return unpack(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x)


def _slope(text: Text, p: Parameters, pull: Float64s, extra: float) -> Float64s:
    """Gradient of the loss of one text, from the excess probability of each bead."""
    shapes = np.zeros(p.shapes.shape)
    for shape, (rows, features) in enumerate(zip(text.shape_rows, text.by_shape, strict=True)):
        here = pull[rows]
        shapes[shape] = (here.astype(np.float32) @ features - here.sum() * p.mean) / p.spread
    constants = np.bincount(text.beads, weights=pull, minlength=len(BEADS))
    constants[:2] = 0
    constants = (constants + constants[MIRRORED]) / 2
    empty = pull[text.empty_rows] @ text.empty[text.empty_rows]
    scale = pull @ text.first + extra * text.first_going_on if len(text.first) else 0.0
    return np.concatenate([shapes.sum(axis=0), shapes.ravel(), constants, empty, [scale], [extra]])


def decode(text: Text, p: Parameters, cost: float) -> list[tuple[int, int, int, float]]:
    """Path of the highest expected F1: bead, i, j, probability; `cost` as in `decoding`."""
    own = (
        p.score(text)
        if text.reachable is None
        else np.where(text.reachable, p.score(text), FORBIDDEN)
    )
    scores, marginals = text.scatter(own), text.marginals(own, p.gap(text)).beads
    worth = np.where(scores > FORBIDDEN / 2, marginals - cost, FORBIDDEN)
    path = best_path(worth, text.band)
    return [(*s, float(marginals[s.bead, s.i, s.j - text.lows[s.i]])) for s in path]
