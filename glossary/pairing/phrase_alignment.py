"""Phrase alignment: which run of target words renders a source candidate of a link.

A target run fits a source candidate when its words are explained by the words of the candidate and
the words of the candidate are rendered inside the run. The share of a pair is the harmonic mean of
both: a run that is too short loses on the second, one that is too long on the first.
"""

from collections.abc import Sequence

import numpy as np

from aligner.arrays import Bools, Float32s, Int32s, Int64s
from aligner.progress import Progress
from glossary.candidates.corpus_index import Range, TokenRanges
from glossary.candidates.spans import SpanTable
from glossary.pairing.word_alignment import Lexicon

MIN_SHARE = 0.2
"""Least share of a pair that is kept; lower ones were right in less than 3 % of the cases."""
MAX_SOURCES = 60_000
"""Most source candidates that are aligned, the most frequent first. Texts of a few thousand links
have fewer; in longer ones much of what occurs once is left out, which keeps the encoder's work
linear."""
RUNS_PER_OCCURRENCE = 4
"""Target runs kept for each occurrence of a source candidate."""

MEASURES = (
    "share",
    "worst_target",
    "worst_source",
    "boundary_leak_target",
    "unexplained_neighbour",
    "boundary_leak_source",
)
"""What is measured of an occurrence of a pair, each from 0 to 1:

* share: the score, see above;
* worst_target, worst_source: how well the least explained target word of the run is explained, and
  how well the least rendered source word of the candidate is rendered;
* boundary_leak_target: how well the candidate explains the target words just outside the run (the
  run may be too short);
* unexplained_neighbour: how little anything explains those words (they may belong to the run);
* boundary_leak_source: how well the run renders the source words just outside the candidate.
"""


def align_phrases(
    lexicon: Lexicon,
    spans: tuple[SpanTable, SpanTable],
    link_sentences: Sequence[tuple[Range, Range]],
    link_tokens: Sequence[TokenRanges],
    *,
    max_sources: int = MAX_SOURCES,
    progress: Progress | None = None,
) -> tuple[Int32s, Float32s]:
    """The pairs found in each link.

    Returns rows of shape (pairs, 3), which are link, source and target occurrence, and their
    measures of shape (pairs, len(MEASURES)).
    """
    aligned = _most_frequent(spans[0], max_sources)
    rows: list[Int32s] = []
    measures: list[Float32s] = []
    for number, (tokens, (source, target)) in enumerate(
        zip(link_tokens, link_sentences, strict=True)
    ):
        here = np.arange(spans[0].bounds[source[0]], spans[0].bounds[source[1]])
        here = here[aligned[spans[0].candidate[here]]]
        there = np.arange(spans[1].bounds[target[0]], spans[1].bounds[target[1]])
        if len(here) and len(there):
            aligner = _LinkAligner(lexicon, spans, tokens, here, there)
            source_at, target_at, measure = aligner.best()
            column = np.full(len(source_at), number)
            rows.append(np.stack([column, here[source_at], there[target_at]], 1).astype(np.int32))
            measures.append(measure)
        if progress:
            progress("matching links", number + 1, len(link_tokens))
    if not rows:
        empty = np.zeros((0, len(MEASURES)), dtype=np.float32)
        return np.zeros((0, 3), dtype=np.int32), empty
    return np.concatenate(rows), np.concatenate(measures)


def _most_frequent(spans: SpanTable, most: int) -> Bools:
    """Whether each candidate is among the `most` frequent; of equal ones the earlier is first."""
    count = np.bincount(spans.candidate, minlength=len(spans.keys))
    chosen = np.zeros(len(spans.keys), dtype=np.bool_)
    chosen[np.argsort(-count, kind="stable")[:most]] = True
    return chosen


class _LinkAligner:
    """The candidates of one link and the probabilities of its words, as sums over rectangles."""

    def __init__(
        self,
        lexicon: Lexicon,
        spans: tuple[SpanTable, SpanTable],
        link: TokenRanges,
        here: Int64s,
        there: Int64s,
    ) -> None:
        posterior = lexicon.posterior(link)
        (a, b), (c, d) = link.source, link.target
        self.first, self.last = spans[0].first[here] - a, spans[0].last[here] - a
        self.left, self.right = spans[1].first[there] - c, spans[1].last[there] - c
        self.source_content = lexicon.source.content[a:b]
        self.target_content = lexicon.target.content[c:d]
        # Probability that the words of candidate s explain target word j: shape (s, words).
        down = _sum_down(posterior.to_source)
        self.explained = down[self.last] - down[self.first]
        self.explained_by_any = posterior.to_source.sum(axis=0)
        # Probability that source word i is rendered in run t: shape (words, t).
        across = _sum_down(posterior.to_target.T)
        self.rendered = (across[self.right] - across[self.left]).T

    def best(self) -> tuple[Int64s, Int64s, Float32s]:
        """The pairs worth keeping: source and target numbers, (pairs,), and their measures."""
        inside = _sum_down(self.explained.T).T
        explained = inside[:, self.right] - inside[:, self.left]
        explained /= _sizes(self.target_content, self.left, self.right)[None, :]
        down = _sum_down(self.rendered)
        rendered = down[self.last] - down[self.first]
        rendered /= _sizes(self.source_content, self.first, self.last)[:, None]
        both = explained + rendered + np.float32(1e-6)
        share = (2 * explained * rendered / both).astype(np.float32)
        kept = min(RUNS_PER_OCCURRENCE, share.shape[1])
        top = np.argsort(-share, axis=1, kind="stable")[:, :kept]
        values: Float32s = np.take_along_axis(share, top, axis=1)
        source_at, rank = np.nonzero(values >= MIN_SHARE)
        target_at = top[source_at, rank]
        return source_at, target_at, self._measure(source_at, target_at, values[source_at, rank])

    def _measure(self, source_at: Int64s, target_at: Int64s, share: Float32s) -> Float32s:
        """The measures of pairs, shape (pairs, len(MEASURES))."""
        left, right = self.left[target_at], self.right[target_at]
        first, last = self.first[source_at], self.last[source_at]
        explained = np.where(self.target_content[None, :], self.explained, np.float32(1))
        rendered = np.where(self.source_content[:, None], self.rendered, np.float32(1))
        worst_target = _least(explained, source_at, left, right)
        worst_source = _least(rendered.T, target_at, first, last)
        leak_target, unexplained, leak_source = np.zeros((3, len(share)), dtype=np.float32)
        for at in (left - 1, right):
            inside, safe = _content_at(self.target_content, at)
            leak_target = np.maximum(
                leak_target, np.where(inside, self.explained[source_at, safe], 0)
            )
            unexplained = np.maximum(
                unexplained, np.where(inside, 1 - self.explained_by_any[safe], 0)
            )
        for at in (first - 1, last):
            inside, safe = _content_at(self.source_content, at)
            leak_source = np.maximum(
                leak_source, np.where(inside, self.rendered[safe, target_at], 0)
            )
        measures = {
            "share": share,
            "worst_target": worst_target,
            "worst_source": worst_source,
            "boundary_leak_target": leak_target,
            "unexplained_neighbour": unexplained,
            "boundary_leak_source": leak_source,
        }
        return np.stack([measures[name] for name in MEASURES], axis=1).astype(np.float32)


def _content_at(content: Bools, at: Int32s) -> tuple[Bools, Int32s]:
    """Whether there is a content word at each position, and the positions made safe to read."""
    inside = (at >= 0) & (at < len(content))
    safe = np.where(inside, at, 0)
    return inside & content[safe], safe


def _sum_down(table: Float32s) -> Float32s:
    """Running sums down each column, below a row of zeros: (n, m) → (n + 1, m)."""
    result = np.zeros((table.shape[0] + 1, table.shape[1]), dtype=np.float32)
    np.cumsum(table, axis=0, out=result[1:])
    return result


def _least(table: Float32s, row: Int64s, first: Int32s, last: Int32s) -> Float32s:
    """The least value in columns first … last - 1 of each wanted row."""
    if not len(row):
        return np.zeros(0, dtype=np.float32)
    size = (last - first).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(size)[:-1]])
    columns = np.arange(size.sum()) - np.repeat(starts, size) + np.repeat(first, size)
    least: Float32s = np.minimum.reduceat(table[np.repeat(row, size), columns], starts)
    return least


def _sizes(content: Bools, first: Int32s, last: Int32s) -> Float32s:
    """The number of content words in each run of tokens, at least 1."""
    total = np.concatenate([[0], np.cumsum(content)])
    sizes: Float32s = np.maximum(total[last] - total[first], 1).astype(np.float32)
    return sizes
