"""Plain facts, quotations and clauses of sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.features.clauses import split_clauses
from aligner.alignment.features.quotations import find_quotations
from aligner.alignment.features.sentences import (
    ENDINGS,
    Sentences,
    ending_of,
    extract_surface_features,
)


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("He left.", "stop"),
        ("“真的吗？”", "question"),
        ("Wait!)", "exclamation"),
        ("他说……", "ellipsis"),
        ("first, second;", "pause"),
        ("Chapter 1", "none"),
        ("", "none"),
    ],
)
def test_endings(text: str, ending: str) -> None:
    """The closing mark counts, whatever quotation marks and brackets follow it."""
    assert ENDINGS[ending_of(text)] == ending


@pytest.mark.parametrize(
    ("texts", "inside_after"),
    [
        (["“One.", "Two.”", "Three."], [True, False, False]),
        (["'One.", "Two,' he said.", "It's three."], [True, False, False]),
        (["「一。", "二。」", "三。"], [True, False, False]),
        (['"One.', 'Two."', "Three."], [True, False, False]),
        (["The dogs' tails.", "Don't."], [False, False]),
    ],
)
def test_speech_over_several_sentences(texts: list[str], inside_after: list[bool]) -> None:
    """A quotation stays open until its closing mark; apostrophes are none."""
    assert find_quotations(texts).inside_after.tolist() == inside_after


def test_numbers_are_compared_without_thousands_marks() -> None:
    """1,500 and 1500 are the same number."""
    facts = extract_surface_features(Sentences(("It cost 1,500 yuan.", "花了1500元。"), "en"))
    assert facts.numbers[0] == facts.numbers[1]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_clauses_keep_all_letters(text: str) -> None:
    """Splitting into clauses loses and adds no letter."""
    letters = [c for c in text if c.isalnum()]
    assert [c for clause in split_clauses(text) for c in clause if c.isalnum()] == letters
