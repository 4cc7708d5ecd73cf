"""Paragraphs, headings and line breaks of plain text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import BlockKind
from aligner.readers.layout.blocks import lay_out, lay_out_lines

WRAPPED = """\
The agreement that the two sides reached after months of talks in
Geneva was never published. It is known only from the notes of one
of the interpreters, who kept them for forty years and then gave
them to a library.
   The library printed them in a small edition that nobody read, as
the director later said."""


def blocks_of(text: str) -> list[str]:
    """The words of each block."""
    return [text[block.start : block.end] for block in lay_out(text).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("One.\n\u00a0 \u3000\nTwo.", ["One.", "Two."]),
        ("Introduction\nThe text begins here.", ["Introduction", "The text begins here."]),
        (
            "arms control\nnuclear arsenal\nfirst use",
            ["arms control", "nuclear arsenal", "first use"],
        ),
        ("何为公平\n核对话的一个主要障碍是怀疑。", ["何为公平", "核对话的一个主要障碍是怀疑。"]),
        (
            "少数关键核国家更紧密地协调核出口政策,可以帮助确保争夺\n不会削弱限制。",
            ["少数关键核国家更紧密地协调核出口政策,可以帮助确保争夺\n不会削弱限制。"],
        ),
        ("他来了，\n我走了。", ["他来了，\n我走了。"]),
        (
            "The first point:\n- one thing\n- another thing",
            ["The first point:", "- one thing", "- another thing"],
        ),
        ("a\tb\nc\td", ["a\tb", "c\td"]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    """Empty lines and finished lines end a paragraph; broken sentences do not."""
    assert blocks_of(text) == expected


def test_lines_filled_to_a_width_are_one_paragraph() -> None:
    """A stop at the end of a full line ends no paragraph."""
    assert len(blocks_of(WRAPPED)) <= 2
    assert blocks_of(WRAPPED)[0].startswith("The agreement")
    assert "published. It is known only from the notes of one\nof the" in blocks_of(WRAPPED)[0]


def test_chinese_filled_to_a_width() -> None:
    """Lines of equal length are one paragraph, also where one ends with a stop."""
    line = "中国正在迅速增强其核力量根据五角大楼的估计到"
    text = f"{line}\n{line[:-1]}。\n{line}\n{line}\n完了。"
    assert blocks_of(text) == [text]


def test_a_sentence_a_line_is_recognised() -> None:
    """Where nearly every line is a sentence, one that lacks its stop is not joined to the next."""
    lines = (
        ["他们扩大了核武库的规模。"] * 6
        + ["这是一个没有句号的句子，它比二十个字要长得多"]
        + ["完了。"]
    )
    assert blocks_of("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("From Deterrence to Coercion", True),
        ("何为公平", True),
        ("以实力求和平?", True),
        ("They left the room.", False),
        ("The brief note provides:", False),
        ("他走了。", False),
        ("“Nobody knows", False),
        ("He came. He saw. He left", False),
        ("word " * 40, False),
    ],
)
def test_headings(line: str, *, heading: bool) -> None:
    """A short line without a stop is a heading."""
    (block,) = lay_out(line).blocks
    assert (block.kind is BlockKind.HEADING) == heading


def test_one_sentence_a_line() -> None:
    """With --lines every line that is not blank is a row, whatever it holds."""
    reading = lay_out_lines("One. Two.\n\nhalf a\nsentence\n")
    assert [reading.text[b.start : b.end] for b in reading.blocks] == [
        "One. Two.",
        "half a",
        "sentence",
    ]
    assert {block.kind for block in reading.blocks} == {BlockKind.ROW}


@settings(deadline=None)
@given(text=st.text(alphabet="ab中。.,\n \t\u3000\u00a0-A1“”", max_size=200))
def test_blocks_cover_everything_that_is_not_blank(text: str) -> None:
    """Blocks are in order, do not overlap, and leave out nothing but blanks."""
    position = 0
    for block in lay_out(text).blocks:
        assert position <= block.start < block.end
        assert not text[position : block.start].strip()
        position = block.end
    assert not text[position:].strip()
