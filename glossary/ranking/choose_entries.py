"""Chooses one entry for each source term: its best rendering, further ones, and a confidence."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from glossary.candidates.corpus_index import CorpusIndex
from glossary.candidates.long_forms import is_acronym
from glossary.pairing.logistic import Logistic
from glossary.ranking.entry import Entry
from glossary.ranking.options import DEFAULT_RANKING, RankingOptions
from glossary.ranking.pair_table import PairTable
from glossary.ranking.rerank import as_matrix, rerank_features

MIN_VARIANT = 0.1
"""Least probability of a further rendering."""
KEPT_NAME = 0.5
"""Confidence that a name stays as it is. That is right in the text at hand, but lists of terms
usually have the long form (none of six such names of terms-tico19 was right)."""
MIN_KEPT_LINKS = 3
"""Least number of links in which a name must stay as it is to get an entry."""


def choose_entries(
    index: CorpusIndex,
    table: PairTable,
    termhood: Mapping[int, float],
    options: RankingOptions,
    reranker: Logistic,
) -> list[Entry]:
    """One entry for each term that is sure enough; `termhood` has that of each source candidate."""
    groups = _group_rows(index, table)
    ordered = [
        sorted(rows, key=lambda row: (-table.capped_probability(row), row)) for _, rows in groups
    ]
    sure = reranker.predict(as_matrix([_features(index, table, rows) for rows in ordered]))
    entries = []
    for (sources, _), rows, value in zip(groups, ordered, sure.tolist(), strict=True):
        best, confidence = rows[0], value * table.weight[rows[0]]
        kept = _kept_name(index, table, rows)
        if confidence < KEPT_NAME and kept is not None:
            best, confidence = kept, KEPT_NAME * table.weight[kept]
        frequent = (
            confidence >= options.min_frequent
            and table.count[best] >= 3
            and options.min_confidence <= DEFAULT_RANKING.min_confidence
            and _count_links(table, rows) >= options.frequent
        )
        if confidence >= options.min_confidence or frequent:
            others = _further_renderings(index, table, best, rows, options)
            most_term_like = max(termhood[source] for source in sources)
            entries.append(Entry(sources, best, others, confidence, most_term_like))
    return entries


def _group_rows(index: CorpusIndex, table: PairTable) -> list[tuple[tuple[int, ...], list[int]]]:
    """Source candidates and rows of each term; candidates that differ in hyphens are one term."""
    keys = index.source.spans.keys
    rows: dict[str, list[int]] = defaultdict(list)
    sources: dict[str, list[int]] = defaultdict(list)
    for row, source in enumerate(table.source):
        name = keys[source].replace("-", " ")
        rows[name].append(row)
        if source not in sources[name]:
            sources[name].append(source)
    return [(tuple(sources[name]), rows[name]) for name in rows]


def _features(index: CorpusIndex, table: PairTable, rows: list[int]) -> dict[str, float]:
    keys = index.target.spans.keys
    return rerank_features(
        [(keys[table.target[row]], table.probability[row]) for row in rows],
        _count_links(table, rows),
        table.words[rows[0]],
    )


def _count_links(table: PairTable, rows: list[int]) -> int:
    """The number of links in which the term of these rows occurs."""
    links: dict[int, int] = {}
    for row in rows:
        links.setdefault(table.source[row], table.links[row])
    return sum(links.values())


def _kept_name(index: CorpusIndex, table: PairTable, rows: list[int]) -> int | None:
    """The row saying that a name in capitals or with digits stays as it is (COVID-19, RNA)."""
    for row in rows:
        if table.copied[row] and 2 * table.count[row] >= max(2 * MIN_KEPT_LINKS, table.links[row]):
            spans, tokens = index.source.spans, index.source.tokens
            name = spans.spellings(tokens, np.array([table.source[row]]))[0]
            return row if is_acronym(name) else None
    return None


def _further_renderings(
    index: CorpusIndex, table: PairTable, best: int, rows: list[int], options: RankingOptions
) -> tuple[int, ...]:
    """Rows of further renderings, most probable first; none is part of another."""
    keys = index.target.spans.keys
    total = sum(table.count[row] for row in rows)
    taken = [keys[table.target[best]]]
    others = []
    for row in rows:
        text = keys[table.target[row]]
        if (
            table.count[row] < max(2, options.variant_share * total)
            or table.capped_probability(row) < MIN_VARIANT
        ):
            continue
        if any(text in other or other in text for other in taken):
            continue
        taken.append(text)
        others.append(row)
    return tuple(others)
