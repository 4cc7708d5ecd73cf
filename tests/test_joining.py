"""Sentences joined again are the file's own text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Block, Document, Segment, Side
from aligner.joining import join_segments
from aligner.splitting.document import split_document
from aligner.text import join_lines


def document(text: str, language: str) -> Document:
    """A document of one paragraph."""
    return Document(Side.SOURCE, language, "a.txt", "", text, (Block(0, len(text)),))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He left. (She stayed.) They wept.", "en"),
        ("他走了。 她留下了。他们哭了。", "zh"),
        ("他走了。她留下了！ 他们哭了？", "zh"),
        ("Он ушёл.  Она осталась.", "ru"),
        ("He left.She stayed.", "en"),
    ],
)
def test_joined_sentences_are_the_text(text: str, language: str) -> None:
    """Whatever stands between two sentences stays."""
    whole = document(text, language)
    assert join_segments(whole, split_document(whole)) == text


@given(
    st.lists(
        st.sampled_from(["He left.", "他走了。", "Why?", "为什么？", "No", "(a)"]), min_size=1
    ),
    st.lists(st.sampled_from(["", " ", "  ", "\u3000", "\n"]), min_size=30, max_size=30),
    st.sampled_from(["en", "zh", "ja", "de"]),
)
def test_joining_undoes_splitting(words: list[str], gaps: list[str], language: str) -> None:
    """The law: a paragraph cut into sentences and joined again is the paragraph, lines repaired."""
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=False)).strip()
    whole = document(text, language)
    joiner = "" if language in ("zh", "ja") else " "
    joined = join_segments(whole, split_document(whole))
    assert joined == join_lines(text, joiner)


def test_sentences_of_two_paragraphs_get_what_the_language_writes() -> None:
    """Nothing of the text stands between them."""
    text = "One.\n\n* * *\n\nTwo."
    blocks = (Block(0, 4), Block(13, 17))
    whole = Document(Side.SOURCE, "en", "a.txt", "", text, blocks)
    assert join_segments(whole, split_document(whole)) == "One. Two."


def test_edited_sentences_get_what_the_language_writes() -> None:
    """A person's words have no place in the text any more."""
    whole = document("他走了。 她留下了。", "zh")
    first, second = split_document(whole)
    edited = Segment(0, 0, first.start, first.end, "他离开了。", first.text)
    assert join_segments(whole, [edited, second]) == "他离开了。她留下了。"
