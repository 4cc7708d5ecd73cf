"""Texts that say which side a passage is; headings that hold both languages."""

from pathlib import Path

import pytest

from aligner.readers import read_documents

MARKED = [
    (
        "classical and modern Chinese",
        "a.txt",
        (
            "古文：温故而知新，可以为师矣。\n现代文：复习旧知识时有新体会，就可以当老师了。\n\n"
            "古文：三人行，必有我师焉。\n现代文：几个人一起走，其中必定有我的老师。\n"
        ),
        ["温故而知新，可以为师矣。", "三人行，必有我师焉。"],
        ["复习旧知识时有新体会，就可以当老师了。", "几个人一起走，其中必定有我的老师。"],
    ),
    (
        "headings that are the marks",
        "a.md",
        "## 原文\n\n缘溪行，忘路之远近。\n\n## 译文\n\n他顺着溪水行船，忘记了路程的远近。\n",
        ["缘溪行，忘路之远近。"],
        ["他顺着溪水行船，忘记了路程的远近。"],
    ),
    (
        "plain language",
        "a.txt",
        "Original: The lessee shall remit payment monthly.\nTranslation: Pay rent every month.\n",
        ["The lessee shall remit payment monthly."],
        ["Pay rent every month."],
    ),
    (
        "words of a text in two languages are no marks",
        "a.txt",
        (
            "Target: 70 percent of the harbour must be rebuilt.\n\n"
            "七成的港口必须重建，这是目标。\n\n"
            "Source: the ministry of trade told us so.\n\n"
            "来源：商务部是这样告诉我们的。\n"
        ),
        [
            "Target: 70 percent of the harbour must be rebuilt.",
            "Source: the ministry of trade told us so.",
        ],
        ["七成的港口必须重建，这是目标。", "来源：商务部是这样告诉我们的。"],
    ),
    (
        "number and title of a part, each in both languages",
        "a.txt",
        "Part I 第一部分 The Sea 大海\n\nThe ship left at dawn.\n\n船在黎明离开。\n",
        ["Part I", "The Sea", "The ship left at dawn."],
        ["第一部分", "大海", "船在黎明离开。"],
    ),
    (
        "a short heading and its translation in brackets",
        "a.md",
        "# 3. Installation（安装）\n\nDownload the file.\n\n下载文件。\n",
        ["3. Installation", "Download the file."],
        ["安装", "下载文件。"],
    ),
    (
        "a Latin name in a Chinese heading stays there",
        "a.md",
        "# Getting started\n\n# Docker 入门\n\nInstall the program.\n\n安装程序。\n",
        ["Getting started", "Install the program."],
        ["Docker 入门", "安装程序。"],
    ),
]


@pytest.mark.parametrize(
    ("name", "text", "source", "target"),
    [case[1:] for case in MARKED],
    ids=[case[0] for case in MARKED],
)
def test_sides(name: str, text: str, source: list[str], target: list[str], tmp_path: Path) -> None:
    """Each side has its blocks, without the marks."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    sides = read_documents(path, None)
    found = [[side.text[block.start : block.end] for block in side.blocks] for side in sides]
    assert found == [source, target]
