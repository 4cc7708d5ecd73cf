"""The second step of the confidence: a rendering and its rivals."""

from glossary.pairing.logistic import load_logistic
from glossary.ranking.rerank import RERANK_FEATURES, as_matrix, rerank_features


def test_a_pair_far_ahead_is_surer_than_a_close_race() -> None:
    """A probability counts for more where no other rendering comes near."""
    ahead = rerank_features([("核战略", 0.4), ("政策", 0.01)], 3, 2)
    close = rerank_features([("核战略", 0.4), ("政策", 0.38)], 3, 2)
    sure = load_logistic("glossary.ranking", "rerank_weights.json", RERANK_FEATURES).predict(
        as_matrix([ahead, close])
    )
    assert sure[0] > sure[1]


def test_a_border_in_doubt_is_not_a_meaning_in_doubt() -> None:
    """A rival that contains the best rendering or is part of it is a feature of its own."""
    features = rerank_features([("影响力", 0.6), ("政治影响力", 0.3), ("政策", 0.1)], 3, 2)
    assert features["nested_log_odds"] > features["next_log_odds"]


def test_no_terms_no_rows() -> None:
    """An empty list has the right shape."""
    assert as_matrix([]).shape == (0, len(RERANK_FEATURES))
