"""The judged pairs of a survey: every candidate with its possible counterparts and features."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from aligner.encoders.protocol import Encoder, Vectors
from aligner.progress import Progress
from glossary.candidates.corpus_index import SideSurvey, Survey
from glossary.candidates.long_forms import expand_acronyms, find_long_forms
from glossary.pairing.cooccurrence import Sightings, gather
from glossary.pairing.coverage import cover, words_of
from glossary.pairing.features import NAMES, describe_pairs, feature_matrix
from glossary.pairing.logistic import Logistic, load_model
from glossary.pairing.phrase_alignment import project
from glossary.pairing.word_alignment import Lexicon, LexiconOptions


@dataclass(frozen=True, slots=True)
class Matching:
    """The pairs, row for row with their features."""

    sightings: Sightings
    pairs: pl.DataFrame
    features: NDArray[np.float64]


def match(
    survey: Survey,
    encoder: Encoder,
    *,
    options: LexiconOptions | None = None,
    progress: Progress | None = None,
) -> Matching:
    """Pair the candidates of both sides inside the links."""
    report = progress or (lambda _what, _done, _total: None)
    report("comparing words", 0, 1)
    sides = survey.source, survey.target
    long_forms = find_long_forms(text for side in sides for text in side.tokens.texts)
    words = [_encode(encoder, side.tokens.spellings(), long_forms) for side in sides]
    tables = (survey.source.tokens, survey.target.tokens)
    lexicon = Lexicon(*tables, (words[0], words[1]), options or LexiconOptions())
    report("counting words", 0, 1)
    lexicon.train(survey.places)
    rows, shares = project(
        lexicon, survey.spans, survey.sentences, survey.places,
        progress=progress,
    )  # fmt: skip
    sightings = gather(survey.spans, rows, shares, survey.weights)
    report("comparing phrases", 0, 1)
    cosine = _cosines(encoder, survey, sightings.pairs, long_forms)
    covered = _cover(survey, sightings.pairs, (words[0], words[1]))
    pairs = describe_pairs(survey, sightings, cosine, covered, long_forms)
    return Matching(sightings, pairs, feature_matrix(pairs))


def judge(matching: Matching, model: Logistic | None = None) -> NDArray[np.float64]:
    """The probability that each pair is right."""
    return (model or load_model("glossary.pairing", "weights.json", NAMES)).predict(
        matching.features
    )


def _encode(encoder: Encoder, texts: Sequence[str], long_forms: Mapping[str, str]) -> Vectors:
    """The vectors of words or phrases; acronyms are read as what they stand for."""
    if not texts:
        return np.zeros((0, encoder.dimension), dtype=np.float32)
    return encoder.encode([expand_acronyms(text, long_forms) for text in texts])


def _cosines(
    encoder: Encoder, survey: Survey, pairs: pl.DataFrame, long_forms: Mapping[str, str]
) -> NDArray[np.float32]:
    """The likeness of each pair."""

    def encode(side: SideSurvey, column: str) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        return _encode_candidates(encoder, side, pairs[column].to_numpy(), long_forms)

    left, source = encode(survey.source, "source")
    right, target = encode(survey.target, "target")
    result = np.empty(len(pairs), dtype=np.float32)
    for start in range(0, len(result), 50_000):
        part = slice(start, start + 50_000)
        both = source[left[part]].astype(np.float32), target[right[part]].astype(np.float32)
        result[part] = np.einsum("ij,ij->i", *both)
    return result


def _cover(
    survey: Survey, pairs: pl.DataFrame, vectors: tuple[Vectors, Vectors]
) -> NDArray[np.float32]:
    """How well the words of each pair cover each other, see `coverage.cover`."""
    source, left = np.unique(pairs["source"].to_numpy(), return_inverse=True)
    target, right = np.unique(pairs["target"].to_numpy(), return_inverse=True)
    runs = words_of(survey.source, source), words_of(survey.target, target)
    return cover(*runs, (left, right), vectors)


def _encode_candidates(
    encoder: Encoder, side: SideSurvey, wanted: NDArray[np.int32], long_forms: Mapping[str, str]
) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
    """For each wanted candidate its row, and the rows; half precision, as they can be many."""
    numbers, rows = np.unique(wanted, return_inverse=True)
    vectors = np.zeros((len(numbers), encoder.dimension), dtype=np.float16)
    for start in range(0, len(numbers), 10_000):
        part = numbers[start : start + 10_000]
        texts = side.spans.spellings(side.tokens, part)
        vectors[start : start + 10_000] = _encode(encoder, texts, long_forms)
    return rows, vectors
