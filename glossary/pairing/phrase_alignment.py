"""From word beliefs to phrase pairs: which run of target words a source candidate stands for.

A run of target words fits a source candidate when its words are explained by the candidate's words
and the candidate's words are rendered inside the run; the score is the harmonic mean of both
shares. A run that is too short loses on the second, one that is too long on the first.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.progress import Progress
from glossary.candidates.spans import SpanTable
from glossary.pairing.word_alignment import Lexicon, Place

SHARE = 0.2
"""Worst share still taken for a sighting; lower ones were right in under 3 % of the cases."""
SOURCES = 60_000
"""Source candidates that are judged, the most frequent first. Texts of a few thousand pairs have
fewer; in longer ones much of what was seen once is left out, which keeps the encoder's work linear.
"""
RIVALS = 4
"""Target runs kept for each sighting of a source candidate."""


COLUMNS = ("share", "worst_target", "worst_source", "leak", "loose", "leak_source")
"""What is measured of each sighting: the score; the least explained target word and the least
rendered source word inside; how much of the words just outside the target run is explained by the
candidate (it may be too short), or by nothing (they may belong to it); and how much of the source
words just outside the candidate is rendered inside the run."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def project(
    lexicon: Lexicon,
    spans: tuple[SpanTable, SpanTable],
    sentences: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    places: Sequence[Place],
    *,
    most: int = SOURCES,
    progress: Progress | None = None,
) -> tuple[NDArray[np.int32], Floats]:
    """Sightings of pairs: rows (link, source place, target place), and `COLUMNS` of each."""
    judged = _most_frequent(spans[0], most)
    rows: list[NDArray[np.int32]] = []
    measures: list[Floats] = []
    for number, (place, (source, target)) in enumerate(zip(places, sentences, strict=True)):
        here = np.arange(spans[0].bounds[source[0]], spans[0].bounds[source[1]])
        here = here[judged[spans[0].candidate[here]]]
        there = np.arange(spans[1].bounds[target[0]], spans[1].bounds[target[1]])
        if len(here) and len(there):
            view = _View(lexicon, spans, place, here, there)
            source_at, target_at, measure = view.best()
            column = np.full(len(source_at), number)
            rows.append(np.stack([column, here[source_at], there[target_at]], 1).astype(np.int32))
            measures.append(measure)
        if progress:
            progress("matching links", number + 1, len(places))
    if not rows:
        empty = np.zeros((0, len(COLUMNS)), dtype=np.float32)
        return np.zeros((0, 3), dtype=np.int32), empty
    return np.concatenate(rows), np.concatenate(measures)


def _most_frequent(spans: SpanTable, most: int) -> NDArray[np.bool_]:
    """For each candidate whether it is among the most frequent ones; the earlier of equal ones."""
    count = np.bincount(spans.candidate, minlength=len(spans.keys))
    judged = np.zeros(len(spans.keys), dtype=np.bool_)
    judged[np.argsort(-count, kind="stable")[:most]] = True
    return judged


class _View:
    """The candidates of one link and the beliefs about its words, as sums over rectangles."""

    def __init__(
        self,
        lexicon: Lexicon,
        spans: tuple[SpanTable, SpanTable],
        place: Place,
        here: Ints,
        there: Ints,
    ) -> None:
        posterior = lexicon.posterior(place)
        (a, b), (c, d) = place.source, place.target
        self.first, self.last = spans[0].first[here] - a, spans[0].last[here] - a
        self.left, self.right = spans[1].first[there] - c, spans[1].last[there] - c
        self.source_content = lexicon.source.content[a:b]
        self.target_content = lexicon.target.content[c:d]
        # Belief that target word j is explained by the words of candidate s: shape (s, words).
        down = _sum_down(posterior.to_source)
        self.explained = down[self.last] - down[self.first]
        self.explained_at_all = posterior.to_source.sum(axis=0)
        # Belief that source word i is rendered in run t: shape (words, t).
        across = _sum_down(posterior.to_target.T)
        self.rendered = (across[self.right] - across[self.left]).T

    def best(self) -> tuple[Ints, Ints, Floats]:
        """Source number, target number and measures of the sightings worth keeping."""
        inside = _sum_down(self.explained.T).T
        explained = inside[:, self.right] - inside[:, self.left]
        explained /= _sizes(self.target_content, self.left, self.right)[None, :]
        down = _sum_down(self.rendered)
        rendered = down[self.last] - down[self.first]
        rendered /= _sizes(self.source_content, self.first, self.last)[:, None]
        both = explained + rendered + np.float32(1e-6)
        share = (2 * explained * rendered / both).astype(np.float32)
        kept = min(RIVALS, share.shape[1])
        top = np.argsort(-share, axis=1, kind="stable")[:, :kept]
        values: Floats = np.take_along_axis(share, top, axis=1)
        source_at, rank = np.nonzero(values >= SHARE)
        target_at = top[source_at, rank]
        return source_at, target_at, self._measure(source_at, target_at, values[source_at, rank])

    def _measure(self, source_at: Ints, target_at: Ints, share: Floats) -> Floats:
        left, right = self.left[target_at], self.right[target_at]
        first, last = self.first[source_at], self.last[source_at]
        words = self.target_content
        explained = np.where(words[None, :], self.explained, np.float32(1))
        rendered = np.where(self.source_content[:, None], self.rendered, np.float32(1))
        worst_target = _least(explained, source_at, left, right)
        worst_source = _least(rendered.T, target_at, first, last)
        leak = np.zeros(len(share), dtype=np.float32)
        loose = np.zeros(len(share), dtype=np.float32)
        leak_source = np.zeros(len(share), dtype=np.float32)
        for at in (left - 1, right):
            inside = (at >= 0) & (at < len(words))
            safe = np.where(inside, at, 0)
            inside &= words[safe]
            leak = np.maximum(leak, np.where(inside, self.explained[source_at, safe], 0))
            loose = np.maximum(loose, np.where(inside, 1 - self.explained_at_all[safe], 0))
        for at in (first - 1, last):
            inside = (at >= 0) & (at < len(self.source_content))
            safe = np.where(inside, at, 0)
            inside &= self.source_content[safe]
            leak_source = np.maximum(
                leak_source, np.where(inside, self.rendered[safe, target_at], 0)
            )
        columns = (share, worst_target, worst_source, leak, loose, leak_source)
        return np.stack(columns, axis=1).astype(np.float32)


def _sum_down(table: Floats) -> Floats:
    """Running sums down each column, with a row of zeros first."""
    result = np.zeros((table.shape[0] + 1, table.shape[1]), dtype=np.float32)
    np.cumsum(table, axis=0, out=result[1:])
    return result


def _least(table: Floats, row: Ints, first: NDArray[np.int32], last: NDArray[np.int32]) -> Floats:
    """For each row number the least value of its columns first … last."""
    if not len(row):
        return np.zeros(0, dtype=np.float32)
    size = (last - first).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(size)[:-1]])
    columns = np.arange(size.sum()) - np.repeat(starts, size) + np.repeat(first, size)
    least: Floats = np.minimum.reduceat(table[np.repeat(row, size), columns], starts)
    return least


def _sizes(content: NDArray[np.bool_], first: NDArray[np.int32], last: NDArray[np.int32]) -> Floats:
    """How many words of meaning each run has, at least 1."""
    total = np.concatenate([[0], np.cumsum(content)])
    sizes: Floats = np.maximum(total[last] - total[first], 1).astype(np.float32)
    return sizes
