"""Which word stands for which: co-occurrence over links, guided by the encoder.

A pair of IBM models 1 (Brown et al. 1993), one in each direction, trained to agree (Liang, Taskar
and Klein 2006): a link between two words counts as often as both directions believe in it, so
words compete for their counterparts. The encoder enters as a Dirichlet prior: for a word seen once
its likeness decides, for one seen fifty times the counts do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.protocol import Vectors
from glossary.candidates.tokens import TokenTable

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LexiconOptions:
    """Tuned on terms-tico19 and terms-hkma-dev, each judged with the values of the other."""

    rounds: int = 4
    prior: float = 1.0
    """How many sightings the encoder's opinion is worth."""
    middle: float = 0.55
    """The cosine at which two words are as likely as not translations of each other."""
    slope: float = 20.0
    distortion: float = 2.0
    """How fast the belief falls with the distance in relative position."""
    company: float = 8.0
    """Weight of "its neighbours are linked to its counterpart's neighbours" (see `_company`)."""
    window: int = 4
    empty: float = 0.01
    """Weight of "no counterpart" against the probability of the best word."""


@dataclass(frozen=True, slots=True)
class Place:
    """A link as ranges of tokens of the two tables, with the confidence of the link."""

    source: tuple[int, int]
    target: tuple[int, int]
    weight: float


@dataclass(frozen=True, slots=True)
class Posterior:
    """Beliefs about the words of one link, both of shape (source words, target words)."""

    to_source: Floats
    """Of each target word, which source word it renders; columns sum to 1 or less."""
    to_target: Floats
    """Of each source word, which target word renders it; rows sum to 1 or less."""


class Lexicon:
    """Word translation probabilities of one pair of texts, in both directions."""

    def __init__(
        self,
        source: TokenTable,
        target: TokenTable,
        vectors: tuple[Vectors, Vectors],
        options: LexiconOptions,
    ) -> None:
        self.source = source
        self.target = target
        self.options = options
        self._vectors = vectors
        self._width = len(target.words)
        self._keys: Ints = np.zeros(0, dtype=np.int64)
        self._given_source: Floats = np.zeros(0, dtype=np.float32)
        self._given_target: Floats = np.zeros(0, dtype=np.float32)

    def train(self, places: Sequence[Place]) -> None:
        """Fit the probabilities to the links."""
        self._keys = self._all_keys(places)
        likeness = self._likeness()
        counts = np.zeros(len(likeness), dtype=np.float32)
        self._maximise(counts, likeness)
        for _ in range(self.options.rounds):
            counts[:] = 0
            for place in places:
                cells, posterior = self._expect(place)
                agreed = posterior.to_source * posterior.to_target
                np.add.at(counts, cells, agreed.ravel() * np.float32(place.weight))
            self._maximise(counts, likeness)

    def posterior(self, place: Place) -> Posterior:
        """The beliefs about all words of a link; words without meaning have zeros."""
        content_source, content_target = self._content(place)
        shape = (place.source[1] - place.source[0], place.target[1] - place.target[0])
        full = (np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32))
        if len(content_source) and len(content_target):
            _, small = self._expect(place)
            where = np.ix_(content_source - place.source[0], content_target - place.target[0])
            full[0][where] = small.to_source
            full[1][where] = small.to_target
        return Posterior(*full)

    # ── inside ───────────────────────────────────────────────────────────────

    def _content(self, place: Place) -> tuple[Ints, Ints]:
        (a, b), (c, d) = place.source, place.target
        return (
            a + np.flatnonzero(self.source.content[a:b]),
            c + np.flatnonzero(self.target.content[c:d]),
        )

    def _cells(self, place: Place) -> tuple[Ints, Floats]:
        """The key of each pair of words of a link, and how likely their positions are."""
        source, target = self._content(place)
        keys = (
            self.source.word[source].astype(np.int64)[:, None] * self._width
            + self.target.word[target][None, :]
        )
        (a, b), (c, d) = place.source, place.target
        here = (source - a) / max(1, b - a)
        there = (target - c) / max(1, d - c)
        near = np.exp(-self.options.distortion * np.abs(here[:, None] - there[None, :]))
        return keys, near.astype(np.float32)

    def _all_keys(self, places: Sequence[Place]) -> Ints:
        merged = np.zeros(0, dtype=np.int64)
        block: list[Ints] = []
        size = 0
        for place in places:
            block.append(np.unique(self._cells(place)[0]))
            size += len(block[-1])
            if size > 4_000_000:
                merged = np.unique(np.concatenate([merged, *block]))
                block, size = [], 0
        return np.unique(np.concatenate([merged, *block])) if block else merged

    def _likeness(self) -> Floats:
        """The encoder's belief that two words are translations, for each key."""
        source, target = self._vectors
        cosine = np.empty(len(self._keys), dtype=np.float32)
        for start in range(0, len(cosine), 50_000):
            keys = self._keys[start : start + 50_000]
            cosine[start : start + 50_000] = np.einsum(
                "ij,ij->i", source[keys // self._width], target[keys % self._width]
            )
        belief = 1 / (1 + np.exp(-self.options.slope * (cosine - self.options.middle)))
        likeness: Floats = belief.astype(np.float32)
        return likeness

    def _expect(self, place: Place) -> tuple[Ints, Posterior]:
        keys, near = self._cells(place)
        cells = np.searchsorted(self._keys, keys.ravel())
        forward = self._given_source[cells].reshape(keys.shape) * near
        backward = self._given_target[cells].reshape(keys.shape) * near
        posterior = self._normalise(forward, backward)
        if self.options.company:
            company = _company(posterior.to_source * posterior.to_target, self.options.window)
            boost = np.float32(1) + np.float32(self.options.company) * company
            posterior = self._normalise(forward * boost, backward * boost)
        return cells, posterior

    def _normalise(self, forward: Floats, backward: Floats) -> Posterior:
        empty = np.float32(self.options.empty)
        return Posterior(
            to_source=forward / (forward.sum(axis=0, keepdims=True) + empty),
            to_target=backward / (backward.sum(axis=1, keepdims=True) + empty),
        )

    def _maximise(self, counts: Floats, likeness: Floats) -> None:
        joint = counts + np.float32(self.options.prior) * likeness
        source, target = self._keys // self._width, self._keys % self._width
        # One sighting of prior mass goes to "anything else", so that a word whose companions are
        # all unlike it stays without a counterpart until counts speak.
        by_source = np.bincount(source, joint, minlength=len(self.source.words)) + 1.0
        by_target = np.bincount(target, joint, minlength=self._width) + 1.0
        self._given_source = (joint / by_source[source]).astype(np.float32)
        self._given_target = (joint / by_target[target]).astype(np.float32)


def _company(agreed: Floats, window: int) -> Floats:
    """For each pair of words how much belief stands around it, within `window` words each way."""
    rows, columns = agreed.shape
    table = np.zeros((rows + 1, columns + 1), dtype=np.float32)
    table[1:, 1:] = agreed.cumsum(axis=0).cumsum(axis=1)
    top, bottom = _edges(rows, window)
    left, right = _edges(columns, window)
    strip = table[bottom] - table[top]
    around: Floats = strip[:, right] - strip[:, left] - agreed
    return around


def _edges(size: int, window: int) -> tuple[Ints, Ints]:
    here = np.arange(size)
    return np.maximum(here - window, 0), np.minimum(here + window + 1, size)
