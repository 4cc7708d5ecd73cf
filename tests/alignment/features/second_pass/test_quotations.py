"""Speech over several sentences."""

import pytest

from aligner.alignment.features.second_pass.quotations import find_quotations


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
