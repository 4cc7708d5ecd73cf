"""Termhood: what makes a candidate look like a term."""

import numpy as np

from glossary.candidates.corpus_index import SideIndex, index_sentences
from glossary.ranking.termhood import find_termhood_features, termhood_score

SENTENCES = [
    "The nuclear arsenal grew.",
    "The nuclear arsenal of the country is large.",
    "They discussed the nuclear arsenal.",
]


def index() -> SideIndex:
    """The sentences as one side."""
    return index_sentences([SENTENCES], "en")


def test_a_phrase_is_more_term_like_than_its_parts() -> None:
    """Its parts never occur alone, and a single modifier is hardly a term."""
    side = index()
    numbers = np.array(
        [list(side.spans.keys).index(key) for key in ("nuclear arsenal", "arsenal", "nuclear")]
    )
    phrase, noun, modifier = termhood_score(find_termhood_features(side, numbers)).tolist()
    assert phrase > noun > modifier


def test_features_have_names_and_one_value_for_each_candidate() -> None:
    """A part that only occurs inside a longer candidate is nested."""
    side = index()
    keys = list(side.spans.keys)
    features = find_termhood_features(side, np.arange(len(keys)))
    assert features.nested[keys.index("arsenal")] == 1
    assert features.nested[keys.index("nuclear arsenal")] < 1
    assert features.words[keys.index("nuclear arsenal")] == 2
    assert features.single.shape == (len(keys),)


def test_no_candidates_no_features() -> None:
    """An empty list is not an error."""
    none = np.zeros(0, dtype=np.int64)
    assert termhood_score(find_termhood_features(index(), none)).shape == (0,)
