"""Parts of two texts, with everything the features need of them and of nothing else.

A book in which an excerpt is looked for has a few regions worth a close look. Only the sentences of
those regions are encoded as runs and split into words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.excerpts.passage_search import PassageSearch
from aligner.alignment.excerpts.seed_chains import Region
from aligner.alignment.features.encode_pair import encode_pair
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import EncodedPair
from aligner.bitext import Link, Run
from aligner.encoders.protocol import Encoder


@dataclass(frozen=True, slots=True)
class TextSubset:
    """What was gathered of the sentences that stand in any region."""

    texts: tuple[Sentences, Sentences]
    pair: EncodedPair
    """What is known of these texts."""
    source_positions: NDArray[np.int64]
    """Where each source sentence stands among the gathered ones; -1 for those left out."""
    target_positions: NDArray[np.int64]

    def with_ratio(self, search: PassageSearch) -> "TextSubset":
        """The same with the length ratio of what belongs together instead of that of both texts."""
        source, target = self.pair.source.surface.lengths, self.pair.target.surface.lengths
        if not len(source) or not len(target):
            return self
        ratio = search.length_ratio(
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

    def cut(self, region: Region) -> EncodedPair:
        """What is known of the sentences of one region, as if there were no others."""
        source = _moved(region.source, self.source_positions)
        target = _moved(region.target, self.target_positions)
        return self.pair.part(source, target)


def encode_subset(
    source: Sentences, target: Sentences, regions: Sequence[Region], encoder: Encoder
) -> TextSubset:
    """Vectors of runs, words and facts of the sentences that stand in the regions."""
    source_kept = _positions([region.source for region in regions], len(source))
    target_kept = _positions([region.target for region in regions], len(target))
    texts = _select(source, source_kept), _select(target, target_kept)
    return TextSubset(texts, encode_pair(*texts, encoder), source_kept, target_kept)


def whole_texts(source: Sentences, target: Sentences, pair: EncodedPair) -> TextSubset:
    """The same of two texts of which everything has been gathered already."""
    return TextSubset((source, target), pair, np.arange(len(source)), np.arange(len(target)))


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
    """A run in the numbers of the gathered sentences; the sentences of a region are all there."""
    start = int(positions[run.start]) if run else 0
    return Run(start, start + run.size)
