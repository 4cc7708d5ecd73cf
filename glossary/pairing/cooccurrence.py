"""Pairs of candidates with their counts: what was seen of each pair in all links together."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from glossary.candidates.spans import SpanTable
from glossary.pairing.phrase_alignment import COLUMNS

RIVALS = 6
"""Target candidates kept for each source candidate. The right one was among the first six of 97 %
of the gold terms that had it at all (both term sets)."""

_SUM = pl.col("share") * pl.col("weight")


@dataclass(frozen=True, slots=True)
class Sightings:
    """Every sighting of a pair, and the pairs."""

    seen: pl.DataFrame
    """link, source_at, target_at (places in the span tables), source, target (candidates), share,
    weight."""
    pairs: pl.DataFrame
    """source, target, support (sum of shares), best (largest share), count (links), weight."""


def gather(
    spans: tuple[SpanTable, SpanTable],
    rows: NDArray[np.int32],
    measures: NDArray[np.float32],
    weights: NDArray[np.float32],
) -> Sightings:
    """Count the sightings of `projection.project`; the pairs come strongest first."""
    seen = pl.DataFrame(
        {
            "link": rows[:, 0],
            "source_at": rows[:, 1],
            "target_at": rows[:, 2],
            "source": spans[0].candidate[rows[:, 1]],
            "target": spans[1].candidate[rows[:, 2]],
            **{name: measures[:, column] for column, name in enumerate(COLUMNS)},
            "weight": weights[rows[:, 0]],
        }
    )
    pairs = (
        seen.group_by("source", "target")
        .agg(
            support=(_SUM * pl.col("share")).sum(),
            best=pl.col("share").max(),
            count=pl.col("link").n_unique(),
            weight=pl.col("weight").max(),
            **{name: pl.col(name).mean() for name in COLUMNS[1:]},
        )
        .sort("source", "support", "target", descending=[False, True, False])
    )
    first = pairs.group_by("source", maintain_order=True).head(RIVALS)
    return Sightings(seen=seen.join(first, on=["source", "target"], how="semi"), pairs=first)


def count_links(spans: SpanTable, sentences: list[tuple[int, int]]) -> NDArray[np.int64]:
    """For each candidate, in how many links it stands."""
    link = np.concatenate(
        [
            np.full(int(spans.bounds[b] - spans.bounds[a]), number)
            for number, (a, b) in enumerate(sentences)
        ]
        or [np.zeros(0, dtype=np.int64)]
    )
    place = np.concatenate(
        [np.arange(spans.bounds[a], spans.bounds[b]) for a, b in sentences]
        or [np.zeros(0, dtype=np.int64)]
    )
    both = link.astype(np.int64) * max(1, len(spans.keys)) + spans.candidate[place]
    return np.bincount(np.unique(both) % max(1, len(spans.keys)), minlength=len(spans.keys))
