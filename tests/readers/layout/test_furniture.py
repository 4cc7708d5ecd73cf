"""Page furniture."""

import pytest

from aligner.bitext import Block, BlockKind
from aligner.readers.layout.furniture import is_furniture, mark_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Monday, May 06, 2024",
        "28 May 2024",
        "2024-05-06",
        "2024年5月3日",
        "2024年5月3日 星期五 上午10:30",
        "Posted on May 6th, 2024 at 10:15 AM",
        "May 2024",
        "No comments:",
        "12 comments",
        "Post a Comment",
        "Registration may be accessed here.",
        "The report is available here.",
        "Click here to register",
        "Read more »",
        "Read in Chinese",
        "Newer Post Older Post Home",
        "Page 3 of 10",
        "- 17 -",
        "42",
        "* * *",
        "https://www.cartercenter.org/a?b=c",
        "info@cartercenter.org",
        "© 2024 The Carter Center",
        "All rights reserved.",
        "Share this article",
        "点击这里下载报告全文",
        "请点击【这里】注册",
        "阅读原文",
        "暂无评论",
        "上一篇：核武器",
        "责任编辑：王小明",
        "版权所有",
        "第 3 页",
        "返回首页",
        "第3页 共10页",
    ],
)
def test_furniture(line: str) -> None:
    """Dates, links, page numbers and the words around a blog post are furniture."""
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "The event will be held 28 May 2024 at 1500 US East Coast Time.",
        "What may we hope for here?",
        "I can see the house from here.",
        "May I come in?",
        "March on Washington",
        "He was found here.",
        "2024年5月3日,美国智库发表了文章。",
        "评论员认为这是反应。",
        "注册护士短缺",
        "来源于中国成功的经济发展",
        "何为公平",
        "Registration of arms transfers is the task of the United Nations.",
    ],
)
def test_text_is_not_furniture(line: str) -> None:
    """Sentences that only resemble furniture stay text."""
    assert not is_furniture(line)


def test_link_sentences_are_cut_out_of_their_paragraph() -> None:
    """Click-here sentences become furniture; what is around them stays paragraphs, in order."""
    text = "该文已发表。点击【这里】查看英文原文。报告也已发布。点击【这里】下载。"
    blocks = mark_furniture(text, (Block(0, len(text)),))
    assert [(block.kind.value, text[block.start : block.end]) for block in blocks] == [
        ("paragraph", "该文已发表。"),
        ("furniture", "点击【这里】查看英文原文。"),
        ("paragraph", "报告也已发布。"),
        ("furniture", "点击【这里】下载。"),
    ]


def test_rows_and_cues_are_never_furniture() -> None:
    """A date in a table cell is a cell, a number in a subtitle is speech."""
    for kind in (BlockKind.ROW, BlockKind.CUE):
        assert mark_furniture("2024", (Block(0, 4, kind),)) == (Block(0, 4, kind),)
