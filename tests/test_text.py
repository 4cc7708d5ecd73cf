"""Line repair and scripts."""

import re
from pathlib import Path

import pytest

import aligner
from aligner.alignment.features.second_pass.clauses import split_clauses
from aligner.bitext import Block
from aligner.readers.layout.script_runs import find_script_runs
from aligner.text import EAST_ASIAN, SCRIPTS, WIDE, convert_script, join_lines, normalise_script


@pytest.mark.parametrize(
    ("text", "joiner", "expected"),
    [
        ("核出口的争夺\n不会削弱", "", "核出口的争夺不会削弱"),
        ("与 Carnegie\nEndowment 合作", "", "与 Carnegie Endowment 合作"),
        ("与 Carnegie \n 合作", "", "与 Carnegie合作"),
        ("他说，\n“走！”", "", "他说，“走！”"),
        ("nuclear\narsenal", " ", "nuclear arsenal"),
        ("nuclear  \r \n\n  arsenal", " ", "nuclear arsenal"),
        ("non-\nnuclear", " ", "non-nuclear"),
        ("1990-\n1995", " ", "1990- 1995"),
        ("inter\u00ad\nnational", " ", "inter\u00adnational"),
        ("그는\n갔다", " ", "그는 갔다"),
        ("สนธิ\nสัญญา", "", "สนธิสัญญา"),
        ("no break", " ", "no break"),
    ],
)
def test_join_lines(text: str, joiner: str, expected: str) -> None:
    """Nothing between Chinese characters, a blank between words, hyphens kept."""
    assert join_lines(text, joiner).replace("\u00ad", "") == expected.replace("\u00ad", "")


def test_scripts_are_for_matching() -> None:
    """Traditional and Simplified compare equal; other text passes through."""
    assert normalise_script("核武庫") == normalise_script("核武库")
    assert normalise_script("nuclear arsenal") == "nuclear arsenal"
    assert convert_script("核武库", "zh-TW") == "核武庫"


@pytest.mark.parametrize("letter", ["核", "々", "〇", "㐀", "𠀀", "𪚥", "豈"])
def test_rare_chinese_characters_are_letters_everywhere(letter: str) -> None:
    """The extensions, the compatibility forms and the iteration mark are Han, and wide."""
    for letters in (SCRIPTS["Han"], EAST_ASIAN, WIDE):
        assert re.fullmatch(f"[{letters}]", letter)


def test_a_bilingual_heading_may_begin_with_a_rare_character() -> None:
    """Before, a heading in characters of Extension B was not told apart from its English."""
    heading = "Three Rare Names 𠮷𠀋𡈽𡌛𡑮𡢽𠮷𠀋"
    runs = find_script_runs(heading, Block(0, len(heading)), ("Latin", "East"))
    assert [(heading[run.start : run.end], run.family) for run in runs] == [
        ("Three Rare Names ", "Latin"),
        ("𠮷𠀋𡈽𡌛𡑮𡢽𠮷𠀋", "East"),
    ]


def test_clauses_of_rare_characters_are_as_short_as_other_chinese_ones() -> None:
    """Before, characters of Extension B counted as letters of an alphabet: ten made a clause."""
    assert split_clauses("𠮷𠀋𡈽𡌛，𡑮𡢽𠮷𠀋。") == ["𠮷𠀋𡈽𡌛，", "𡑮𡢽𠮷𠀋。"]


def test_one_module_says_what_a_chinese_character_is() -> None:
    """Ranges of Chinese characters are in `aligner.text` only."""
    root = Path(aligner.__file__).parents[1]
    sources = [path for top in ("aligner", "glossary") for path in (root / top).rglob("*.py")]
    found = [
        path.relative_to(root).as_posix()
        for path in sources
        if re.search(r"\\u(?:3400|4e00|9fff|2e80)|[㐀一]-[龥鿿]", path.read_text(encoding="utf-8"))
    ]
    assert found == ["aligner/text.py"]
