"""The judged pairs of a survey: every candidate with its possible counterparts and features."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from aligner.encoders.protocol import Encoder, Vectors
from glossary.features import NAMES, cosines, describe_pairs, feature_matrix
from glossary.lexicon import Lexicon, LexiconOptions
from glossary.logistic import Logistic, load_model
from glossary.projection import project
from glossary.sightings import Sightings, gather
from glossary.survey import SideSurvey, Survey

Progress = Callable[[str, int, int], None]
"""Called with (what is done, done, total)."""


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
    words = [_encode(encoder, side.tokens.spellings()) for side in (survey.source, survey.target)]
    tables = (survey.source.tokens, survey.target.tokens)
    lexicon = Lexicon(*tables, (words[0], words[1]), options or LexiconOptions())
    report("counting words", 0, 1)
    lexicon.train(survey.places)
    rows, shares = project(
        lexicon, survey.spans, survey.sentences, survey.places,
        lambda done, total: report("matching links", done, total),
    )  # fmt: skip
    sightings = gather(survey.spans, rows, shares, survey.weights)
    report("comparing phrases", 0, 1)
    vectors = [
        _encode_candidates(encoder, side, sightings.pairs[name].to_numpy())
        for side, name in ((survey.source, "source"), (survey.target, "target"))
    ]
    cosine = cosines(sightings.pairs, vectors[0], vectors[1])
    pairs = describe_pairs(survey, sightings, cosine)
    return Matching(sightings, pairs, feature_matrix(pairs))


def judge(matching: Matching, model: Logistic | None = None) -> NDArray[np.float64]:
    """The probability that each pair is right."""
    return (model or load_model("pairing", NAMES)).predict(matching.features)


def _encode(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    if not texts:
        return np.zeros((0, encoder.dimension), dtype=np.float32)
    return encoder.encode(texts)


def _encode_candidates(encoder: Encoder, side: SideSurvey, wanted: NDArray[np.int32]) -> Vectors:
    """A row for each candidate; only those in a pair are encoded, the others stay zero."""
    numbers = np.unique(wanted)
    vectors = np.zeros((len(side.spans.keys), encoder.dimension), dtype=np.float32)
    if len(numbers):
        vectors[numbers] = encoder.encode(side.spans.spellings(side.tokens, numbers))
    return vectors
