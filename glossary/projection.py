"""From word beliefs to phrase pairs: which run of target words a source candidate stands for.

A run of target words fits a source candidate when its words are explained by the candidate's words
and the candidate's words are rendered inside the run; the score is the harmonic mean of both
shares. A run that is too short loses on the second, one that is too long on the first.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from glossary.lexicon import Lexicon, Place
from glossary.spans import SpanTable

SHARE = 0.2
"""Worst share still taken for a sighting; lower ones were right in under 3 % of the cases."""
RIVALS = 4
"""Target runs kept for each sighting of a source candidate."""


def project(
    lexicon: Lexicon,
    spans: tuple[SpanTable, SpanTable],
    sentences: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    places: Sequence[Place],
    progress: Callable[[int, int], None] | None = None,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Sightings of pairs: rows (link, place in source spans, place in target spans), and scores."""
    rows: list[NDArray[np.int32]] = []
    scores: list[NDArray[np.float32]] = []
    for number, (place, (source, target)) in enumerate(zip(places, sentences, strict=True)):
        here = np.arange(spans[0].bounds[source[0]], spans[0].bounds[source[1]])
        there = np.arange(spans[1].bounds[target[0]], spans[1].bounds[target[1]])
        if len(here) and len(there):
            best, share = _best(lexicon, spans, place, here, there)
            source_at, rank = np.nonzero(share >= SHARE)
            target_at = there[best[source_at, rank]]
            column = np.full(len(source_at), number)
            rows.append(np.stack([column, here[source_at], target_at], axis=1).astype(np.int32))
            scores.append(share[source_at, rank])
        if progress:
            progress(number + 1, len(places))
    if not rows:
        return np.zeros((0, 3), dtype=np.int32), np.zeros(0, dtype=np.float32)
    return np.concatenate(rows), np.concatenate(scores)


def _best(
    lexicon: Lexicon,
    spans: tuple[SpanTable, SpanTable],
    place: Place,
    here: NDArray[np.int64],
    there: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """For each source place the best target places and their scores, best first."""
    posterior = lexicon.posterior(place)
    (a, _), (c, _) = place.source, place.target
    first, last = spans[0].first[here] - a, spans[0].last[here] - a
    left, right = spans[1].first[there] - c, spans[1].last[there] - c
    explained = _sums(posterior.to_source, first, last, left, right)
    rendered = _sums(posterior.to_target, first, last, left, right)
    explained /= _sizes(lexicon.target.content, place.target, left, right)[None, :]
    rendered /= _sizes(lexicon.source.content, place.source, first, last)[:, None]
    share = 2 * explained * rendered / (explained + rendered + 1e-6)
    kept = min(RIVALS, share.shape[1])
    top = np.argpartition(-share, kept - 1, axis=1)[:, :kept] if kept < share.shape[1] else None
    if top is None:
        top = np.tile(np.arange(share.shape[1]), (share.shape[0], 1))
    values = np.take_along_axis(share, top, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    return np.take_along_axis(top, order, axis=1), np.take_along_axis(values, order, axis=1)


def _sums(
    belief: NDArray[np.float32],
    first: NDArray[np.int32],
    last: NDArray[np.int32],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
) -> NDArray[np.float32]:
    """The belief inside each rectangle first…last × left…right."""
    table = np.zeros((belief.shape[0] + 1, belief.shape[1] + 1), dtype=np.float32)
    table[1:, 1:] = belief.cumsum(axis=0).cumsum(axis=1)
    strip = table[last] - table[first]
    return strip[:, right] - strip[:, left]


def _sizes(
    content: NDArray[np.bool_],
    place: tuple[int, int],
    first: NDArray[np.int32],
    last: NDArray[np.int32],
) -> NDArray[np.float32]:
    """How many words of meaning each run has, at least 1."""
    total = np.concatenate([[0], np.cumsum(content[place[0] : place[1]])])
    return np.maximum(total[last] - total[first], 1).astype(np.float32)
