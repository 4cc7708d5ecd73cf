"""Terms are told from words of general language."""

from dataclasses import fields

import numpy as np

from glossary.ranking.term_probability import term_probability
from glossary.ranking.termhood import TermhoodFeatures


def make_features(rows: list[dict[str, float]]) -> TermhoodFeatures:
    """One candidate for each row; what a row does not name is 0."""
    return TermhoodFeatures(
        **{
            field.name: np.array([row.get(field.name, 0.0) for row in rows], dtype=np.float64)
            for field in fields(TermhoodFeatures)
        }
    )


def test_common_single_words_are_hardly_terms() -> None:
    """A common verb is less likely a term than a rare noun, and that less than a key phrase."""
    common = {"single_verb": 1, "general": 2.4, "keyness": 0.9}
    rare = {"single_noun": 1, "general": 0.5, "keyness": 1.1}
    phrase = {"words": 2, "general": 1.2, "keyness": 1.6}
    probabilities = term_probability(make_features([common, rare, phrase]))
    assert probabilities[0] < 0.3 < probabilities[1] < probabilities[2]


def test_no_candidates_no_probabilities() -> None:
    """An empty list is not an error."""
    assert term_probability(make_features([])).shape == (0,)
