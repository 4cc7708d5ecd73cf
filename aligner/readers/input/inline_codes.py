"""The words of a segment of TMX or XLIFF, without the inline codes that stand for its formatting.

A code that goes around words (bold, a link) leaves nothing behind. A code that stands alone may be
a line break, a tab or a picture: where the words on both sides of it would run into each other, a
blank takes its place.
"""

import re
from collections.abc import Iterator
from enum import IntEnum

from lxml import etree

from aligner.readers.input.markup import attribute, local_name
from aligner.text import join_lines

_AROUND = frozenset(("bpt", "ept", "bx", "ex", "sc", "ec"))
"""Elements that open or close formatting; their content is the formatting itself."""
_ALONE = frozenset(("ph", "it", "ut", "x", "sub", "cp"))
"""Elements that stand for something by themselves, or for one half of a pair. `sub` is the text of
a footnote and the like; `cp` is a character that XML cannot hold."""
_BREAK_KINDS = frozenset(("lb", "br", "tab", "pb", "x-lb", "x-br", "x-tab", "x-html-br"))
"""Values of the attributes `type` and `ctype` that say "line break", "tab" or "page break"."""
_BREAK_CONTENT = re.compile(
    r"<\s*(?:\w+:)?(?:br|tab|cr|hr|p)\b|\\(?:line|tab|par|n|t)\b|[\n\t]|&#(?:10|9|xa|x9);",
    re.IGNORECASE,
)
"""Content of a code that breaks a line in HTML, Word, RTF or the strings of a program."""
_LONGEST_CODE = 200
"""Characters of a code's content that are looked at; a code that breaks a line is short."""
_CLOSED = frozenset(".!?;:,…)]”")
"""Marks after which a blank is due before the next letter."""
_CLOSING = frozenset(".,;:!?…)]}”’%")
"""Marks before which no blank is written."""


class _Code(IntEnum):
    """An inline code by how much it separates."""

    ALONE = 1
    BREAK = 2


def words_of(element: "etree._Element", joiner: str = "") -> str:
    """The words of a segment: `<seg>`, `<source>`, `<target>` or a part of one.

    `joiner` is what the language writes between two sentences: a blank or nothing.
    """
    parts: list[str] = []
    before, code = "", 0
    for piece in _pieces(element):
        if isinstance(piece, _Code):
            code = max(code, piece)
        elif piece:
            if code and before:
                parts.append(_blank(before, piece[0], joiner, breaks=code == _Code.BREAK))
            parts.append(piece)
            before, code = (before + piece)[-2:], 0
    return "".join(parts)


def _pieces(element: "etree._Element") -> Iterator[str | _Code]:
    """The words and codes of an element in order."""
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name in _ALONE:
            yield _Code.BREAK if _breaks(child) else _Code.ALONE
        elif name and name not in _AROUND:
            yield from _pieces(child)
        yield child.tail or ""


def _breaks(code: "etree._Element") -> bool:
    """Whether a code says that it breaks the line, by its attributes or its content."""
    kinds = {attribute(code, name).lower() for name in ("type", "ctype")}
    shown = (code.text, *(attribute(code, name) for name in ("equiv-text", "equiv", "disp")))
    return bool(kinds & _BREAK_KINDS) or any(
        _BREAK_CONTENT.search((text or "")[:_LONGEST_CODE]) for text in shown
    )


def _blank(before: str, after: str, joiner: str, *, breaks: bool) -> str:
    """What takes the place of a code between these characters: a blank or nothing."""
    if before[-1].isspace() or after.isspace():
        return ""
    if breaks:
        due = after not in _CLOSING
    else:
        due = after.isalnum() and (
            before[-1].isalnum() or (before[-1] in _CLOSED and after.isalpha())
        )
    # The rule for a line that was broken here: no blank between Chinese characters.
    return join_lines(f"{before}\n{after}", joiner)[len(before) : -1] if due else ""
