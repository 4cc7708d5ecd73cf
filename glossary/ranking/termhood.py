"""Termhood: how much a candidate looks like a term, whatever it is paired with.

A weighted sum of counts (frequency, the C-value of Frantzi and Ananiadou 1998, how often the
candidate is part of a longer one), keyness against general text, and the shape of the phrase.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from aligner.arrays import Float64s, Int32s, Int64s
from glossary.candidates.corpus_index import SideIndex
from glossary.candidates.spans import SpanTable


@dataclass(frozen=True, slots=True)
class TermhoodFeatures:
    """Features of several candidates; every array has shape (candidates,)."""

    log_count: Float64s
    """Natural logarithm of the count plus one."""
    c_value: Float64s
    """Logarithm of the C-value, which discounts occurrences inside a longer candidate."""
    nested: Float64s
    """Share of the occurrences that lie inside the commonest longer candidate."""
    words: Float64s
    """Number of content words, at least 1."""
    keyness: Float64s
    """Mean keyness of the content words; see `_word_keyness`."""
    general: Float64s
    """Mean general frequency of the content words, log10 per million."""
    single_noun: Float64s
    """1 if the candidate is a single noun, else 0; so are the features below."""
    single_name: Float64s
    single_modifier: Float64s
    single_verb: Float64s
    has_preposition: Float64s
    has_conjunction: Float64s
    """A conjunction, or a possessive that joins two terms."""
    has_number: Float64s
    starts_verb: Float64s
    """A phrase that begins with a verb."""
    weak_word: Float64s
    """A modifier of little meaning."""

    @property
    def single(self) -> Float64s:
        """1 for each candidate that is a single noun, name, modifier or verb, else 0."""
        return self.single_noun + self.single_name + self.single_modifier + self.single_verb


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


def termhood_score(
    features: TermhoodFeatures, weights: TermhoodWeights = DEFAULT_WEIGHTS
) -> Float64s:
    """The termhood of each candidate, shape (candidates,); larger is more term-like."""
    # A candidate that occurs once is as easily nested by accident as by nature.
    often = features.log_count > np.log(2.5)
    score: Float64s = (
        features.log_count
        + weights.c_value * features.c_value
        + weights.keyness * features.keyness
        - weights.rare * features.general
        - weights.common_single * features.single * np.maximum(features.general - 1.0, 0.0)
        - weights.single_modifier * (features.single_modifier + features.single_verb)
        - weights.joined * (features.has_preposition + features.has_conjunction)
        - weights.starts_verb * features.starts_verb
        - weights.weak_word * features.weak_word
        - weights.number * features.has_number
        - weights.nested * features.nested * often
        - weights.words * features.words
    )
    return score


def find_termhood_features(side: SideIndex, wanted: Int64s) -> TermhoodFeatures:
    """The features of the wanted candidates, in their order."""
    spans, tokens = side.spans, side.tokens
    counts = np.bincount(spans.candidate, minlength=len(spans.keys)).astype(np.float64)
    count, longer = counts[wanted], _longer(spans, counts)[wanted]
    at = spans.first_occurrence()[wanted]
    ranges = list(zip(spans.first[at].tolist(), spans.last[at].tolist(), strict=True))
    words = [tokens.word[a:b][tokens.content[a:b]] for a, b in ranges]
    size = np.array([max(1, len(numbers)) for numbers in words], dtype=np.float64)
    general, keyness = _word_keyness(side)
    flat = "".join(tokens.tags)
    tags = [flat[a:b] for a, b in ranges]
    return TermhoodFeatures(
        log_count=np.log(count + 1),
        c_value=np.log1p(np.log2(size + 1) * np.maximum(0.0, count - longer)),
        nested=longer / count,
        words=size,
        keyness=_means(keyness, words, default=0.0),
        general=_means(general, words, default=6.0),
        single_noun=_flags(len(t) == 1 and t in "NX" for t in tags),
        single_name=_flags(t == "P" for t in tags),
        single_modifier=_flags(len(t) == 1 and t in "ABD" for t in tags),
        single_verb=_flags(len(t) == 1 and t in "VG" for t in tags),
        has_preposition=_flags("I" in t for t in tags),
        # A possessive joins two terms, but "People's Bank" is one name.
        has_conjunction=_flags("C" in t or "SA" in t or "SN" in t for t in tags),
        has_number=_flags("U" in t for t in tags),
        starts_verb=_flags(len(t) > 1 and t[0] in "VG" for t in tags),
        weak_word=_flags("W" in t for t in tags),
    )


def _means(values: Float64s, words: Sequence[Int32s], *, default: float) -> Float64s:
    """The mean value of the words of each candidate, shape (candidates,)."""
    return np.array(
        [values[numbers].mean() if len(numbers) else default for numbers in words],
        dtype=np.float64,
    )


def _flags(values: Iterable[bool]) -> Float64s:
    return np.array([float(value) for value in values], dtype=np.float64)


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
