"""Parts of two texts, with everything the features need of them and of nothing else.

A book in which an excerpt is looked for has a few places worth a close look. Only the sentences of
those places are encoded as runs and split into words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.excerpts.passage_search import Survey
from aligner.alignment.excerpts.seed_chains import Place
from aligner.alignment.features.encode_pair import gather_pair
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import Pair
from aligner.bitext import Link, Run
from aligner.encoders.protocol import Encoder


@dataclass(frozen=True, slots=True)
class Sections:
    """What was gathered of the sentences that stand in any place."""

    texts: tuple[Sentences, Sentences]
    pair: Pair
    """What is known of these texts."""
    source_positions: NDArray[np.int64]
    """Where each source sentence stands among the gathered ones; -1 for those left out."""
    target_positions: NDArray[np.int64]

    def with_ratio(self, survey: Survey) -> "Sections":
        """The same with the length ratio of what belongs together instead of that of both texts."""
        source, target = self.pair.source.facts.lengths, self.pair.target.facts.lengths
        if not len(source) or not len(target):
            return self
        ratio = survey.length_ratio(
            source[np.maximum(self.source_positions, 0)],
            target[np.maximum(self.target_positions, 0)],
        )
        return replace(self, pair=replace(self.pair, length_ratio=ratio))

    def move(self, link: Link) -> Link:
        """A link in the numbers of the gathered sentences."""
        return replace(
            link,
            source=_moved(link.source, self.source_positions),
            target=_moved(link.target, self.target_positions),
        )

    def cut(self, place: Place) -> Pair:
        """What is known of the sentences of one place, as if there were no others."""
        source = _moved(place.source, self.source_positions)
        target = _moved(place.target, self.target_positions)
        return self.pair.part(source, target)


def gather_sections(
    source: Sentences, target: Sentences, places: Sequence[Place], encoder: Encoder
) -> Sections:
    """Vectors of runs, words and facts of the sentences that stand in the places."""
    source_kept = _positions([place.source for place in places], len(source))
    target_kept = _positions([place.target for place in places], len(target))
    texts = _select(source, source_kept), _select(target, target_kept)
    return Sections(texts, gather_pair(*texts, encoder), source_kept, target_kept)


def whole_sections(source: Sentences, target: Sentences, pair: Pair) -> Sections:
    """The same of two texts of which everything has been gathered already."""
    return Sections((source, target), pair, np.arange(len(source)), np.arange(len(target)))


def _positions(runs: Sequence[Run], count: int) -> NDArray[np.int64]:
    kept = np.zeros(count, np.bool_)
    for run in runs:
        kept[run.start : run.end] = True
    return np.where(kept, np.cumsum(kept) - 1, -1)


def _select(sentences: Sentences, positions: NDArray[np.int64]) -> Sentences:
    kept = np.nonzero(positions >= 0)[0].tolist()
    kinds = tuple(sentences.kinds[i] for i in kept) if sentences.kinds else ()
    return Sentences(tuple(sentences.texts[i] for i in kept), sentences.language, kinds)


def _moved(run: Run, positions: NDArray[np.int64]) -> Run:
    """A run in the numbers of the gathered sentences; the sentences of a place are all there."""
    start = int(positions[run.start]) if run else 0
    return Run(start, start + run.size)
