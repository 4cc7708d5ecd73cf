"""The client's documents, from file to segments, against the hand-made gold."""

import json
from pathlib import Path
from typing import Any

import pytest

from aligner.bitext import BlockKind, Segment, Side
from aligner.readers import read_document, read_documents
from aligner.splitting import split_document

SEEDS = Path(__file__).parent.parent.parent / "seeds"


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    """The gold file."""
    content: dict[str, Any] = json.loads(
        (SEEDS / "tong-zhao-essay.gold.json").read_text(encoding="utf-8")
    )
    return content


@pytest.fixture(scope="module")
def sides() -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """English and Chinese segments of the essay."""
    source, target = read_documents(SEEDS / "tong-zhao-essay.txt", None)
    assert (source.language, target.language) == ("en", "zh")
    return split_document(source), split_document(target)


def test_gold_and_splitter_agree(
    gold: dict[str, Any], sides: tuple[tuple[Segment, ...], tuple[Segment, ...]]
) -> None:
    """The segments that the gold numbers refer to are the ones we produce."""
    assert [segment.text for segment in sides[0]] == gold["source"]
    assert [segment.text for segment in sides[1]] == gold["target"]


def test_every_excerpt_sentence_has_two_counterparts(
    gold: dict[str, list[dict[str, list[int]]]],
) -> None:
    """The translation follows the excerpt in brackets and occurs again in the essay."""
    counts: dict[int, int] = {}
    for link in gold["links"]:
        (source,) = link["source"]
        counts[source] = counts.get(source, 0) + 1
    assert sorted(counts.values()) == [2, 2, 2, 2]
    first = [gold["target"][link["target"][0]] for link in gold["links"][0::2]]
    second = [gold["target"][link["target"][0]] for link in gold["links"][1::2]]
    assert first == second


def test_offsets_are_into_the_file(sides: tuple[tuple[Segment, ...], tuple[Segment, ...]]) -> None:
    """Every segment's span in the file's text holds its words."""
    text = (SEEDS / "tong-zhao-essay.txt").read_text(encoding="utf-8")
    for segments in sides:
        for segment in segments:
            assert text[segment.start : segment.end] == segment.text


def test_furniture_of_the_essay() -> None:
    """The date, the click-here links and "No comments:" are furniture, nothing else is."""
    source, target = read_documents(SEEDS / "tong-zhao-essay.txt", None)
    marked = [
        document.text[block.start : block.end]
        for document in (source, target)
        for block in document.blocks
        if block.kind is BlockKind.FURNITURE
    ]
    assert marked == [
        "Monday, May 06, 2024",
        "Registration may be accessed here.",
        "No comments:",
        "点击【这里】查看文章的英文原文。",
        "点击【这里】下载这一报告。",
        "点击【这里】注册线上讨论。",
        "点击这里下载报告全文",
    ]


def test_headings_of_the_essay() -> None:
    """Title, subtitle and the four headings are found, also the one with a question mark."""
    _, target = read_documents(SEEDS / "tong-zhao-essay.txt", None)
    headings = [
        target.text[block.start : block.end]
        for block in target.blocks
        if block.kind is BlockKind.HEADING
    ]
    assert headings == [
        "赵通:中国扩大核力量的真实关切",
        "北京寻求地缘政治影响力而非军事优势",
        "以实力求和平?",
        "何为公平",
        "深层挑战",
        "弥合认知差异",
    ]


def test_broken_lines_are_repaired_and_reported() -> None:
    """The second seed breaks three lines inside a sentence; the sentences come out whole."""
    document = read_document(SEEDS / "nonproliferation-cooperation.zh.txt", Side.SOURCE)
    assert document.notes == ("3 lines that broke inside a sentence were joined.",)
    texts = [segment.text for segment in split_document(document)]
    assert any("可以帮助确保它们对核出口的争夺不会削弱限制获取" in text for text in texts)
    assert not any("\n" in text for text in texts)


def test_both_forms_of_the_gold_agree(gold: dict[str, Any]) -> None:
    """What `evaluate` reads is what the links and the near ones say."""
    links = sorted([link["source"], link["target"]] for link in gold["links"])
    assert sorted([*gold["beads"], *gold["alternatives"]]) == links
    judged = {i for kind in ("links", "near") for link in gold[kind] for i in link["source"]}
    assert gold["unaligned_source"] == [i for i in range(len(gold["source"])) if i not in judged]
