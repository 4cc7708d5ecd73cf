"""Web pages, .html: the main text, or all of it with `all_text`; headings, lists, tables.

The main text is found as in most readability tools: menus, footers and the like are removed by
their tags and names; the main text is then the smallest element with most of the text in
paragraphs.
"""

import posixpath
import re

from lxml import etree

from aligner.bitext import IMAGE, BlockKind
from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.readers.formats.tables import cell_kind
from aligner.readers.input.encoding import decode
from aligner.readers.input.markup import attribute, local_name, named, parse_html
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import Reading, ReadOptions, TextBuilder

MAIN_SHARE = 0.85
"""Share of the page's paragraph text that the main element must have. It is high because a menu
that is read costs a few segments without counterpart, while a chapter left out is lost."""

_BOXES = frozenset("body div section article main center table tbody tr td".split())
_HIDDEN = frozenset(
    "script style noscript template svg math head iframe object select textarea input canvas audio "
    "video map datalist dialog".split()
)
_AROUND = frozenset(("nav", "footer", "aside", "form", "button", "menu"))
_AROUND_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|footer|breadcrumbs?|comments?|share|sharing"
    r"|social|cookie|banner|advert|ads?|promo|related|subscribe|newsletter|popup|modal|widget"
    r"|pagination|pager|masthead|skip)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = _AROUND | frozenset(
    "p div h1 h2 h3 h4 h5 h6 li td th dt dd blockquote pre figcaption caption section article main "
    "header body ul ol table tbody thead tfoot tr dl figure center html address hr details summary "
    "fieldset legend option".split()
)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]+encoding\s*=\s*["']([\w-]{2,30})""")


def read(raw: RawInput, options: ReadOptions) -> Reading:
    """The blocks of the page's main text."""
    text, notes = decode_page(raw)
    root = parse_html(raw, text)
    builder = TextBuilder()
    page = next(iter(named(root, "body")), root)
    if options.all_text:
        add_blocks(builder, page, everything=True)
    else:
        main = _main_element(page)
        _add_title(builder, page, main)
        add_blocks(builder, main)
        if not builder.blocks:
            add_blocks(builder, page, everything=True)
    if not builder.blocks:
        raise EmptyInputError(raw.origin)
    return builder.build(notes)


def _add_title(builder: TextBuilder, page: "etree._Element", main: "etree._Element") -> None:
    """Appends the page's h1 where it stands before the element that holds the text."""
    if any(True for _ in named(main, "h1")):
        return
    inside = set(main.iter())
    for heading in named(page, "h1"):
        around = (element for element in heading.iterancestors() if element not in inside)
        if not any(_is_around(element) for element in around):
            builder.add(" ".join(_words(heading).split()), BlockKind.HEADING)
            return


def read_fragment(raw: RawInput, content: str) -> list[tuple[str, BlockKind, str]]:
    """The blocks of a piece of a page that stands in another text, with kind and label."""
    try:
        root = parse_html(raw, f"<div>{content}</div>")
    except UnreadableInputError:
        return []
    builder = TextBuilder()
    add_blocks(builder, root, everything=True)
    text = "".join(builder.parts)
    return [(text[b.start : b.end], b.kind, b.label) for b in builder.blocks]


def decode_page(raw: RawInput) -> tuple[str, tuple[str, ...]]:
    """The text of the page, in the encoding that it declares or, if that fails, the one found."""
    head = raw.data[:4096]
    declared = _CHARSET.search(head) or _DECLARED.search(head)
    if declared and not raw.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii", errors="replace").lower()
        # What calls itself GB2312 or GBK is GB18030 in practice; Latin 1 is Windows 1252.
        name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}.get(name, name)
        try:
            return decode(RawInput(raw.origin, raw.data.decode(name).encode()))
        except (LookupError, UnicodeError):
            pass
    return decode(raw)


def add_blocks(
    builder: TextBuilder, root: "etree._Element", *, everything: bool = False, part: str = ""
) -> None:
    """Appends the blocks below an element, in reading order.

    The paragraph after a picture has its address in the label; `part` is the path of the page that
    it starts from, in an archive.
    """
    collector = _Collector(builder, part)
    ends: list[etree._Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if ends:
            if event == "end" and element is ends[-1]:
                ends.pop()
                collector.text(element.tail or "")
            continue
        name = local_name(element)
        if event == "start":
            if (
                name in _HIDDEN
                or _is_note_mark(element, name)
                or (not everything and element is not root and _is_around(element))
            ):
                if name in _BLOCKS:
                    collector.flush()
                ends.append(element)
                continue
            collector.start(element, name)
        else:
            collector.end(element, name)
            if element is not root:
                collector.text(element.tail or "")
    collector.flush()


class _Collector:
    """Collects inline text until a block begins or ends."""

    def __init__(self, builder: TextBuilder, part: str = "") -> None:
        self.builder = builder
        self.part = part
        self.picture = ""
        """Address of the picture that the next paragraph follows."""
        self.parts: list[str] = []
        self.kinds: list[str] = []
        self.preformatted = 0
        self.row, self.column = 0, 0

    def text(self, content: str) -> None:
        if content:
            self.parts.append(content if self.preformatted else re.sub(r"\s+", " ", content))

    def start(self, element: "etree._Element", name: str) -> None:
        if name in _BLOCKS:
            self.flush()
            self.kinds.append(name)
            self.row, self.column = _next_cell(name, self.row, self.column)
        elif name == "br":
            self.parts.append("\n")
        elif name in ("img", "image"):
            self.picture = self._address(attribute(element, "src") or attribute(element, "href"))
        self.preformatted += name == "pre"
        self.text(element.text or "")

    def _address(self, source: str) -> str:
        """The path of a picture; "" for one that is not beside the page."""
        if not source or ":" in source or source.startswith(("/", "#")):
            return ""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.part), source))

    def end(self, _element: "etree._Element", name: str) -> None:
        self.preformatted -= name == "pre"
        if name in _BLOCKS:
            self.flush()
            if self.kinds:
                self.kinds.pop()

    def flush(self) -> None:
        content = "".join(self.parts)
        self.parts.clear()
        for paragraph in re.split(r"\n[ \t]*\n", content):
            lines = "\n".join(re.sub(r"[ \t]+", " ", line) for line in paragraph.split("\n"))
            if lines.strip():
                kind, label = self._kind(lines.strip())
                if self.picture and not label:
                    label, self.picture = f"{IMAGE}{self.picture}", ""
                self.builder.add_lines(lines, kind, label)

    def _kind(self, content: str) -> tuple[BlockKind, str]:
        for name in reversed(self.kinds):
            if name in ("h1", "h2", "h3", "h4", "h5", "h6"):
                return BlockKind.HEADING, ""
            if name in ("td", "th"):
                return cell_kind(content), f"row {self.row}, column {self.column}"
        return BlockKind.PARAGRAPH, ""


def _next_cell(name: str, row: int, column: int) -> tuple[int, int]:
    if name == "table":
        return 0, 0
    if name == "tr":
        return row + 1, 0
    return row, column + (name in ("td", "th"))


def _is_note_mark(element: "etree._Element", name: str) -> bool:
    """Whether an element is the raised number of a footnote, which links to the note."""
    if name != "sup" or not any(True for _ in named(element, "a")):
        return False
    return bool(re.fullmatch(r"[\[\]()\d*†‡a-z]{1,5}", _words(element)))


def _is_around(element: "etree._Element") -> bool:
    """Whether an element surrounds the text (menu, footer …), by its tag, role, class or id."""
    name = local_name(element)
    if (
        name in _AROUND
        or attribute(element, "hidden")
        or attribute(element, "aria-hidden") == "true"
    ):
        return True
    if name not in ("div", "section", "ul", "ol", "header", "table", "p", "span"):
        return False
    role = attribute(element, "role")
    names = f"{attribute(element, 'class')} {attribute(element, 'id')}"
    found = role in ("navigation", "complementary", "contentinfo", "search", "banner")
    # A whole page may be in <div class="has-sidebar">; a long element is the text itself.
    return (found or bool(_AROUND_NAMES.search(names))) and _paragraph_weight(element) < 1500


def _main_element(page: "etree._Element") -> "etree._Element":
    """<main> or the only <article>, else the smallest element with most of the paragraph text."""
    for name in ("main", "article"):
        found = list(named(page, name))
        if len(found) == 1 and _paragraph_weight(found[0]) > 0:
            return found[0]
    whole = _paragraph_weight(page)
    best = page
    while True:
        children = [child for child in best if _paragraph_weight(child) >= MAIN_SHARE * whole]
        if not whole or len(children) != 1 or local_name(children[0]) not in _BOXES:
            return best
        best = children[0]


def _paragraph_weight(element: "etree._Element") -> int:
    """Number of characters in paragraphs, those in links deducted twice."""
    if local_name(element) in _HIDDEN or local_name(element) in _AROUND:
        return 0
    weight = 0
    for paragraph in named(element, "p", "li", "blockquote", "td", "br"):
        if local_name(paragraph) == "br":
            weight += len((paragraph.tail or "").strip())
        else:
            links = sum(len(_words(link)) for link in named(paragraph, "a"))
            weight += max(0, len(_words(paragraph)) - 2 * links)
    return weight


def _words(element: "etree._Element") -> str:
    return "".join(str(part) for part in element.itertext()).strip()
