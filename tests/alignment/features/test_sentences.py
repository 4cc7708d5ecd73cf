"""Surface features of sentences."""

import pytest

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


def test_numbers_are_compared_without_thousands_marks() -> None:
    """1,500 and 1500 are the same number."""
    facts = extract_surface_features(Sentences(("It cost 1,500 yuan.", "花了1500元。"), "en"))
    assert facts.numbers[0] == facts.numbers[1]
