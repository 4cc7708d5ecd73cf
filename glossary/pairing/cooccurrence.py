"""Co-occurrence counts: what was found of each pair of candidates in all links together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from aligner.arrays import Float32s, Int32s, Int64s
from glossary.candidates.corpus_index import Range
from glossary.candidates.spans import SpanTable
from glossary.pairing.phrase_alignment import MEASURES

TARGETS_PER_SOURCE = 6
"""Target candidates kept for each source candidate. The right one was among the first six of 97 %
of the gold terms that had it at all (both term sets)."""


@dataclass(frozen=True, slots=True)
class CandidatePairs:
    """Pairs of source and target candidates, and every occurrence of each."""

    occurrences: pl.DataFrame
    """Columns link, source_at, target_at (occurrences in the span tables), source, target
    (candidates), the measures of `phrase_alignment.MEASURES`, and weight (of the link)."""
    pairs: pl.DataFrame
    """Columns source, target, support (sum of weighted squared shares), best (largest share),
    count (links), weight (largest link weight), and the means of the other measures."""


def count_pairs(
    spans: tuple[SpanTable, SpanTable],
    rows: Int32s,
    measures: Float32s,
    link_weights: Float32s,
) -> CandidatePairs:
    """Count the occurrences that `phrase_alignment.align_phrases` found.

    `rows` has shape (occurrences, 3): link, source and target occurrence. `measures` has shape
    (occurrences, len(MEASURES)), `link_weights` shape (links,). The pairs are sorted by source,
    then by falling support.
    """
    occurrences = pl.DataFrame(
        {
            "link": rows[:, 0],
            "source_at": rows[:, 1],
            "target_at": rows[:, 2],
            "source": spans[0].candidate[rows[:, 1]],
            "target": spans[1].candidate[rows[:, 2]],
            **{name: measures[:, column] for column, name in enumerate(MEASURES)},
            "weight": link_weights[rows[:, 0]],
        }
    )
    pairs = (
        occurrences.group_by("source", "target")
        .agg(
            support=(pl.col("share") * pl.col("weight") * pl.col("share")).sum(),
            best=pl.col("share").max(),
            count=pl.col("link").n_unique(),
            weight=pl.col("weight").max(),
            **{name: pl.col(name).mean() for name in MEASURES[1:]},
        )
        .sort("source", "support", "target", descending=[False, True, False])
    )
    kept = pairs.group_by("source", maintain_order=True).head(TARGETS_PER_SOURCE)
    return CandidatePairs(occurrences.join(kept, on=["source", "target"], how="semi"), kept)


def count_links(spans: SpanTable, link_sentences: Sequence[Range]) -> Int64s:
    """The number of links in which each candidate occurs, shape (candidates,)."""
    link, candidate = _occurrences_in_links(spans, link_sentences)
    size = max(1, len(spans.keys))
    return np.bincount(
        np.unique(link.astype(np.int64) * size + candidate) % size, minlength=len(spans.keys)
    )


def find_links(spans: SpanTable, link_sentences: Sequence[Range], wanted: Int32s) -> pl.DataFrame:
    """The links of each wanted candidate: columns candidate and link, no row twice."""
    link, candidate = _occurrences_in_links(spans, link_sentences)
    kept = np.zeros(len(spans.keys), dtype=np.bool_)
    kept[wanted] = True
    mask = kept[candidate]
    return pl.DataFrame({"candidate": candidate[mask], "link": link[mask]}).unique()


def _occurrences_in_links(
    spans: SpanTable, link_sentences: Sequence[Range]
) -> tuple[Int32s, Int32s]:
    """Link and candidate of every occurrence inside a link, both of shape (occurrences,)."""
    sizes = [int(spans.bounds[b] - spans.bounds[a]) for a, b in link_sentences]
    link = np.repeat(np.arange(len(link_sentences), dtype=np.int32), sizes)
    occurrence = np.concatenate(
        [np.arange(spans.bounds[a], spans.bounds[b]) for a, b in link_sentences]
        or [np.zeros(0, dtype=np.int64)]
    )
    return link, spans.candidate[occurrence]
