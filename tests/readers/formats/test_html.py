"""Web pages."""

import pytest

from aligner.readers.formats.html import decode_page, read
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import ReadOptions

SENTENCE = "The two sides reached an agreement after months of talks in Geneva. "
PAGE = f"""<!DOCTYPE html><html><head><title>T</title><script>var a = 1;</script></head><body>
<nav><ul><li><a href="/">Start</a></li></ul></nav>
<div class="sidebar"><p>Most read articles of the week.</p></div>
<div id="content"><h1>Arms <em>control</em></h1>
<p>{SENTENCE * 3}</p>
<p>First line<br>Second line<br><br>New paragraph.<sup><a href="#1">[1]</a></sup></p>
<ul><li>one thing</li><li>another thing</li></ul>
<table><tr><th>arsenal</th><td>武库</td></tr></table>
<p hidden="hidden">hidden</p></div>
<footer><p>All rights reserved.</p></footer></body></html>"""


def read_page(page: str, *, all_text: bool = False) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    reading = read(RawInput("a.html", page.encode()), ReadOptions(all_text=all_text))
    return [(b.kind.value, reading.text[b.start : b.end]) for b in reading.blocks]


def test_main_text() -> None:
    """Menus, side columns, footers and scripts are left out; lists and cells are blocks."""
    assert read_page(PAGE) == [
        ("heading", "Arms control"),
        ("paragraph", (SENTENCE * 3).strip()),
        ("paragraph", "First line"),
        ("paragraph", "Second line"),
        ("paragraph", "New paragraph."),
        ("paragraph", "one thing"),
        ("paragraph", "another thing"),
        ("row", "arsenal"),
        ("row", "武库"),
    ]


def test_all_text() -> None:
    """The option brings menus and footers, never scripts."""
    words = [text for _, text in read_page(PAGE, all_text=True)]
    assert {"Start", "Most read articles of the week.", "All rights reserved."} <= set(words)
    assert not any("var a" in text for text in words)


def test_a_page_that_is_all_menu() -> None:
    """When the main text would be empty, everything is taken."""
    assert read_page("<nav><a>Arms control</a></nav>") == [("paragraph", "Arms control")]


def test_a_long_text_in_a_box_with_a_bad_name() -> None:
    """A wrapper called "has-menu sidebar" does not hide a whole article."""
    page = f'<div class="with sidebar"><p>{SENTENCE * 40}</p></div>'
    assert len(read_page(page)[0][1]) > 1000


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "big5", "utf-8"])
def test_declared_encodings(declared: str) -> None:
    """A page is read in the encoding that it declares; GB2312 is GB18030 in practice."""
    text = f'<meta charset="{declared}"><p>中文的文字在此。</p>'
    data = text.encode({"gb2312": "gb18030"}.get(declared, declared), errors="replace")
    assert "中文的文字在此" in decode_page(RawInput("a.html", data))[0].replace("？", "")


def test_entities_and_bad_markup() -> None:
    """Character references become characters, unclosed tags do no harm."""
    assert read_page("<p>A &amp; B&nbsp;C<p>D &#x4e2d;<b>E") == [
        ("paragraph", "A & B C"),
        ("paragraph", "D 中E"),
    ]


def test_preformatted_text_keeps_its_lines() -> None:
    """Lines in <pre> are lines."""
    assert [text for _, text in read_page("<pre>He left.\nShe stayed.</pre>")] == [
        "He left.",
        "She stayed.",
    ]
