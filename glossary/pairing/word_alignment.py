"""Word alignment: which word translates which, learned from the links with the encoder as prior.

A pair of IBM Models 1 (Brown et al. 1993), one in each direction, trained to agree (Liang, Taskar
and Klein 2006): a link between two words counts as much as both directions believe in it, so words
compete for their counterparts. The encoder enters as a Dirichlet prior: similarity decides for a
word that occurs once, the counts for one that occurs fifty times.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligner.arrays import Float32s, Int64s
from aligner.encoders.protocol import Vectors
from aligner.logistic import sigmoid
from glossary.candidates.corpus_index import TokenRanges
from glossary.candidates.tokens import TokenizedSentences


@dataclass(frozen=True, slots=True)
class LexiconOptions:
    """Settings of the model, tuned on terms-tico19 and terms-hkma-dev.

    Each set was judged with the values found on the other.
    """

    rounds: int = 4
    """Rounds of expectation maximisation."""
    prior: float = 1.0
    """How many occurrences the encoder's similarity is worth."""
    middle: float = 0.55
    """The cosine at which two words are as likely as not translations of each other."""
    slope: float = 20.0
    """How steeply the prior rises around `middle`."""
    distortion: float = 2.0
    """How fast the probability falls with the distance in relative position."""
    neighbour_support: float = 8.0
    """Weight of "the words around it are linked to the words around its counterpart"."""
    window: int = 4
    """Words on either side that count as neighbours."""
    empty: float = 0.01
    """Weight of "no counterpart", where the probabilities of the words are the other weights."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """Alignment probabilities of the words of one link, both of shape (source, target words)."""

    to_source: Float32s
    """That a target word renders a source word; columns sum to 1 or less."""
    to_target: Float32s
    """That a source word is rendered by a target word; rows sum to 1 or less."""


class Lexicon:
    """Word translation probabilities of one pair of texts, in both directions."""

    def __init__(
        self,
        source: TokenizedSentences,
        target: TokenizedSentences,
        vectors: tuple[Vectors, Vectors],
        options: LexiconOptions,
    ) -> None:
        """`vectors` has one row for each word of either vocabulary."""
        self.source = source
        self.target = target
        self.options = options
        self._vectors = vectors
        self._width = len(target.words)
        # Every pair of words that shares a link, as source × width + target, in rising order; the
        # probabilities below have the same order.
        self._keys: Int64s = np.zeros(0, dtype=np.int64)
        self._given_source: Float32s = np.zeros(0, dtype=np.float32)
        self._given_target: Float32s = np.zeros(0, dtype=np.float32)

    def train(self, links: Sequence[TokenRanges]) -> None:
        """Fit the probabilities to the links."""
        self._keys = self._all_keys(links)
        prior = self._prior()
        counts = np.zeros(len(prior), dtype=np.float32)
        self._maximise(counts, prior)
        for _ in range(self.options.rounds):
            counts[:] = 0
            for link in links:
                cells, posterior = self._expect(link)
                agreed = posterior.to_source * posterior.to_target
                np.add.at(counts, cells, agreed.ravel() * np.float32(link.weight))
            self._maximise(counts, prior)

    def posterior(self, link: TokenRanges) -> Posterior:
        """The alignment probabilities of all tokens of a link; those of function words are 0."""
        content_source, content_target = self._content(link)
        shape = (link.source[1] - link.source[0], link.target[1] - link.target[0])
        full = (np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32))
        if len(content_source) and len(content_target):
            _, small = self._expect(link)
            where = np.ix_(content_source - link.source[0], content_target - link.target[0])
            full[0][where] = small.to_source
            full[1][where] = small.to_target
        return Posterior(*full)

    # ── inside ───────────────────────────────────────────────────────────────

    def _content(self, link: TokenRanges) -> tuple[Int64s, Int64s]:
        """The numbers of the content words on both sides of a link."""
        (a, b), (c, d) = link.source, link.target
        return (
            a + np.flatnonzero(self.source.content[a:b]),
            c + np.flatnonzero(self.target.content[c:d]),
        )

    def _cells(self, link: TokenRanges) -> tuple[Int64s, Float32s]:
        """Key and distortion of each pair of content words: two tables (source, target words)."""
        source, target = self._content(link)
        keys = (
            self.source.word[source].astype(np.int64)[:, None] * self._width
            + self.target.word[target][None, :]
        )
        (a, b), (c, d) = link.source, link.target
        here = (source - a) / max(1, b - a)
        there = (target - c) / max(1, d - c)
        near = np.exp(-self.options.distortion * np.abs(here[:, None] - there[None, :]))
        return keys, near.astype(np.float32)

    def _all_keys(self, links: Sequence[TokenRanges]) -> Int64s:
        merged = np.zeros(0, dtype=np.int64)
        block: list[Int64s] = []
        size = 0
        for link in links:
            block.append(np.unique(self._cells(link)[0]))
            size += len(block[-1])
            if size > 4_000_000:
                merged = np.unique(np.concatenate([merged, *block]))
                block, size = [], 0
        return np.unique(np.concatenate([merged, *block])) if block else merged

    def _prior(self) -> Float32s:
        """For each key the probability, by cosine alone, that the two words are translations."""
        source, target = self._vectors
        cosine = np.empty(len(self._keys), dtype=np.float32)
        for start in range(0, len(cosine), 50_000):
            keys = self._keys[start : start + 50_000]
            cosine[start : start + 50_000] = np.einsum(
                "ij,ij->i", source[keys // self._width], target[keys % self._width]
            )
        return sigmoid(self.options.slope * (cosine - self.options.middle)).astype(np.float32)

    def _expect(self, link: TokenRanges) -> tuple[Int64s, Posterior]:
        """Positions in `_keys` of a link's cells, and the probabilities of its content words."""
        keys, near = self._cells(link)
        cells = np.searchsorted(self._keys, keys.ravel())
        forward = self._given_source[cells].reshape(keys.shape) * near
        backward = self._given_target[cells].reshape(keys.shape) * near
        posterior = self._normalise(forward, backward)
        if self.options.neighbour_support:
            agreed = posterior.to_source * posterior.to_target
            support = _neighbour_support(agreed, self.options.window)
            boost = np.float32(1) + np.float32(self.options.neighbour_support) * support
            posterior = self._normalise(forward * boost, backward * boost)
        return cells, posterior

    def _normalise(self, forward: Float32s, backward: Float32s) -> Posterior:
        empty = np.float32(self.options.empty)
        return Posterior(
            to_source=forward / (forward.sum(axis=0, keepdims=True) + empty),
            to_target=backward / (backward.sum(axis=1, keepdims=True) + empty),
        )

    def _maximise(self, counts: Float32s, prior: Float32s) -> None:
        joint = counts + np.float32(self.options.prior) * prior
        source, target = self._keys // self._width, self._keys % self._width
        # One occurrence of prior mass goes to "anything else", so that a word whose possible
        # counterparts are all dissimilar has none until counts say otherwise.
        by_source = np.bincount(source, joint, minlength=len(self.source.words)) + 1.0
        by_target = np.bincount(target, joint, minlength=self._width) + 1.0
        self._given_source = (joint / by_source[source]).astype(np.float32)
        self._given_target = (joint / by_target[target]).astype(np.float32)


def _neighbour_support(agreed: Float32s, window: int) -> Float32s:
    """The sum of `agreed` in the square of `window` words around each cell, without the cell."""
    rows, columns = agreed.shape
    table = np.zeros((rows + 1, columns + 1), dtype=np.float32)
    table[1:, 1:] = agreed.cumsum(axis=0).cumsum(axis=1)
    top, bottom = _edges(rows, window)
    left, right = _edges(columns, window)
    strip = table[bottom] - table[top]
    around: Float32s = strip[:, right] - strip[:, left] - agreed
    return around


def _edges(size: int, window: int) -> tuple[Int64s, Int64s]:
    here = np.arange(size)
    return np.maximum(here - window, 0), np.minimum(here + window + 1, size)
