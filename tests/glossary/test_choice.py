"""The second step of the confidence."""

from glossary.choice import NAMES, as_matrix, choice_features
from glossary.logistic import load_model


def test_a_pair_far_ahead_is_surer_than_a_close_race() -> None:
    """The same chance says more where no other rendering comes near."""
    ahead, close = choice_features(0.4, 0.01, 3, 2), choice_features(0.4, 0.38, 3, 2)
    sure = load_model("choice", NAMES).predict(as_matrix([ahead, close]))
    assert sure[0] > sure[1]


def test_no_terms_no_rows() -> None:
    """An empty list has the right shape."""
    assert as_matrix([]).shape == (0, len(NAMES))
