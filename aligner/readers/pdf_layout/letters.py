"""Restores the letters that a text was written in from the ones that a PDF names.

Many programs that make PDFs name the glyph of 一 "Kangxi radical one" (U+2F00), and the glyph of fi
"ligature fi" (U+FB01). Such text cannot be searched, and its words are in no dictionary.
"""

import unicodedata

# U+2E80–2EFF has no decompositions in Unicode; these are the radicals that are words too
# (EquivalentUnifiedIdeograph in the Unicode database).
_RADICALS = dict(
    zip(
        "⺠⺟⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民母虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_LETTERS = str.maketrans(
    {
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
        **_RADICALS,
    }
)


def plain_letters(text: str) -> str:
    """The text with radicals and ligatures replaced by the letters that were written.

    >>> plain_letters("⼀个⻓期的 ofﬁce")
    '一个长期的 office'
    """
    return text.translate(_LETTERS)
