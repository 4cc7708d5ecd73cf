"""What every splitter must obey, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Block, BlockKind, Document, Side
from aligner.languages import LANGUAGES
from aligner.splitting import split_document, split_text

ODD = st.sampled_from(
    [
        *list("。！？；…”“」「（）《》【】.!?,;:'\"()[]\n\t -—0Aa1中国あア가م๑"),
        "U.S. ",
        "Dr. ",
        "他说：“",
        "……",
        "\xa0",
        "\u200b",
        "\ufeff",
        "\u202e",
        "𠀀",
        "😀",
        "é",
        "\x0b",
        "说",
        "[6] ",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(ODD, max_size=60).map("".join))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_segments_and_gaps_give_back_the_text(language: str, text: str) -> None:
    """Spans are in order, not empty, do not overlap, and leave out blanks and ornaments only."""
    position = 0
    for start, end in split_text(text, language):
        assert position <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        assert not any(character.isalnum() for character in text[position:start])
        position = end
    assert not any(character.isalnum() for character in text[position:])


@settings(deadline=None, max_examples=40)
@given(parts=st.lists(TEXTS, max_size=5), language=st.sampled_from(["en", "zh", "de"]))
def test_segments_stay_inside_their_blocks(parts: list[str], language: str) -> None:
    """Every segment names a block and lies in it; numbers run from 0."""
    blocks, position = [], 0
    for i, part in enumerate(parts):
        blocks.append(Block(position, position + len(part), list(BlockKind)[i % len(BlockKind)]))
        position += len(part) + 2
    text = "\n\n".join(parts)
    document = Document(Side.SOURCE, language, "-", "", text, tuple(blocks))
    segments = split_document(document)
    assert [segment.index for segment in segments] == list(range(len(segments)))
    for segment in segments:
        block = blocks[segment.block]
        assert block.start <= segment.start < segment.end <= block.end
        assert "\n" not in segment.text


def test_rows_headings_and_cues_are_never_cut() -> None:
    """A heading or table row is one segment, whatever stops it holds."""
    text = "Who? Me. You!"
    for kind in (BlockKind.ROW, BlockKind.HEADING, BlockKind.CUE):
        document = Document(Side.SOURCE, "en", "-", "", text, (Block(0, len(text), kind),))
        assert [segment.text for segment in split_document(document)] == [text]


@pytest.mark.parametrize(
    "unit", ["a. ", "a", "(", "。", "“", "“。", '"A. ', "A.", "…", "Dr. ", "[1] ", "（。"]
)
@pytest.mark.parametrize("language", ["en", "zh", "de"])
def test_a_hundred_thousand_characters_of_anything_are_cut(language: str, unit: str) -> None:
    """No repeated sign makes a splitter run on for ever."""
    text = unit * (100_000 // len(unit))
    assert all(end > start for start, end in split_text(text, language))
