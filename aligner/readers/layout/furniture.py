"""Page furniture: lone dates, "No comments:", page numbers, lines that only point to a link.

Such lines stay in the document, marked as furniture, so that the alignment leaves them out. What
may as well be text, and what both texts have, is text.
"""

import re
from dataclasses import replace

from aligner.bitext import Block, BlockKind, Document
from aligner.text import has_letters

LONGEST = 90
"""Most characters of a line of furniture; the longest in the seeds and in saved blog pages has
61."""

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DATE_WORDS = re.compile(
    rf"\b(?:{_MONTHS}|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|posted|updated|published|on|at|of|the|am|pm|utc|gmt|est|edt|et|bst|cet)\b"
    r"|(?<=\d)(?:st|nd|rd|th|[ap]\.?m\.?|t|z)(?![a-z])|[年月日号號时時分秒]|星期[一二三四五六日天]|周[一二三四五六日]"
    r"|上午|下午|发布于|更新于|发表于|[\d\s.,/:|·()（）—–+-]",
    re.IGNORECASE,
)
_PATTERNS = {
    "page number": r"""
        (?:p(?:age|\.)\ )?\d+(?:\ (?:of|/)\ \d+)? | [-–—]\ ?\d+\ ?[-–—]
      | 第\ ?\d+\ ?[页頁](?:\ ?[/共]\ ?\d+\ ?[页頁]?)?
    """,
    "comments": r"""
        (?:no|\d+)\ (?:comments?|replies|responses):? | (?:post|leave|add)\ a\ (?:comment|reply)
      | (?:没有|沒有|暂无|暫無|\d+\ ?条|\d+\ ?則)(?:评论|評論|留言)[:：]?
    """,
    "sharing": r"""
        (?:share|print|e-?mail|tweet|like)\ this\ (?:page|article|post):?
      | subscribe\ to:.* | (?:filed\ under|posted\ (?:by|in)):?\ .{1,40} | permalink
      | (?:责任编辑|責任編輯)[:：].{1,40}
    """,
    "navigation": r"""
        (?:newer|older)\ posts?(?:\ (?:older|newer)\ posts?)?(?:\ home)?
      | (?:back\ to\ top|skip\ to\ (?:main\ )?content) | (?:上|下)一[篇页頁期章][:：].{1,30}
      | 返回(?:首页|首頁|顶部|頂部|目录|目錄)
    """,
    "rights": r"""
        (?:©|copyright)(?:\ ©|\ \(c\))?\ (?:19|20)\d\d\b.* | all\ rights\ reserved\.?
      | (?:版权所有|版權所有)(?:\ ?©.*)?
    """,
    "link": r"""
        read\ more[\ .…»>→]* | read\ in\ (?:chinese|english)
      | (?:please\ )?click\ here\b.*
      | .*\b(?:(?:may|can|will)\ be\ (?:accessed|found|viewed|downloaded|read|watched|had|made)
        |(?:is|are)\ available)\ here\W*
      | (?:please\ |to\ )?(?:read|watch|view|see|download|register|rsvp|sign\ up|join|subscribe)
        \b.{0,50}\bhere\W*
      | .{0,40}\bregist(?:er|ration)\b.{0,30}\bhere\W*
      | \W*(?:https?://|www\.)\S+\W* | \S+@\S+\.\w+
      | \W*(?:请|請|欢迎|歡迎)?(?:点击|點擊|戳)\s*
        (?:这里|這裡|此处|此處|此链接|【[^】]{1,12}】).{0,40}
      | \W*(?:请|請)?(?:长按|長按|扫描|掃描|识别|識別).{0,8}二[维維][码碼].{0,20}
      | (?:阅读|閱讀)(?:原文|全文|更多)\W*
      | (?:原文|全文)(?:链接|鏈接|連結|網址|网址)[:：]?\W*(?:https?://\S+)?
    """,
}
"""Kind → what a whole line of it looks like. Only phrases that are nothing else: "Print" is the
name of a button, "Labels must …" a sentence, "(c)" a clause of a contract."""
_KINDS = {
    kind: re.compile(rf"^(?:{pattern})$", re.IGNORECASE | re.VERBOSE)
    for kind, pattern in _PATTERNS.items()
}
_HERE = r"(?:【[^】\n]{1,12}】|\[[^\]\n]{1,12}\]|这里|這裡|此处|此處|此链接)"
_LINK_SENTENCES = re.compile(
    r"(?:^|(?<=[。！？!?]))[ \u3000]*"
    rf"(?P<zh>(?:请|請)?(?:点击|點擊)\s*{_HERE}[^。！？!?\n]{{0,40}}[。！？!?]?)"
    r"|(?:^|(?<=[.!?][ \n])|(?<=[.!?][”\")][ \n]))"
    r"(?P<en>(?:Please )?[Cc]lick (?:here|on the link)\b[^.!?\n]{0,80}[.!?]?)(?=\s|$)"
)


def is_furniture(line: str) -> bool:
    """Whether a whole line is furniture rather than text.

    >>> is_furniture("Monday, May 06, 2024"), is_furniture("Registration may be accessed here.")
    (True, True)
    >>> is_furniture("Click the Save button."), is_furniture("点击这里下载报告全文")
    (False, True)
    """
    return bool(find_kind(line))


def find_kind(line: str) -> str:
    """The kind of furniture that a whole line is; "" if it is text.

    >>> find_kind("May 2024"), find_kind("第 3 页"), find_kind("(c) The Seller shall pay.")
    ('date', 'page number', '')
    """
    line = " ".join(line.split())
    if len(line) > LONGEST:
        return ""
    if _is_date(line):
        return "date"
    if not has_letters(line):
        return "signs"
    return next((kind for kind, pattern in _KINDS.items() if pattern.match(line)), "")


def _is_date(line: str) -> bool:
    return any(c.isdigit() for c in line) and not _DATE_WORDS.sub("", line)


def mark_furniture(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, with furniture marked and "click here" sentences cut out of their paragraphs."""
    marked: list[Block] = []
    for block in blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            marked.append(block)
        elif is_furniture(text[block.start : block.end]):
            marked.append(Block(block.start, block.end, BlockKind.FURNITURE, block.label))
        else:
            marked.extend(_cut_links(text, block))
    return tuple(marked)


def _cut_links(text: str, block: Block) -> list[Block]:
    pieces: list[Block] = []
    start = block.start
    content = text[block.start : block.end]
    for match in _LINK_SENTENCES.finditer(content):
        group = "zh" if match["zh"] is not None else "en"
        first, last = block.start + match.start(group), block.start + match.end(group)
        pieces.append(Block(start, first, block.kind, block.label))
        pieces.append(Block(first, last, BlockKind.FURNITURE, block.label))
        start = last
    pieces.append(Block(start, block.end, block.kind, block.label))
    trimmed = [trim(text, piece) for piece in pieces]
    return [piece for piece in trimmed if piece.end > piece.start]


def trim(text: str, block: Block) -> Block:
    """The block without blanks at its ends."""
    content = text[block.start : block.end]
    start = block.start + len(content) - len(content.lstrip())
    return Block(start, max(start, block.start + len(content.rstrip())), block.kind, block.label)


def keep_shared(source: Document, target: Document) -> tuple[Document, Document]:
    """Both documents, with the furniture that both have read as text.

    What is translated belongs to the text: a date that stands on both sides, "Back to top" and
    返回顶部. Furniture of a kind is shared if both documents have the same number of it.
    """
    shared = {
        kind
        for kind in (*_KINDS, "date")
        if (lines := _find_lines(source, kind)) and len(lines) == len(_find_lines(target, kind))
    }
    return _read_as_text(source, shared), _read_as_text(target, shared)


def _find_lines(document: Document, kind: str) -> list[str]:
    lines = (document.text[b.start : b.end] for b in document.blocks
             if b.kind is BlockKind.FURNITURE)  # fmt: skip
    return [line for line in lines if find_kind(line) == kind]


def _read_as_text(document: Document, kinds: set[str]) -> Document:
    if not kinds:
        return document
    blocks = tuple(
        replace(block, kind=BlockKind.PARAGRAPH)
        if block.kind is BlockKind.FURNITURE
        and find_kind(document.text[block.start : block.end]) in kinds
        else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)
