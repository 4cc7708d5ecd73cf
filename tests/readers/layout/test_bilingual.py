"""One text in two languages; the cases are data in tests/cases/bilingual.json."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import EmptyInputError, OneLanguageError
from aligner.readers import read_documents
from aligner.readers.layout.bilingual import split_languages
from aligner.readers.layout.blocks import lay_out

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "bilingual.json").read_text(encoding="utf-8")
)


def read_runs(path: Path) -> list[list[str]]:
    """Language and text of every block of both documents, in the order of the file."""
    documents = read_documents(path, None)
    runs = [
        (block.start, document.language, document.text[block.start : block.end])
        for document in documents
        for block in document.blocks
    ]
    return [[language, text] for _, language, text in sorted(runs)]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_runs(case: dict[str, Any], tmp_path: Path) -> None:
    """Each run of a language goes to that language's document, found without being told."""
    path = tmp_path / "both.txt"
    path.write_text(case["text"], encoding="utf-8")
    assert read_runs(path) == case["runs"]
    source, target = read_documents(path, None)
    expected = case.get("languages") or list(dict.fromkeys(run[0] for run in case["runs"]))
    assert [source.language, target.language] == expected


def test_the_caller_may_swap_the_sides(tmp_path: Path) -> None:
    """With one language named the other is found; source is what the caller says."""
    path = tmp_path / "both.txt"
    path.write_text("The treaty was signed.\n\n条约已经签署。", encoding="utf-8")
    for read in (
        read_documents(path, None, source_language="zh"),
        read_documents(path, None, target_language="en"),
    ):
        assert [document.language for document in read] == ["zh", "en"]


def test_one_language_is_refused(tmp_path: Path) -> None:
    """A file in one language says which, and what to do."""
    path = tmp_path / "one.txt"
    path.write_text("The treaty was signed.\n\nNobody was surprised.", encoding="utf-8")
    with pytest.raises(
        OneLanguageError, match=r"one\.txt: only one language was found in it \(en\)"
    ):
        read_documents(path, None)


def test_no_letters_are_refused(tmp_path: Path) -> None:
    """A file of digits has no text in it."""
    path = tmp_path / "digits.txt"
    path.write_text("1 2 3\n\n4 5 6", encoding="utf-8")
    with pytest.raises(EmptyInputError):
        read_documents(path, None)


SIGNS = st.lists(
    st.sampled_from(
        [*"中国。，！“”（）[](){}【】 \n\tAb c.!?,:1|/", "The ", "他说", "ひ", "é", "\u00a0"]
    ),
    max_size=60,
).map("".join)


@settings(deadline=None, max_examples=150)
@given(text=st.one_of(SIGNS, st.text(max_size=80)))
def test_no_letter_is_lost_or_doubled(text: str) -> None:
    """Every letter of a block lies in exactly one block of one side, in order."""
    blocks = lay_out(text).blocks
    sides = split_languages(text, blocks, "en", "zh")
    taken: list[int] = []
    for side in sides:
        ends = [0, *(block.end for block in side)]
        assert all(block.start >= end for block, end in zip(side, ends, strict=False))
        taken += [i for block in side for i in range(block.start, block.end)]
    assert len(taken) == len(set(taken))
    letters = {i for b in blocks for i in range(b.start, b.end) if text[i].isalpha()}
    assert letters <= set(taken)


@pytest.mark.parametrize("unit", ["[", "(中", "（a）", "a 中 ", "中a", "a.中。", "“a", "[a]中"])
def test_long_paragraphs_take_no_square_of_time(unit: str) -> None:
    """A hundred thousand characters of brackets and switches are split."""
    text = unit * (100_000 // len(unit))
    split_languages(text, lay_out(text).blocks, "en", "zh")
