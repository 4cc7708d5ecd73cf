"""The concordance finds words on both sides and shows their counterparts."""

import pytest

from aligner.bitext import Link, LinkStatus, Run, Side
from aligner.concordance import find_words
from tests.samples import make_bitext

BITEXT = make_bitext(
    ["Nuclear arsenals grow.", "The arsenal is nuclear.", "Quiet."],
    ["核武库在扩大。", "武库是核的。", "安静。"],
    (
        Link(Run(0, 1), Run(0, 1), 0.9),
        Link(Run(1, 2), Run(1, 2), 0.8),
        Link(Run(2, 3), Run(2, 3), 0.7, LinkStatus.REJECTED),
    ),
)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("nuclear", [(Side.SOURCE, 0), (Side.SOURCE, 1)]),
        ("arsenal", [(Side.SOURCE, 1)]),
        ("arsenal*", [(Side.SOURCE, 0), (Side.SOURCE, 1)]),
        ('"nuclear arsenals"', [(Side.SOURCE, 0)]),
        ("核武库", [(Side.TARGET, 0)]),
        ("武库", [(Side.TARGET, 0), (Side.TARGET, 1)]),
        ("quiet", []),
        ("", []),
        ("*", []),
    ],
)
def test_words_are_found(words: str, places: list[tuple[Side, int]]) -> None:
    """Words, phrases and beginnings; a rejected link shows nothing."""
    assert [(hit.side, hit.segment) for hit in find_words([BITEXT], words)] == places


def test_a_hit_shows_the_other_side_and_the_marks() -> None:
    """Spans are offsets into the text that holds the words."""
    (hit,) = find_words([BITEXT], "核武库")
    assert (hit.here[slice(*hit.spans[0])], hit.there) == ("核武库", "Nuclear arsenals grow.")


def test_case_counts_only_when_asked() -> None:
    """`--case` tells Nuclear from nuclear."""
    assert len(list(find_words([BITEXT], "Nuclear", case=True))) == 1
