"""Flags say what a translator can check."""

import pytest

from aligner.alignment.engine import Sentences, score_pairs
from aligner.encoders.embedded.encoder import EmbeddedEncoder

ENCODER = EmbeddedEncoder()


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        ("1.5 million people live on the 3 islands.", "150万人住在三个岛上。", []),
        ("The ship weighs 200 tons.", "这艘船重2000吨。", ["number: 200 / 2000"]),
        ("The ship weighs two hundred tons.", "这艘船重2000吨。", []),
    ],
)
def test_numbers_are_compared_as_they_are_meant(
    english: str, chinese: str, expected: list[str]
) -> None:
    """A number in another notation is no reason for review; another number is."""
    scored = score_pairs(Sentences((english,), "en"), Sentences((chinese,), "zh"), ENCODER)
    flags = [flag for link in scored.links for flag in link.flags if flag.startswith("number")]
    assert flags == expected
