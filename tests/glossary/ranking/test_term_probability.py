"""Terms are told from words of general language."""

import numpy as np

from glossary.ranking.term_probability import term_probability
from glossary.ranking.termhood import TERMHOOD_FEATURES


def row(**values: float) -> list[float]:
    return [values.get(name, 0.0) for name in TERMHOOD_FEATURES]


def test_common_single_words_are_hardly_terms() -> None:
    """A common verb is less likely a term than a rare noun, and that less than a key phrase."""
    common = row(single_verb=1, general=2.4, keyness=0.9)
    rare = row(single_noun=1, general=0.5, keyness=1.1)
    phrase = row(words=2, general=1.2, keyness=1.6)
    probabilities = term_probability(np.array([common, rare, phrase]))
    assert probabilities[0] < 0.3 < probabilities[1] < probabilities[2]


def test_no_rows_no_probabilities() -> None:
    """No rows give no probabilities."""
    assert term_probability(np.zeros((0, len(TERMHOOD_FEATURES)))).shape == (0,)
