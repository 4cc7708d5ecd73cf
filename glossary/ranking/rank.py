"""Ranks the entries of a glossary: from scored pairs to the entries that are listed, best first."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from aligner.arrays import Float64s
from aligner.logistic import log_odds
from glossary.candidates.corpus_index import CorpusIndex
from glossary.pairing.logistic import Logistic, load_logistic
from glossary.pairing.scoring import Matching
from glossary.ranking.acronyms import write_out_acronyms
from glossary.ranking.choose_entries import choose_entries
from glossary.ranking.entry import Entry
from glossary.ranking.fragments import drop_fragments, drop_overbooked
from glossary.ranking.levelling import level_confidences
from glossary.ranking.name_pieces import find_name_pieces
from glossary.ranking.options import DEFAULT_RANKING, RankingOptions
from glossary.ranking.pair_table import PairTable, make_table
from glossary.ranking.rerank import RERANK_FEATURES
from glossary.ranking.term_probability import term_probability
from glossary.ranking.termhood import DEFAULT_WEIGHTS, find_termhood_features, termhood_score

LEAST_ODDS = 0.001
"""Probabilities closer than this to 0 or 1 count as this close when entries are sorted."""


def rank(
    index: CorpusIndex,
    matching: Matching,
    probability: Float64s,
    options: RankingOptions,
    reranker: Logistic | None = None,
) -> list[Entry]:
    """The entries, surest first.

    `probability` is that of each pair (`scoring.pair_probability`); `reranker` replaces the shipped
    model of `rerank`.
    """
    if not len(matching.pairs):
        return []
    table = make_table(matching.pairs, probability)
    reranker = reranker or load_logistic("glossary.ranking", "rerank_weights.json", RERANK_FEATURES)
    wanted = np.unique(matching.pairs["source"].to_numpy())
    features = find_termhood_features(index.source, wanted)
    termhood = dict(zip(wanted.tolist(), termhood_score(features).tolist(), strict=True))
    is_term = dict(zip(wanted.tolist(), term_probability(features).tolist(), strict=True))
    entries = choose_entries(index, table, termhood, options, reranker)
    pieces = find_name_pieces(index.source)
    entries = [entry for entry in entries if not all(pieces[s] for s in entry.sources)]
    entries = drop_overbooked(index, table, drop_fragments(index, table, entries))
    entries = write_out_acronyms(index, table, entries, matching.source_long_forms)
    entries = _add_target_termhood(index, table, entries)
    entries.sort(key=lambda entry: (-_value(entry), entry.best))
    listed = [
        _doubt_general_word(entry, is_term[entry.sources[0]], options)
        for entry in entries[: _list_length(index, options)]
        if _value(entry) >= options.least_value
    ]
    usefulness = [_usefulness(entry, is_term[entry.sources[0]]) for entry in listed]
    return _level(listed, usefulness, options)


def _list_length(index: CorpusIndex, options: RankingOptions) -> int:
    if options.limit is not None:
        return options.limit
    wanted = max(options.least, int(options.per_word * len(index.source.tokens.word)))
    return min(wanted, options.most)


def _level(
    entries: Sequence[Entry], usefulness: Sequence[float], options: RankingOptions
) -> list[Entry]:
    """The entries with levelled confidences, surest first."""
    levelled = level_confidences([entry.confidence for entry in entries], usefulness)
    entries = [replace(e, confidence=value) for e, value in zip(entries, levelled, strict=True)]
    if options.min_confidence > DEFAULT_RANKING.min_confidence:
        # A user who asks for surer entries means the confidence that is shown.
        entries = [entry for entry in entries if entry.confidence >= options.min_confidence]
    return sorted(entries, key=lambda entry: (-entry.confidence, entry.best))


def _add_target_termhood(index: CorpusIndex, table: PairTable, entries: list[Entry]) -> list[Entry]:
    """The entries with the termhood of their renderings added to their own."""
    if not entries:
        return []
    wanted, where = np.unique(
        np.array([table.target[entry.best] for entry in entries]), return_inverse=True
    )
    scores = termhood_score(find_termhood_features(index.target, wanted))[where]
    return [
        replace(entry, termhood=entry.termhood + DEFAULT_WEIGHTS.target * score)
        for entry, score in zip(entries, scores.tolist(), strict=True)
    ]


def _value(entry: Entry) -> float:
    """What decides which entries are listed: mostly termhood, with some confidence."""
    return entry.termhood + DEFAULT_WEIGHTS.confidence * log_odds(entry.confidence, LEAST_ODDS)


def _usefulness(entry: Entry, is_term: float) -> float:
    """What ranks entries of nearly the same confidence: frequent, specialised and sure ones first.

    On both term sets this puts twice as many gold terms first as confidence alone does (.39 instead
    of .21 and .12 instead of .04 among the first 500), and as many of them are right.
    """
    doubts = log_odds(entry.confidence, LEAST_ODDS) + log_odds(is_term, LEAST_ODDS)
    return entry.termhood + 0.5 * doubts


def _doubt_general_word(entry: Entry, is_term: float, options: RankingOptions) -> Entry:
    """The entry, its confidence multiplied by the probability that it is a term.

    Only for entries that a longer text would not list; for the others the pair alone decides.
    """
    if _value(entry) >= options.listed_value:
        return entry
    return replace(entry, confidence=entry.confidence * is_term)
