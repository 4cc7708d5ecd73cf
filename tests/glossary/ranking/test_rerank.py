"""The second step of the confidence."""

from glossary.pairing.logistic import load_model
from glossary.ranking.rerank import NAMES, TOP, as_matrix, choice_features, settle


def test_a_pair_far_ahead_is_surer_than_a_close_race() -> None:
    """The same chance says more where no other rendering comes near."""
    ahead = choice_features([("核战略", 0.4), ("政策", 0.01)], 3, 2)
    close = choice_features([("核战略", 0.4), ("政策", 0.38)], 3, 2)
    sure = load_model("glossary.ranking", "rerank_weights.json", NAMES).predict(
        as_matrix([ahead, close])
    )
    assert sure[0] > sure[1]


def test_a_border_in_doubt_is_not_a_meaning_in_doubt() -> None:
    """A rival that holds the best rendering, or is a part of it, counts by itself."""
    features = choice_features([("影响力", 0.6), ("政治影响力", 0.3), ("政策", 0.1)], 3, 2)
    named = dict(zip(NAMES, features, strict=True))
    assert named["nested_odds"] > named["next_odds"]


def test_no_terms_no_rows() -> None:
    """An empty list has the right shape."""
    assert as_matrix([]).shape == (0, len(NAMES))


def test_inside_a_tenth_the_useful_come_first() -> None:
    """The mean of a tenth stays; all of the last tenth lie around what was measured there."""
    settled = settle([0.62, 0.68, 0.99, 0.91], [2.0, 1.0, 0.0, 3.0])
    assert settled[0] > settled[1]
    assert settled[3] > settled[2]
    assert abs(sum(settled[:2]) / 2 - 0.65) < 1e-9
    assert abs(sum(settled[2:]) / 2 - TOP) < 1e-9
