"""From judged pairs to glossary entries: one entry a source term, its best rendering first."""

import math
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from glossary.candidates.corpus_index import Survey
from glossary.candidates.long_forms import is_acronym
from glossary.pairing.logistic import Logistic, load_model
from glossary.pairing.pair_table import Entry, PairTable, make_table
from glossary.pairing.scoring import Matching
from glossary.ranking.acronyms import KEPT, OFTEN, spell_out
from glossary.ranking.fragments import drop_fragments, drop_overbooked
from glossary.ranking.name_fragments import cut_names
from glossary.ranking.rerank import NAMES, as_matrix, choice_features, settle
from glossary.ranking.term_probability import specialty
from glossary.ranking.termhood import DEFAULT_WEIGHTS, termhood_features, termhood_score


@dataclass(frozen=True, slots=True)
class RankingOptions:
    """How long the list becomes."""

    min_confidence: float = 0.62
    """In short texts, where every pair is listed, .6 brought one right pair and two wrong ones, .5
    three and three (the essay of the seeds)."""
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
    least_value: float = 0.0
    """But what is no term (single common words, odd pieces of sentences) is left out. Chosen on the
    essay of the seeds; in long texts the list ends before it comes so low."""
    listed_value: float = 1.9
    """What is below stands in short lists only, and its confidence counts the chance that it is no
    term. The lists of nuclear-un, terms-tico19 and terms-hkma-dev end at 2.1, 1.7 and 1.5."""
    variant_share: float = 0.12
    """A further rendering is kept when it has this share of the term's sightings."""


LEAST_VARIANT = 0.1
"""Least chance of a further rendering."""

DEFAULT_RANKING = RankingOptions()


def rank(
    survey: Survey,
    matching: Matching,
    chance: NDArray[np.float64],
    options: RankingOptions,
    choice: Logistic | None = None,
) -> list[Entry]:
    """The entries, best first; `chance` is what `matching.judge` says of each pair."""
    pairs = matching.pairs
    if not len(pairs):
        return []
    table = make_table(pairs, chance)
    wanted = np.unique(pairs["source"].to_numpy())
    features = termhood_features(survey.source, wanted)
    termhood = dict(zip(wanted.tolist(), termhood_score(features).tolist(), strict=True))
    special = dict(zip(wanted.tolist(), specialty(features).tolist(), strict=True))
    entries = _entries(
        survey,
        table,
        termhood,
        options,
        choice or load_model("glossary.ranking", "rerank_weights.json", NAMES),
    )
    cut = cut_names(survey.source)
    entries = [entry for entry in entries if not all(cut[s] for s in entry.sources)]
    entries = drop_overbooked(survey, table, drop_fragments(survey, table, entries))
    entries = spell_out(survey, table, entries)
    entries = _add_target(survey, table, entries)
    entries.sort(key=lambda entry: (-_value(entry), entry.best))
    size = options.limit
    if size is None:
        size = max(options.least, int(options.per_word * len(survey.source.tokens.word)))
        size = min(size, options.most)
    kept = [
        _doubt_general_words(entry, special[entry.sources[0]], options)
        for entry in entries[:size]
        if _value(entry) >= options.least_value
    ]
    useful = [_usefulness(entry, special[entry.sources[0]]) for entry in kept]
    settled = settle([entry.confidence for entry in kept], useful)
    kept = [replace(e, confidence=value) for e, value in zip(kept, settled, strict=True)]
    if options.min_confidence > DEFAULT_RANKING.min_confidence:
        # Who asks for surer entries means the number that is shown.
        kept = [entry for entry in kept if entry.confidence >= options.min_confidence]
    return sorted(kept, key=lambda entry: (-entry.confidence, entry.best))


def _entries(
    survey: Survey,
    table: PairTable,
    termhood: dict[int, float],
    options: RankingOptions,
    choice: Logistic,
) -> list[Entry]:
    """One entry a term that is sure enough."""
    groups = _group(survey, table)
    ordered = [sorted(rows, key=lambda row: (-_weighted(table, row), row)) for _, rows in groups]
    sure = choice.predict(as_matrix([_features(survey, table, rows) for rows in ordered]))
    entries = []
    for (sources, _), rows, value in zip(groups, ordered, sure.tolist(), strict=True):
        best, confidence = rows[0], value * table.weight[rows[0]]
        kept_as_is = _kept_as_is(survey, table, rows)
        if confidence < KEPT and kept_as_is is not None:
            best, confidence = kept_as_is, KEPT * table.weight[kept_as_is]
        links = sum(table.links[row] for row in _firsts(table, rows))
        frequent = (
            confidence >= options.min_frequent
            and table.count[best] >= 3
            and options.min_confidence <= DEFAULT_RANKING.min_confidence
            and links >= options.frequent
        )
        if confidence >= options.min_confidence or frequent:
            others = _others(survey, table, best, rows, options)
            hood = max(termhood[source] for source in sources)
            entries.append(Entry(sources, best, others, confidence, hood))
    return entries


def _add_target(survey: Survey, table: PairTable, entries: list[Entry]) -> list[Entry]:
    """The entries with the termhood of their renderings added."""
    if not entries:
        return []
    wanted, where = np.unique(
        np.array([table.target[entry.best] for entry in entries]), return_inverse=True
    )
    looks = termhood_score(termhood_features(survey.target, wanted))[where]
    return [
        replace(entry, termhood=entry.termhood + DEFAULT_WEIGHTS.target * look)
        for entry, look in zip(entries, looks.tolist(), strict=True)
    ]


def _weighted(table: PairTable, row: int) -> float:
    # A pair can be no surer than the surest link it stands in.
    return table.chance[row] * table.weight[row]


def _features(survey: Survey, table: PairTable, rows: list[int]) -> tuple[float, ...]:
    keys = survey.target.spans.keys
    return choice_features(
        [(keys[table.target[row]], table.chance[row]) for row in rows],
        sum(table.links[row] for row in _firsts(table, rows)),
        table.words[rows[0]],
    )


def _kept_as_is(survey: Survey, table: PairTable, rows: list[int]) -> int | None:
    """The row that says a name in capitals or with digits stays as it is (COVID-19, RNA)."""
    for row in rows:
        if table.copied[row] and 2 * table.count[row] >= max(2 * OFTEN, table.links[row]):
            spans, tokens = survey.source.spans, survey.source.tokens
            name = spans.spellings(tokens, np.array([table.source[row]]))[0]
            return row if is_acronym(name) else None
    return None


def _value(entry: Entry) -> float:
    return entry.termhood + DEFAULT_WEIGHTS.confidence * _odds(entry.confidence)


def _usefulness(entry: Entry, special: float) -> float:
    """What ranks entries of nearly the same confidence: frequent, special and sure ones first.

    On both term sets twice as many gold terms come first as by confidence alone (in the first 500
    .39 instead of .21 and .12 instead of .04), and as many of them are right.
    """
    return entry.termhood + 0.5 * (_odds(entry.confidence) + _odds(special))


def _odds(chance: float) -> float:
    return math.log(max(chance, 1e-3) / max(1 - chance, 1e-3))


def _doubt_general_words(entry: Entry, special: float, options: RankingOptions) -> Entry:
    """The entry, less sure by the chance that it is a word of general language and no term.

    Only what a longer text would not list at all: there the pair alone decides.
    """
    if _value(entry) >= options.listed_value:
        return entry
    return replace(entry, confidence=entry.confidence * special)


def _group(survey: Survey, table: PairTable) -> list[tuple[tuple[int, ...], list[int]]]:
    """The rows of each term; candidates that differ in hyphens only are one term."""
    keys = survey.source.spans.keys
    rows: dict[str, list[int]] = defaultdict(list)
    sources: dict[str, list[int]] = defaultdict(list)
    for row, source in enumerate(table.source):
        name = keys[source].replace("-", " ")
        rows[name].append(row)
        if source not in sources[name]:
            sources[name].append(source)
    return [(tuple(sources[name]), rows[name]) for name in rows]


def _others(
    survey: Survey, table: PairTable, best: int, rows: list[int], options: RankingOptions
) -> tuple[int, ...]:
    """Rows of further renderings, surest first."""
    keys = survey.target.spans.keys
    total = sum(table.count[row] for row in rows)
    seen = [keys[table.target[best]]]
    others = []
    for row in rows:
        text = keys[table.target[row]]
        if (
            table.count[row] < max(2, options.variant_share * total)
            or _weighted(table, row) < LEAST_VARIANT
        ):
            continue
        if any(text in other or other in text for other in seen):
            continue
        seen.append(text)
        others.append(row)
    return tuple(others)


def _firsts(table: PairTable, rows: list[int]) -> list[int]:
    """One row for each source candidate."""
    seen: dict[int, int] = {}
    for row in rows:
        seen.setdefault(table.source[row], row)
    return list(seen.values())
