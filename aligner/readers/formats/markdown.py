"""Markdown and its kin (.md, .mdx, .qmd, .Rmd): the blocks that markdown-it finds, as running text.

Left out are code, tags, the signs of blocks (`#`, `>`, `|`, `:::`), anchors and comments; marks
inside a sentence stay, since they are part of what is translated. Front matter gives its title and
description.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aligner.bitext import IMAGE, BlockKind
from aligner.readers.formats.front_matter import cut_front_matter, find_fields
from aligner.readers.formats.inline_markup import (
    clean_inline,
    find_image,
    find_unbroken,
    is_only_code,
    show_images,
)
from aligner.readers.formats.tables import cell_kind
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.layout.blocks import lay_out_lines
from aligner.readers.reading import Reading, ReadOptions, TextBuilder
from aligner.text import CJK, has_letters, join_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 60
"""Blocks inside blocks that are read; deeper ones are left out. People nest five or six."""

_COMMENT = re.compile(r"<!--(?P<text>.*?)(?:-->|\Z)", re.DOTALL)
_FENCED_DIV = re.compile(r"^(?P<before>[ \t>]*):{3,}[ \t]*(?:\{[^}\n]*\}|[\w-]+)?(?P<title>.*)$",
                         re.MULTILINE)  # fmt: skip
_MATH = re.compile(r"^[ \t>]*\$\$[ \t]*\n.*?^[ \t>]*\$\$[ \t]*$", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)*(?P<fence>`{3,}|~{3,})", re.MULTILINE)
_MODULES = re.compile(r"^(?:import|export)\b(?:[^\n]*\n)(?:[^\n]+\n)*?(?=\s*\n|\Z)", re.MULTILINE)
_SETEXT_SHORTCODE = re.compile(r"\{\{[<%].*?[%>]\}\}", re.DOTALL)


def read(raw: RawInput, options: ReadOptions) -> Reading:
    """The paragraphs, headings, list items, cells and notes of a Markdown file."""
    text, notes = decode(raw, lines=options.lines)
    if options.lines:
        return Reading(text, lay_out_lines(text).blocks, notes)
    collector = _Collector(raw)
    collector.add(text, modules=raw.suffix == ".mdx")
    return collector.build(notes)


class _Collector:
    """Collects the blocks of a text, and those of its comments."""

    def __init__(self, raw: RawInput) -> None:
        self._raw = raw
        self._parser = _make_parser()
        self._builder = TextBuilder()
        self._in_comment: list[bool] = []
        """Whether each block is part of a comment."""

    def add(self, text: str, *, modules: bool = False, comment: bool = False) -> None:
        """Appends the blocks of a Markdown text."""
        body, fields = cut_front_matter(text)
        for field in fields:
            self._add(field, BlockKind.PARAGRAPH, comment=comment)
        if modules:
            body = _outside_code(body, _MODULES)
        body = _without_signs(body)
        lines = body.split("\n")
        for token, kind, label in _inlines(self._parser.parse(body)):
            if label == _IN_LIST and _is_code(lines[slice(*token.map or (0, 0))]):
                continue
            if token.type == "html_block":
                self._add_html(token.content, comment=comment)
            else:
                place = "" if label == _IN_LIST else label
                self._add_inline(token.content, kind, place, comment=comment)

    def build(self, notes: tuple[str, ...]) -> Reading:
        """The text with its blocks, and the blocks of comments apart."""
        reading = self._builder.build()
        pairs = list(zip(reading.blocks, self._in_comment, strict=True))
        blocks = tuple(block for block, comment in pairs if not comment)
        spans = tuple(
            span for block in reading.blocks for span in find_unbroken(reading.text, block)
        )
        comments = tuple(block for block, comment in pairs if comment)
        return Reading(reading.text, blocks, notes, spans, comments)

    def _add(self, text: str, kind: BlockKind, label: str = "", *, comment: bool = False) -> None:
        before = len(self._builder.blocks)
        self._builder.add(text, kind, label)
        self._in_comment += [comment] * (len(self._builder.blocks) - before)

    def _add_inline(self, text: str, kind: BlockKind, label: str, *, comment: bool) -> None:
        comments = [match["text"] for match in _COMMENT.finditer(text)] if "<!--" in text else []
        words = join_lines(clean_inline(text), " ")
        if label.startswith("row"):
            kind = cell_kind(words)
        elif source := find_image(text):
            label = f"{IMAGE}{source}"
        if kind is BlockKind.HEADING or not is_only_code(words):
            self._add(words, kind, label, comment=comment)
        for content in comments:
            self._add_comment(content, comment=comment)

    def _add_html(self, content: str, *, comment: bool) -> None:
        """Appends the text of a block of tags, and the blocks of the comments in it."""
        at = 0
        for match in _COMMENT.finditer(content):
            self._add_tagged(content[at : match.start()], comment=comment)
            self._add_comment(match["text"], comment=comment)
            at = match.end()
        self._add_tagged(content[at:], comment=comment)

    def _add_tagged(self, content: str, *, comment: bool) -> None:
        if not has_letters(content):
            return
        from aligner.readers.formats.html import read_fragment

        for text, kind, label in read_fragment(self._raw, show_images(content)):
            self._add(text, kind, label, comment=comment)

    def _add_comment(self, content: str, *, comment: bool) -> None:
        """Appends the blocks of a comment; one inside another is none."""
        if comment:
            return
        fields = find_fields(content)
        if fields is not None:
            for field in fields:
                self._add(field, BlockKind.PARAGRAPH, comment=True)
        elif len(content.split()) > 1 or len(content) > _LONG_COMMENT:
            self.add(content.strip() + "\n", comment=True)


_IN_LIST = "list"
"""Label of a paragraph in a list, until it is known not to be code."""
_PROSE = re.compile(rf"^\W*[A-ZÀ-Þ]|[{CJK}]|[.!?:]\W*$")


def _is_code(lines: list[str]) -> bool:
    """Whether a paragraph in a list is code: it is indented like code, and none of it is prose.

    Four blanks make code outside lists; in a list they are not enough for the parser, but people
    rely on them, and many renderers agree.
    """
    return all(line.startswith(("    ", "\t")) for line in lines) and not any(
        _PROSE.search(line) for line in lines
    )


_LONG_COMMENT = 12
"""Characters from which a comment without blanks may be a sentence, of Chinese; shorter ones and
those of one word ("ignore", "more") are for programs."""


def _make_parser() -> "MarkdownIt":
    """The parser of blocks; what is inside a paragraph stays as it is written."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.use(footnote_plugin).use(deflist_plugin)
    # Without references found in paragraphs, notes stay where they are written.
    return parser.disable(["inline", "footnote_tail"])


def _inlines(tokens: "Sequence[Token]") -> "Iterator[tuple[Token, BlockKind, str]]":
    """Yields the paragraphs, headings and cells, and blocks of tags, each with its place."""
    heading, row, column, cell, note, lists = False, 0, 0, False, "", 0
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type.endswith("_list_open") or token.type.endswith("_list_close"):
            lists += token.nesting
        elif token.type == "table_open":
            row = 0
        elif token.type == "tr_open":
            row, column = row + 1, 0
        elif token.type in ("th_open", "td_open", "th_close", "td_close"):
            cell = token.type.endswith("open")
            column += cell
        elif token.type in ("footnote_reference_open", "footnote_reference_close"):
            opens = token.type.endswith("open")
            note = f"footnote {token.meta.get('label', '')}".strip() if opens else ""
        elif token.type == "inline":
            label = f"row {row}, column {column}" if cell else note or _IN_LIST * bool(lists)
            yield token, BlockKind.HEADING if heading else BlockKind.PARAGRAPH, label
        elif token.type == "html_block":
            yield token, BlockKind.PARAGRAPH, note


def _without_signs(text: str) -> str:
    """The text without formulas and the signs of containers, whose titles become paragraphs."""
    text = _outside_code(text, _MATH)
    return _outside_code(text, _FENCED_DIV, r"\n\g<before>\g<title>\n\n")


def _outside_code(text: str, pattern: re.Pattern[str], replacement: str = "") -> str:
    """The text with a pattern replaced, but not in fenced code."""
    parts: list[str] = []
    for inside, part in _fences(text):
        parts.append(part if inside else pattern.sub(replacement, part))
    return "".join(parts)


def _fences(text: str) -> Iterator[tuple[bool, str]]:
    """Yields the parts of a text in turn, and whether each is a fenced code block."""
    at = 0
    while opening := _FENCE.search(text, at):
        fence = opening["fence"]
        closing = re.compile(
            rf"^[ \t>]*{re.escape(fence)}{re.escape(fence[0])}*[ \t]*$", re.MULTILINE
        ).search(text, text.find("\n", opening.end()) + 1 or len(text))
        end = closing.end() if closing else len(text)
        yield False, text[at : opening.start()]
        yield True, text[opening.start() : end]
        at = end
    yield False, text[at:]
