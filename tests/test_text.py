"""Line repair and scripts."""

import pytest

from aligner.text import convert_script, join_lines, normalise_script


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
