"""A subset of the sentences of two texts, encoded as if there were no others.

Only a few regions of a book may hold an excerpt. Only their sentences are encoded as runs and split
into words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from aligner.alignment.excerpts.passage_search import PassageSearch
from aligner.alignment.excerpts.seed_chains import Region
from aligner.alignment.features.encode_pair import encode_pair
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import EncodedPair
from aligner.arrays import Int64s
from aligner.bitext import Link, Run
from aligner.encoders.protocol import Encoder


@dataclass(frozen=True, slots=True)
class TextSubset:
    """The sentences that lie in any region, encoded."""

    texts: tuple[Sentences, Sentences]
    pair: EncodedPair
    """Vectors, words and surface features of these sentences."""
    source_positions: Int64s
    """Position of each source sentence in the subset, shape (source sentences,); -1 for those left
    out."""
    target_positions: Int64s

    def with_ratio(self, search: PassageSearch) -> "TextSubset":
        """Replaces the length ratio of both texts by that of the passages that belong together."""
        source, target = self.pair.source.surface.lengths, self.pair.target.surface.lengths
        if not len(source) or not len(target):
            return self
        ratio = search.length_ratio(
            source[np.maximum(self.source_positions, 0)],
            target[np.maximum(self.target_positions, 0)],
        )
        return replace(self, pair=replace(self.pair, length_ratio=ratio))

    def move(self, link: Link) -> Link:
        """Renumbers a link to the sentences of the subset."""
        return replace(
            link,
            source=_moved(link.source, self.source_positions),
            target=_moved(link.target, self.target_positions),
        )

    def cut(self, region: Region) -> EncodedPair:
        """Encoded sentences of one region, by themselves."""
        source = _moved(region.source, self.source_positions)
        target = _moved(region.target, self.target_positions)
        return self.pair.part(source, target)


def encode_subset(
    source: Sentences, target: Sentences, regions: Sequence[Region], encoder: Encoder
) -> TextSubset:
    """Encodes the sentences that lie in the regions, and no others."""
    source_kept = _positions([region.source for region in regions], len(source))
    target_kept = _positions([region.target for region in regions], len(target))
    texts = _select(source, source_kept), _select(target, target_kept)
    return TextSubset(texts, encode_pair(*texts, encoder), source_kept, target_kept)


def whole_texts(source: Sentences, target: Sentences, pair: EncodedPair) -> TextSubset:
    """Makes the subset that is all of two texts, which are encoded already."""
    return TextSubset((source, target), pair, np.arange(len(source)), np.arange(len(target)))


def _positions(runs: Sequence[Run], count: int) -> Int64s:
    kept = np.zeros(count, np.bool_)
    for run in runs:
        kept[run.start : run.end] = True
    return np.where(kept, np.cumsum(kept) - 1, -1)


def _select(sentences: Sentences, positions: Int64s) -> Sentences:
    kept = np.nonzero(positions >= 0)[0].tolist()
    kinds = tuple(sentences.kinds[i] for i in kept) if sentences.kinds else ()
    return Sentences(tuple(sentences.texts[i] for i in kept), sentences.language, kinds)


def _moved(run: Run, positions: Int64s) -> Run:
    """Renumbers a run to the sentences of the subset, in which those of a region are complete."""
    start = int(positions[run.start]) if run else 0
    return Run(start, start + run.size)
