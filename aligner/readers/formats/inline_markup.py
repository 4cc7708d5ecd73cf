"""What stands inside a paragraph of Markdown: what is left out, and where no sentence ends."""

import re
from collections.abc import Iterator
from html import unescape

from aligner.bitext import Block
from aligner.text import has_letters

_CODE = re.compile(r"(?<!`)(?P<ticks>`{1,8})(?!`).{1,2000}?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ALT = re.compile(r"""\balt\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.IGNORECASE)
_IMAGE = re.compile(r"<img\s[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][\w.-]*(?:\s[^<>]{0,2000})?\s*/?>")
_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*|[ \t]*\\\n", re.IGNORECASE)
_ANCHOR = re.compile(r"[ \t]*\{(?:#|\.|:)[^{}\n]{0,200}\}[ \t]*$", re.MULTILINE)
_SHORTCODE = re.compile(r"\{\{[<%][^\n]{0,500}?[%>]\}\}")
_IMAGE_ALONE = re.compile(
    r"\[?!\[(?P<alt>[^\]]*)\](?:\(\s*<?(?P<source>[^()<>\s]*)[^()]*\)|\[[^\]]*\])\]?(?:\([^()]*\))?"
)
_TASK = re.compile(r"\A\[[ xX]\][ \t]+")

MAX_EMPHASIS = 400
"""Characters up to which bold and italic hold no end of a sentence; a whole paragraph in italics is
a paragraph."""

_UNBROKEN = re.compile(
    r"""
    (?P<code>(?<!`)(?P<ticks>`{1,3})(?!`)[^`]{1,1000}(?P=ticks)(?!`))
  | !?\[(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){0,500}\]                # a link, an image, its words …
    (?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,1000})?\)|\[[^\[\]\n]{0,200}\])
  | <[a-z][a-z0-9+.-]{1,20}:[^<>\s]{1,1000}>                        # … an address
  | \b(?:https?|ftp)://[^\s<>"'）】》”，。；、]{1,1000}(?<![.,;:!?)])
  | (?P<bold>\*\*|__)(?=\S)(?:(?!(?P=bold))[^\n]){1,400}?(?<=\S)(?P=bold)
  | (?<![a-zA-Z0-9*])\*(?![\s*])[^*\n]{1,400}?(?<![\s*])\*(?![a-zA-Z0-9*])
  | (?<![a-zA-Z0-9_])_(?![\s_])[^_\n]{1,400}?(?<![\s_])_(?![a-zA-Z0-9_])
    """,
    re.VERBOSE,
)


def clean_inline(text: str) -> str:
    """The text of a paragraph without comments, tags, anchors and shortcodes; code stays.

    >>> clean_inline("Line <em>two</em> `<b>` {#here}")
    'Line two `<b>`'
    """
    text = _TASK.sub("", text)
    alone = _IMAGE_ALONE.fullmatch(text.strip())
    if alone:
        return alone["alt"].strip()
    parts, at = [], 0
    for code in _CODE.finditer(text):
        parts += [_clean(text[at : code.start()]), code[0]]
        at = code.end()
    cleaned = "".join([*parts, _clean(text[at:])])
    return _ANCHOR.sub("", cleaned).strip()


def find_image(text: str) -> str:
    """The address of the image that a paragraph consists of; "" for any other.

    >>> find_image('![A pot](img/pot.png "Pot")'), find_image("See ![it](a.png).")
    ('img/pot.png', '')
    """
    alone = _IMAGE_ALONE.fullmatch(text.strip())
    return (alone["source"] or "") if alone else ""


def is_only_code(text: str) -> bool:
    """Whether a paragraph or cell has code and no words: a list of commands, a table of signs.

    >>> is_only_code("`!expr`, `!`"), is_only_code("`a` or `b`")
    (True, False)
    """
    return "`" in text and not has_letters(_CODE.sub("", text))


def _clean(text: str) -> str:
    if not any(sign in text for sign in "<{\\&"):
        return text
    text = _COMMENT.sub("", text) if "<!--" in text else text
    text = _BREAK.sub("\n", text)
    text = _TAG.sub(_alternative, text)
    return unescape(_SHORTCODE.sub("", text)).replace("\xa0", " ")


def show_images(text: str) -> str:
    """The text with the alternative text of each image in place of its tag."""
    return _IMAGE.sub(lambda tag: f" {_alternative(tag)} ", text)


def _alternative(tag: re.Match[str]) -> str:
    """The text in place of a tag: that of an image, else nothing."""
    if tag[0][:4].lower() != "<img":
        return ""
    found = _ALT.search(tag[0])
    return (found["double"] or found["single"] or "") if found else ""


def find_unbroken(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yields the spans of a block inside which no sentence ends, in order."""
    for match in _UNBROKEN.finditer(text, block.start, block.end):
        yield match.span()
