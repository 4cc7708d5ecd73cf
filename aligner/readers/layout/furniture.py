"""Page furniture: dates, "No comments:", page numbers, lines that only point to a link.

Such lines stay in the document, marked as furniture, so that the alignment leaves them out.
"""

import re

from aligner.bitext import Block, BlockKind
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
_ENGLISH = re.compile(
    r"""^(?:
      (?:no|\d+)\ (?:comments?|replies|responses):?
    | (?:post|leave|add)\ a\ (?:comment|reply)
    | (?:share|print|e-?mail|tweet|like|reply|subscribe|advertisement|menu|search|home|log\ ?in
      |sign\ (?:in|up))(?:\ this(?:\ (?:page|article|post))?)?:?
    | (?:newer|older)\ posts?(?:\ (?:older|newer)\ posts?)?(?:\ home)? | subscribe\ to:.*
    | (?:labels|tags|categories|filed\ under|permalink|posted\ by|posted\ in):?\b.*
    | (?:read|learn|see|view|show|load)\ (?:more|all|in\ \w+)[\ .…»>→]*
    | (?:back\ to\ top|skip\ to\ (?:main\ )?content|table\ of\ contents|previous|next)
    | (?:p(?:age|\.)\ )?\d+(?:\ (?:of|/)\ \d+)? | [-–—]\ ?\d+\ ?[-–—]
    | (?:©|\(c\)|copyright)\ .* | all\ rights\ reserved\.?
    | (?:please\ )?click\ (?:here|on|the)\b.*
    | .*\b(?:(?:may|can|will)\ be\ (?:accessed|found|viewed|downloaded|read|watched|had|made)
      |(?:is|are)\ available)\ here\W*
    | (?:please\ |to\ )?(?:read|watch|view|see|download|register|rsvp|sign\ up|join|subscribe|more)
      \b.{0,50}\bhere\W*
    | .{0,40}\bregist(?:er|ration)\b.{0,30}\bhere\W*
    | \W*(?:https?://|www\.)\S+\W* | \S+@\S+\.\w+
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_CHINESE = re.compile(
    r"""^\W*(?:
      (?:请|請|欢迎|歡迎)?(?:点击|點擊|戳|扫码|掃碼|长按|長按|扫描|掃描).{0,40}
    | (?:阅读|閱讀|查看|下载|下載|浏览|瀏覽)(?:原文|全文|更多|英文|中文|报告).{0,12}
    | (?:原文|全文|文章|报告|報告)?(?:链接|鏈接|連結|網址|网址)[:：]?.{0,60}
    | (?:上|下)一(?:篇|页|頁|期|章)[:：]?.{0,30} | 返回(?:首页|首頁|顶部|頂部|目录|目錄)?
    | (?:没有|沒有|暂无|暫無|\d+\ ?条|\d+\ ?則)?(?:评论|評論|留言)[:：]?
    | (?:分享|转发|轉發|打印|列印|收藏|点赞|點讚|广告|廣告|登录|登錄|登入|注册|註冊|搜索|首页|首頁
      |目录|目錄)[:：]?
    | (?:责任编辑|責任編輯|编辑|編輯|来源|來源|标签|標籤|关键词)[:：].{0,40}
    | (?:版权所有|版權所有).{0,40}
    | 第\ ?\d+\ ?[页頁](?:\ ?[/共]\ ?\d+\ ?[页頁]?)?
    )\W*$""",
    re.VERBOSE,
)
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
    >>> is_furniture("What may we hope for here?"), is_furniture("点击这里下载报告全文")
    (False, True)
    """
    line = " ".join(line.split())
    if len(line) > LONGEST:
        return False
    if not has_letters(line) or _is_date(line):
        return True
    return bool(_ENGLISH.match(line) or _CHINESE.match(line))


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
