"""Inline codes of TMX and XLIFF."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from aligner.readers.input.inline_codes import words_of


@pytest.mark.parametrize(
    ("inside", "joiner", "words"),
    [
        # A code that stands alone parts the words on both sides of it.
        ('First line<ph x="1" type="lb"/>Second line', " ", "First line Second line"),
        ("now<ph>&lt;br/&gt;</ph>Then", " ", "now Then"),
        ("wait<ph type='tab'/>ten", " ", "wait ten"),
        ("Wait for<ph id='2'/>the light", " ", "Wait for the light"),
        ("the tray<x id='1'/>with", " ", "the tray with"),
        ("Done<it pos='end'>&lt;/i&gt;</it>with", " ", "Done with"),
        ("See page<ph>{1}</ph>5.<ut>{\\b }</ut>Done", " ", "See page 5. Done"),
        ("слово<ph/>слово", " ", "слово слово"),
        ("단어<ph/>단어", " ", "단어 단어"),
        # One blank, however many codes, and none where one stands already.
        ("a<ph/><x/><ph type='lb'/>b", " ", "a b"),
        ("a <ph/>b<ph/> c", " ", "a b c"),
        ("<ph/>a<ph/>", " ", "a"),
        # Around words: nothing.
        ("Press <bpt i='1'/>St<ept i='1'/>art", " ", "Press Start"),
        ("<g id='1'>St</g>art <pc id='1'>a</pc>b <hi>c</hi>d <mrk>e</mrk>f", " ", "Start ab cd ef"),
        ("a<bx id='1'/>b<ex id='1'/>c <sc id='1'/>d<ec/>e", " ", "abc de"),
        # No letter beside it: nothing, unless it breaks the line.
        ("the end<ph/>.", " ", "the end."),
        ("(<ph/>left) don<ph/>’t 3.<ph/>5", " ", "(left) don’t 3.5"),
        ("the end.<ph type='lb'/>“Go”", " ", "the end. “Go”"),
        ("the end<ph type='lb'/>.", " ", "the end."),
        ("non-<ph type='lb'/>nuclear", " ", "non-nuclear"),
        # Languages without blanks.
        ("第一行<ph type='lb'/>第二行", "", "第一行第二行"),
        ("见第<ph>{1}</ph>5 页。完成<it/>，", "", "见第5 页。完成，"),
        ("使用<x/>USB<x/>OTG<x/>线", "", "使用USB OTG线"),
        ("ひらく<ph/>とじる", "", "ひらくとじる"),
        ("เปิด<ph/>ปิด", "", "เปิดปิด"),
        # What is inside a code is no text; a comment is nothing.
        ("a<ph>&lt;img alt='<sub>picture</sub>'&gt;</ph>b", " ", "a b"),
        ("a<cp hex='0001'/>b <!-- note -->c", " ", "a b c"),
    ],
)  # fmt: skip
def test_words(inside: str, joiner: str, words: str) -> None:
    """The words run on, or are parted by one blank."""
    assert words_of(etree.fromstring(f"<seg>{inside}</seg>"), joiner) == words


@given(
    st.lists(st.tuples(st.text("ab.，中 -", max_size=4), st.sampled_from(["ph", "bpt", "g"]))),
    st.sampled_from([" ", ""]),
)
def test_codes_only_ever_add_blanks(parts: list[tuple[str, str]], joiner: str) -> None:
    """Without blanks, the words are those of the file, whatever codes are between them."""
    inside = "".join(f"{words}<{code}/>" for words, code in parts)
    found = words_of(etree.fromstring(f"<seg>{inside}</seg>"), joiner)
    plain = "".join(words for words, _ in parts)
    assert found.replace(" ", "") == plain.replace(" ", "")
    if all(code != "ph" for _, code in parts):
        assert found == plain
