"""The scored pairs of a corpus: each candidate with its possible counterparts, and how probable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from aligner.arrays import Float16s, Float32s, Float64s, Int32s, Int64s
from aligner.encoders.protocol import Encoder, Vectors
from aligner.progress import Progress
from glossary.candidates.corpus_index import CorpusIndex, SideIndex
from glossary.candidates.long_forms import choose_long_forms, count_long_forms, expand_acronyms
from glossary.pairing.cooccurrence import CandidatePairs, count_pairs
from glossary.pairing.coverage import find_phrase_words, measure_coverage
from glossary.pairing.features import PAIR_FEATURES, describe_pairs, feature_matrix
from glossary.pairing.logistic import Logistic, load_logistic
from glossary.pairing.phrase_alignment import align_phrases
from glossary.pairing.word_alignment import Lexicon, LexiconOptions


@dataclass(frozen=True, slots=True)
class Matching:
    """The pairs of a corpus with their features."""

    candidate_pairs: CandidatePairs
    pairs: pl.DataFrame
    """`candidate_pairs.pairs` with the further columns of `features.describe_pairs`."""
    features: Float64s
    """Row i describes row i of `pairs`; shape (pairs, len(PAIR_FEATURES))."""
    source_long_forms: Mapping[str, str]
    """The long forms of acronyms that the source text explains."""


def match_candidates(
    index: CorpusIndex,
    encoder: Encoder,
    *,
    options: LexiconOptions | None = None,
    progress: Progress | None = None,
) -> Matching:
    """Pair the candidates of both languages within the links."""
    report = progress or (lambda _what, _done, _total: None)
    report("comparing words", 0, 1)
    sides = index.source, index.target
    explained = [count_long_forms(side.tokens.texts) for side in sides]
    long_forms = choose_long_forms(*explained)
    words = [_encode(encoder, side.tokens.spellings(), long_forms) for side in sides]
    vectors = words[0], words[1]
    lexicon = Lexicon(
        index.source.tokens, index.target.tokens, vectors, options or LexiconOptions()
    )
    report("counting words", 0, 1)
    lexicon.train(index.link_tokens)
    rows, measures = align_phrases(
        lexicon, index.spans, index.link_sentences, index.link_tokens, progress=progress
    )
    counted = count_pairs(index.spans, rows, measures, index.link_weights)
    report("comparing phrases", 0, 1)
    cosine = _pair_cosines(encoder, index, counted.pairs, long_forms)
    coverage = _pair_coverage(index, counted.pairs, vectors)
    pairs = describe_pairs(index, counted, cosine, coverage, long_forms)
    return Matching(counted, pairs, feature_matrix(pairs), choose_long_forms(explained[0]))


def pair_probability(matching: Matching, model: Logistic | None = None) -> Float64s:
    """The probability that each pair is right, shape (pairs,), by the shipped model or another."""
    model = model or load_logistic("glossary.pairing", "weights.json", PAIR_FEATURES)
    return model.predict(matching.features)


def _encode(encoder: Encoder, texts: Sequence[str], long_forms: Mapping[str, str]) -> Vectors:
    """The vectors of words or phrases, with acronyms written out."""
    if not texts:
        return np.zeros((0, encoder.dimension), dtype=np.float32)
    return encoder.encode([expand_acronyms(text, long_forms) for text in texts])


def _pair_cosines(
    encoder: Encoder, index: CorpusIndex, pairs: pl.DataFrame, long_forms: Mapping[str, str]
) -> Float32s:
    """The cosine of each pair, shape (pairs,)."""

    def encode(side: SideIndex, column: str) -> tuple[Int64s, Float16s]:
        return _encode_candidates(encoder, side, pairs[column].to_numpy(), long_forms)

    left, source = encode(index.source, "source")
    right, target = encode(index.target, "target")
    result = np.empty(len(pairs), dtype=np.float32)
    for start in range(0, len(result), 50_000):
        part = slice(start, start + 50_000)
        both = source[left[part]].astype(np.float32), target[right[part]].astype(np.float32)
        result[part] = np.einsum("ij,ij->i", *both)
    return result


def _pair_coverage(
    index: CorpusIndex, pairs: pl.DataFrame, vectors: tuple[Vectors, Vectors]
) -> Float32s:
    """The word coverage of each pair, shape (pairs, 2); see `coverage.measure_coverage`."""
    source, left = np.unique(pairs["source"].to_numpy(), return_inverse=True)
    target, right = np.unique(pairs["target"].to_numpy(), return_inverse=True)
    phrases = find_phrase_words(index.source, source), find_phrase_words(index.target, target)
    return measure_coverage(*phrases, (left, right), vectors)


def _encode_candidates(
    encoder: Encoder, side: SideIndex, wanted: Int32s, long_forms: Mapping[str, str]
) -> tuple[Int64s, Float16s]:
    """The row of each wanted candidate, and the rows; half precision, as there can be many."""
    numbers, rows = np.unique(wanted, return_inverse=True)
    vectors = np.zeros((len(numbers), encoder.dimension), dtype=np.float16)
    for start in range(0, len(numbers), 10_000):
        part = numbers[start : start + 10_000]
        texts = side.spans.spellings(side.tokens, part)
        vectors[start : start + 10_000] = _encode(encoder, texts, long_forms)
    return rows, vectors
