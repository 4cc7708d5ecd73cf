"""Precision, recall and F1 of beads."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evaluation.beads import Bead, Gold, read_gold, read_predictions
from aligner.evaluation.scoring import Ratio, Score, Scores, score_document

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "evaluation" / "by_hand.json").read_text("utf-8")
)

ids = st.lists(st.integers(0, 9), max_size=3).map(lambda row: tuple(sorted(set(row))))
pairs = st.lists(st.builds(Bead, ids, ids).filter(any), max_size=12)


def _counts(score: Score) -> list[int]:
    return [*score.precision, *score.recall]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_beads_counted_by_hand(case: dict[str, Any]) -> None:
    """Hits and totals of precision and recall are those a person counts."""
    gold = read_gold("gold", case["gold"])
    scores = score_document(
        gold, [prediction.bead for prediction in read_predictions("pred", case["predicted"])]
    )
    assert _counts(scores.strict) == case["strict"]
    assert _counts(scores.lax) == case["lax"]
    if "unaligned" in case:
        assert _counts(scores.unaligned) == case["unaligned"]


def test_f1_is_the_harmonic_mean() -> None:
    """F1 of 1/2 and 1/4 is 1/3; of nothing it is 0."""
    assert Score(Ratio(1, 2), Ratio(1, 4)).f1 == pytest.approx(1 / 3)
    assert Score().f1 == 0.0
    assert Score().precision.value is None


@given(pairs, pairs)
def test_lax_is_never_below_strict(gold: list[Bead], predicted: list[Bead]) -> None:
    """What is exactly right overlaps a right one, and hits never exceed totals."""
    scores = score_document(Gold(tuple(gold), {}), predicted)
    for strict, lax in zip(_counts(scores.strict), _counts(scores.lax), strict=True):
        assert strict <= lax
    assert scores.lax.precision.hits <= scores.lax.precision.total == len(set(predicted))


@given(pairs)
def test_the_gold_scores_one_against_itself(gold: list[Bead]) -> None:
    """Precision of the gold is 1; recall too if some bead has both sides."""
    scores = score_document(Gold(tuple(gold), {}), gold)
    assert scores.strict.precision.hits == scores.strict.precision.total
    assert scores.strict.recall.hits == scores.strict.recall.total


@given(pairs, pairs)
def test_the_kinds_add_up_to_the_whole(gold: list[Bead], predicted: list[Bead]) -> None:
    """Counts by kind of bead sum to those of all beads (recall: with both sides filled)."""
    scores = score_document(Gold(tuple(gold), {}), predicted)
    whole = Score()
    for score in scores.kinds.values():
        whole = whole.plus(score)
    assert whole.precision == scores.strict.precision
    filled = Score()
    for kind, score in scores.kinds.items():
        if "0" not in kind.split("-"):
            filled = filled.plus(score)
    assert filled.recall == scores.strict.recall


@given(pairs, pairs, pairs)
def test_documents_add_up(gold: list[Bead], first: list[Bead], second: list[Bead]) -> None:
    """Two documents together have the counts of both (micro average), in either order."""
    one, two = (score_document(Gold(tuple(gold), {}), part) for part in (first, second))
    assert one.plus(two) == two.plus(one)
    assert one.plus(two).strict.precision.total == len(set(first)) + len(set(second))
    assert one.plus(Scores()) == one
