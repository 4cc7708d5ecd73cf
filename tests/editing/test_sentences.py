"""Correcting and cutting sentences: nothing of the text is lost, the original stays."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Segment
from aligner.editing.sentences import cut_sentence, edit_text, map_offset
from aligner.errors import EditRefusedError


def segment(text: str, start: int = 10) -> Segment:
    """A sentence as it was read."""
    return Segment(4, 0, start, start + len(text), text)


def test_the_original_is_kept_through_several_edits() -> None:
    """However often the words change, what was read is remembered."""
    edited = edit_text(edit_text(segment("one"), "two"), "three")
    assert (edited.text, edited.original) == ("three", "one")


def test_typing_the_original_takes_the_edit_back() -> None:
    """A sentence with its own words is not an edited one."""
    assert edit_text(edit_text(segment("one"), "two"), " one ") == segment("one")


def test_a_sentence_cannot_be_empty() -> None:
    """There are other ways to say that nothing is there."""
    with pytest.raises(EditRefusedError, match="no counterpart"):
        edit_text(segment("one"), "  \n ")


def test_line_breaks_become_blanks() -> None:
    """A sentence is one line in every format."""
    assert edit_text(segment("one"), "a\n b").text == "a b"


def test_a_cut_sentence_knows_its_places() -> None:
    """Start and end point into the text as it was read, with its line break."""
    read = "One two.\nThree."
    first, second = cut_sentence(replace(segment("One two. Three."), end=25), 9, read)
    assert (first.text, first.start, first.end) == ("One two.", 10, 18)
    assert (second.text, second.index, second.start, second.end) == ("Three.", 5, 19, 25)


def test_both_parts_of_an_edited_sentence_keep_their_original() -> None:
    """The words as read are cut where the edited ones are."""
    edited = edit_text(segment("One too. Three."), "One two. Three.")
    first, second = cut_sentence(edited, 8, "One too. Three.")
    assert (first.original, second.original) == ("One too.", "Three.")


@pytest.mark.parametrize("offset", [0, 3, 99, -1])
def test_nothing_is_cut_off_at_the_ends(offset: int) -> None:
    """A cut needs words on both sides."""
    with pytest.raises(EditRefusedError):
        cut_sentence(segment("one"), offset, "one")


@given(st.text(min_size=2, max_size=30), st.data())
@settings(deadline=None)
def test_cutting_loses_no_word(text: str, data: st.DataObject) -> None:
    """Both parts together are the sentence, but for the blanks at the cut."""
    offset = data.draw(st.integers(0, len(text)))
    try:
        first, second = cut_sentence(segment(text), offset, text)
    except EditRefusedError:
        return
    assert (first.text + second.text).split() == "".join([first.text, second.text]).split()
    assert "".join((first.text + second.text).split()) == "".join(text.split())
    assert 10 <= first.start <= first.end <= second.start <= second.end


@given(st.text(max_size=20), st.text(max_size=20), st.integers(0, 20))
@settings(deadline=None)
def test_a_mapped_place_lies_in_the_other_text(text: str, other: str, offset: int) -> None:
    """Whatever a person made of a sentence, its places stay inside what was read."""
    assert 0 <= map_offset(text, other, min(offset, len(text))) <= max(len(other), offset)
