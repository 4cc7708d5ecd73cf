"""CC-CEDICT raises the probability of pairs that it lists."""

import numpy as np

from glossary.pairing.dictionary import load_dictionary, raise_listed


def test_listed_pairs_gain_and_the_others_stay() -> None:
    """A pair that is not listed keeps its probability."""
    table = {"policy": frozenset({"政策"})}
    raised = raise_listed(np.array([0.5, 0.5]), ["policy", "policy"], ["政策", "方针"], table)
    assert raised[0] > 0.6
    assert raised[1] == 0.5


def test_the_dictionary_knows_plain_words() -> None:
    """Measure words and references are no glosses."""
    table = load_dictionary()
    assert table is not None
    assert "核武器" in table["nuclear weapon"]
    assert not any(gloss.startswith("cl:") for gloss in table)
