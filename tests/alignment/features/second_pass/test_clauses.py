"""Clauses of sentences."""

from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.features.second_pass.clauses import split_clauses


@settings(deadline=None)
@given(st.text(max_size=60))
def test_clauses_keep_all_letters(text: str) -> None:
    """Splitting into clauses loses and adds no letter."""
    letters = [c for c in text if c.isalnum()]
    assert [c for clause in split_clauses(text) for c in clause if c.isalnum()] == letters
