"""From judged pairs to glossary entries: one entry a source term, its best rendering first."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from glossary.matching import Matching
from glossary.survey import Survey
from glossary.termhood import DEFAULT_WEIGHTS, termhood_features, termhood_score


@dataclass(frozen=True, slots=True)
class RankingOptions:
    """How long the list becomes."""

    min_confidence: float = 0.5
    """Below it more pairs are wrong than right."""
    frequent: int = 5
    """A term seen in so many links is listed even when its rendering is uncertain: somebody should
    look at it. On terms-tico19 this brought 2 % more of the gold sources."""
    min_frequent: float = 0.03
    limit: int | None = None
    """At most this many entries; None lets the text decide (`per_word`)."""
    per_word: float = 0.0475
    """Entries a running source word: 4,000 entries for the 3,071 pairs of terms-tico19."""
    most: int = 20_000
    """However long the text; nobody checks more."""
    least: int = 90
    """Short texts are searched deeper: a reader of one page wants its terms too."""
    least_value: float = 1.6
    """But what is no term (single common words, odd pieces of sentences) is left out. Chosen on the
    essay of the seeds; in long texts the list ends before it comes so low."""
    variant_share: float = 0.12
    """A further rendering is kept when it has this share of the term's sightings."""


CLOSE = 0.85
"""Two confidences are about the same when the lower is at least this share of the higher."""

DEFAULT_RANKING = RankingOptions()


@dataclass(frozen=True, slots=True)
class Entry:
    """A chosen pair: rows of `Matching.pairs`."""

    sources: tuple[int, ...]
    """The source candidates that are one term (spelling, hyphen)."""
    best: int
    others: tuple[int, ...]
    """Rows of further renderings."""
    confidence: float
    termhood: float


def rank(
    survey: Survey, matching: Matching, chance: NDArray[np.float64], options: RankingOptions
) -> list[Entry]:
    """The entries, best first."""
    pairs = matching.pairs
    if not len(pairs):
        return []
    wanted = np.unique(pairs["source"].to_numpy())
    looks = termhood_score(termhood_features(survey.source, wanted))
    termhood = dict(zip(wanted.tolist(), looks.tolist(), strict=True))
    groups = _group(survey, pairs)
    entries = [
        entry
        for sources, rows in groups
        if (
            entry := _entry(
                survey,
                pairs,
                chance,
                sources=sources,
                rows=rows,
                termhood=termhood,
                options=options,
            )
        )
    ]
    entries = _drop_fragments(survey, pairs, entries)
    entries.sort(key=lambda entry: (-_value(entry), entry.best))
    size = options.limit
    if size is None:
        size = max(options.least, int(options.per_word * len(survey.source.tokens.word)))
        size = min(size, options.most)
    kept = [entry for entry in entries[:size] if _value(entry) >= options.least_value]
    kept.sort(key=lambda entry: (-round(entry.confidence, 2), -entry.termhood, entry.best))
    return kept


def _value(entry: Entry) -> float:
    odds = np.log(max(entry.confidence, 1e-3) / max(1 - entry.confidence, 1e-3))
    return float(entry.termhood + DEFAULT_WEIGHTS.confidence * odds)


def _group(survey: Survey, pairs: pl.DataFrame) -> list[tuple[tuple[int, ...], list[int]]]:
    """The rows of each term; candidates that differ in hyphens only are one term."""
    keys = survey.source.spans.keys
    rows: dict[str, list[int]] = defaultdict(list)
    sources: dict[str, list[int]] = defaultdict(list)
    for row, source in enumerate(pairs["source"].to_list()):
        name = keys[source].replace("-", " ")
        rows[name].append(row)
        if source not in sources[name]:
            sources[name].append(source)
    return [(tuple(sources[name]), rows[name]) for name in rows]


def _entry(
    survey: Survey,
    pairs: pl.DataFrame,
    chance: NDArray[np.float64],
    *,
    sources: tuple[int, ...],
    rows: list[int],
    termhood: dict[int, float],
    options: RankingOptions,
) -> Entry | None:
    ordered = sorted(rows, key=lambda row: (-chance[row], row))
    best = ordered[0]
    counts = pairs["count"]
    if chance[best] < options.min_confidence and (
        chance[best] < options.min_frequent
        or counts[best] < 3
        or options.min_confidence > DEFAULT_RANKING.min_confidence
        or sum(pairs["source_links"][row] for row in _firsts(pairs, rows)) < options.frequent
    ):
        return None
    targets = pairs["target"]
    keys = survey.target.spans.keys
    total = sum(counts[row] for row in rows)
    seen = [keys[targets[best]]]
    others = []
    for row in ordered[1:]:
        text = keys[targets[row]]
        if counts[row] < max(2, options.variant_share * total) or chance[row] < 0.1:
            continue
        if any(text in other or other in text for other in seen):
            continue
        seen.append(text)
        others.append(row)
    return Entry(
        sources, best, tuple(others), float(chance[best]), max(termhood[s] for s in sources)
    )


def _firsts(pairs: pl.DataFrame, rows: list[int]) -> list[int]:
    """One row for each source candidate."""
    seen: dict[int, int] = {}
    for row in rows:
        seen.setdefault(int(pairs["source"][row]), row)
    return list(seen.values())


def _drop_fragments(survey: Survey, pairs: pl.DataFrame, entries: list[Entry]) -> list[Entry]:
    """The entries without those that overlap a better one with the same rendering.

    "arsenal" and "nuclear arsenal" are not both 核武库: the shorter one never stood alone there.
    "incubation" and "incubation period" are both 潜伏期, in different sentences.
    """
    targets, counts = pairs["target"].to_list(), pairs["count"].to_list()
    keys = survey.source.spans.keys
    by_target: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_target[targets[entry.best]].append(entry)

    def is_piece(entry: Entry, other: Entry) -> bool:
        name, longer = (f" {keys[e.sources[0]]} " for e in (entry, other))
        if name in longer and counts[entry.best] <= counts[other.best]:
            return other.confidence >= CLOSE * entry.confidence
        return (name in longer or longer in name) and entry.confidence < CLOSE * other.confidence

    return [
        entry
        for entry in entries
        if not any(
            is_piece(entry, other) for other in by_target[targets[entry.best]] if other is not entry
        )
    ]
