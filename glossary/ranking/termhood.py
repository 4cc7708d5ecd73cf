"""Termhood: how much a candidate looks like a term, whatever it is paired with.

A weighted sum of counts (frequency, the C-value of Frantzi and Ananiadou 1998, how often the
candidate is part of a longer one), keyness against general text, and the shape of the phrase.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from aligner.arrays import Float64s, Int64s
from glossary.candidates.corpus_index import SideIndex
from glossary.candidates.spans import SpanTable

TERMHOOD_FEATURES = (
    "log_count",
    "c_value",
    "nested",
    "words",
    "keyness",
    "general",
    "rarest",
    "single_noun",
    "single_name",
    "single_modifier",
    "single_verb",
    "starts_modifier",
    "has_preposition",
    "has_conjunction",
    "has_hyphen",
    "has_number",
    "starts_verb",
    "weak_word",
    "capital",
)
"""The names of the features, in the order of the columns of `termhood_features`."""


@dataclass(frozen=True, slots=True)
class TermhoodWeights:
    """Weights of the sum, in units of log counts; those named "against" are subtracted.

    Found by coordinate search for the recall of gold sources among the first 3,000 to 5,000
    entries of terms-tico19 and, at .4 of its weight, terms-hkma-dev. The two sets differ: weights
    found on terms-hkma-dev alone, whose list is full of long compounds that occur once, gave .74 on
    terms-tico19 instead of .89, and .54 instead of .46 on itself.
    """

    c_value: float = 0.6
    confidence: float = 0.25
    """For the log-odds of the pair."""
    keyness: float = 1.3
    rare: float = 0.1
    """Against the general frequency (log10 per million)."""
    common_single: float = 2.5
    """Against single words that are frequent in general text."""
    single_modifier: float = 2.25
    """Against single adjectives and verbs."""
    joined: float = 2.1
    """Against prepositions and conjunctions inside a phrase."""
    starts_verb: float = 2.0
    """Against phrases that begin with a verb."""
    weak_word: float = 1.4
    """Against modifiers of little meaning."""
    number: float = 0.8
    """Against numbers."""
    nested: float = 0.4
    """Against candidates that mostly occur inside one longer candidate."""
    words: float = 0.25
    """Against each content word."""
    target: float = 0.3
    """For the termhood of the rendering: what is no term in one language is none in the other."""


DEFAULT_WEIGHTS = TermhoodWeights()


def termhood_score(features: Float64s, weights: TermhoodWeights = DEFAULT_WEIGHTS) -> Float64s:
    """The termhood of each row of `termhood_features`, shape (rows,); larger is more term-like."""
    column = dict(zip(TERMHOOD_FEATURES, features.T, strict=True))
    single = is_single(column)
    # A candidate that occurs once is as easily nested by accident as by nature.
    often = column["log_count"] > np.log(2.5)
    score: Float64s = (
        column["log_count"]
        + weights.c_value * column["c_value"]
        + weights.keyness * column["keyness"]
        - weights.rare * column["general"]
        - weights.common_single * single * np.maximum(column["general"] - 1.0, 0.0)
        - weights.single_modifier * (column["single_modifier"] + column["single_verb"])
        - weights.joined * (column["has_preposition"] + column["has_conjunction"])
        - weights.starts_verb * column["starts_verb"]
        - weights.weak_word * column["weak_word"]
        - weights.number * column["has_number"]
        - weights.nested * column["nested"] * often
        - weights.words * column["words"]
    )
    return score


def is_single(column: Mapping[str, Float64s]) -> Float64s:
    """1 for each candidate that is a single noun, name, modifier or verb, else 0; shape (rows,)."""
    return (
        column["single_noun"]
        + column["single_name"]
        + column["single_modifier"]
        + column["single_verb"]
    )


def termhood_features(side: SideIndex, wanted: Int64s) -> Float64s:
    """The features of the wanted candidates, shape (wanted, len(TERMHOOD_FEATURES))."""
    spans, tokens = side.spans, side.tokens
    count = np.bincount(spans.candidate, minlength=len(spans.keys)).astype(np.float64)
    longer = _longer(spans, count)
    first_occurrence = np.full(len(spans.keys), -1, dtype=np.int64)
    first_occurrence[spans.candidate[::-1]] = np.arange(len(spans.candidate))[::-1]
    general, keyness = _word_keyness(side)
    flat = "".join(tokens.tags)
    rows = np.zeros((len(wanted), len(TERMHOOD_FEATURES)))
    for row, number in enumerate(wanted.tolist()):
        at = int(first_occurrence[number])
        a, b = int(spans.first[at]), int(spans.last[at])
        words = tokens.word[a:b][tokens.content[a:b]]
        size = max(1, len(words))
        n = count[number]
        text = tokens.texts[spans.sentence[at]]
        rows[row, :7] = (
            np.log(n + 1),
            np.log1p(np.log2(size + 1) * max(0.0, n - longer[number])),
            longer[number] / n,
            size,
            keyness[words].mean() if len(words) else 0.0,
            general[words].mean() if len(words) else 6.0,
            general[words].min() if len(words) else 6.0,
        )
        rows[row, 7:] = _shape(flat[a:b], text[tokens.start[a]], bool(tokens.start[a] > 0))
    return rows


def _shape(tags: str, letter: str, inside: bool) -> tuple[float, ...]:
    """The features from "single_noun" on, given tags, first letter, and "not at the beginning"."""
    single = len(tags) == 1
    return (
        float(single and tags in "NX"),
        float(single and tags == "P"),
        float(single and tags in "ABD"),
        float(single and tags in "VG"),
        float(not single and tags[0] in "AB"),
        float("I" in tags),
        # A possessive joins two terms, but "People's Bank" is one name.
        float("C" in tags or "SA" in tags or "SN" in tags),
        float("H" in tags),
        float("U" in tags),
        float(not single and tags[0] in "VG"),
        float("W" in tags),
        float(letter.isupper() and inside),
    )


def _longer(spans: SpanTable, count: Float64s) -> Float64s:
    """The count of the commonest candidate that contains each one with one or two more tokens."""
    frame = pl.DataFrame(
        {
            "sentence": spans.sentence,
            "first": spans.first,
            "last": spans.last,
            "candidate": spans.candidate,
        }
    )
    result = np.zeros(len(count))
    for left, right in ((1, 0), (0, 1), (2, 0), (0, 2)):
        inner = frame.with_columns(
            first=pl.col("first") - left, last=pl.col("last") + right
        ).rename({"candidate": "inner"})
        both = inner.join(frame, on=["sentence", "first", "last"])
        np.maximum.at(result, both["inner"].to_numpy(), count[both["candidate"].to_numpy()])
    return np.minimum(result, count)


def _word_keyness(side: SideIndex) -> tuple[Float64s, Float64s]:
    """The general frequency of each word of the vocabulary, and its keyness in this text.

    Both are log10 and of shape (words,): the first of occurrences per million, the second of the
    ratio of the frequencies here and in general, damped so that words that occur once have none.
    """
    tokens = side.tokens
    here = np.bincount(tokens.word, minlength=len(tokens.words)).astype(np.float64)
    total = max(1.0, here.sum())
    general = np.array([side.analyser.frequency(word) for word in tokens.words])
    ratio = np.log10((here / total * 1e6 + 100) / (general + 100))
    return np.log10(general + 0.1), ratio
