"""Parts of two texts, with everything the features need of them and of nothing else.

A book in which an excerpt is looked for has a few places worth a close look. Only the sentences of
those places are encoded as runs and split into words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.evidence import gather_pair
from aligner.alignment.features import Pair, Side
from aligner.alignment.passages import Place
from aligner.alignment.sentences import Facts, Sentences
from aligner.alignment.words import Words
from aligner.bitext import Run
from aligner.encoders.protocol import Encoder


@dataclass(frozen=True, slots=True)
class Sections:
    """What was gathered of the sentences that stand in any place."""

    pair: Pair
    source_positions: NDArray[np.int64]
    """Where each source sentence stands among the gathered ones; -1 for those left out."""
    target_positions: NDArray[np.int64]

    def cut(self, place: Place, length_ratio: float) -> Pair:
        """What is known of the sentences of one place, as if there were no others."""
        source = _moved(place.source, self.source_positions)
        target = _moved(place.target, self.target_positions)
        return Pair(
            cut_side(self.pair.source, source), cut_side(self.pair.target, target), length_ratio
        )


def gather_sections(
    source: Sentences, target: Sentences, places: Sequence[Place], encoder: Encoder
) -> Sections:
    """Vectors of runs, words and facts of the sentences that stand in the places."""
    source_kept = _positions([place.source for place in places], len(source))
    target_kept = _positions([place.target for place in places], len(target))
    pair = gather_pair(_select(source, source_kept), _select(target, target_kept), encoder)
    return Sections(pair, source_kept, target_kept)


def whole_sections(pair: Pair) -> Sections:
    """The same of two texts of which everything has been gathered already."""
    return Sections(pair, np.arange(pair.source.count), np.arange(pair.target.count))


def cut_side(side: Side, run: Run) -> Side:
    """The part of a text's knowledge that is about a run of its sentences."""
    kept = slice(run.start, run.end)
    runs = tuple(
        level[run.start : max(run.start, run.end - k)] for k, level in enumerate(side.runs)
    )
    return Side(runs, _cut_words(side.words, run), _cut_facts(side.facts, kept))


def _cut_words(words: Words, run: Run) -> Words:
    first, last = int(words.starts[run.start]), int(words.starts[run.end])
    starts = words.starts[run.start : run.end + 1] - first
    return Words(starts, words.ids[first:last], words.weights[first:last], words.vectors)


def _cut_facts(facts: Facts, kept: slice) -> Facts:
    return Facts(**{field.name: getattr(facts, field.name)[kept] for field in fields(Facts)})


def _positions(runs: Sequence[Run], count: int) -> NDArray[np.int64]:
    kept = np.zeros(count, np.bool_)
    for run in runs:
        kept[run.start : run.end] = True
    return np.where(kept, np.cumsum(kept) - 1, -1)


def _select(sentences: Sentences, positions: NDArray[np.int64]) -> Sentences:
    kept = np.nonzero(positions >= 0)[0].tolist()
    return Sentences(tuple(sentences.texts[i] for i in kept), sentences.language)


def _moved(run: Run, positions: NDArray[np.int64]) -> Run:
    """A run in the numbers of the gathered sentences; the sentences of a place are all there."""
    start = int(positions[run.start]) if run else 0
    return Run(start, start + run.size)
