"""Decisions survive sentences that were cut anew."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Bitext, Link, LinkStatus, Run
from aligner.project.decisions import carry_decisions, merge_decisions
from tests.samples import make_bitext, make_document


def accepted(source: Run, target: Run) -> Link:
    return Link(source, target, 1.0, LinkStatus.ACCEPTED)


def test_a_decision_moves_with_its_sentences() -> None:
    """A sentence put in front moves the numbers of the decided link."""
    old = make_bitext(["A.", "B."], ["甲。", "乙。"], (accepted(Run(1, 2), Run(1, 2)),))
    new = make_bitext(["New.", "A.", "B."], ["甲。", "乙。"], ())
    carried = carry_decisions(old, new.source_segments, new.target_segments)
    assert carried.links == (accepted(Run(2, 3), Run(1, 2)),)
    assert carried.lost == ()


def test_a_decision_about_a_deleted_sentence_is_reported_lost() -> None:
    """The message names the decision that could not be kept."""
    link = accepted(Run(0, 1), Run(0, 1))
    old = make_bitext(["A.", "B."], ["甲。"], (link,))
    new = make_bitext(["B."], ["甲。"], ())
    assert carry_decisions(old, new.source_segments, new.target_segments).lost == (link,)


def test_edited_words_are_carried() -> None:
    """Words a person corrected stay corrected."""
    old = make_bitext(["A.", "B."], ["甲。"], ())
    edited = replace(old.source_segments[1], text="B!", original="B.")
    old = replace(old, source_segments=(old.source_segments[0], edited))
    new = make_bitext(["New.", "A.", "B."], ["甲。"], ())
    carried = carry_decisions(old, new.source_segments, new.target_segments)
    assert (carried.source_segments[2].text, carried.source_segments[2].original) == ("B!", "B.")


def test_a_decided_link_takes_the_place_of_the_same_proposal() -> None:
    """A proposal of what a person decided is not a second link."""
    decided = accepted(Run(0, 1), Run(0, 1))
    proposed = (Link(Run(0, 1), Run(0, 1), 0.4), Link(Run(1, 2), Run(1, 2), 0.9))
    assert merge_decisions([decided], proposed) == (decided, proposed[1])


@given(
    st.lists(st.sampled_from("abcdef"), max_size=8), st.lists(st.sampled_from("abcdef"), max_size=8)
)
def test_carried_links_hold_the_same_words(before: list[str], after: list[str]) -> None:
    """A link never ends up on other words than it was decided on."""
    links = tuple(accepted(Run(i, i + 1), Run(0, 1)) for i in range(len(before)))
    old: Bitext = make_bitext(before, ["甲"], links)
    from aligner.bitext import Side

    _, segments = make_document(Side.SOURCE, after, "en")
    carried = carry_decisions(old, segments, old.target_segments)
    assert len(carried.links) + len(carried.lost) == len(links)
    words = [segments[link.source.start].text for link in carried.links]
    iterator = iter(before)
    assert all(word in iterator for word in words)
