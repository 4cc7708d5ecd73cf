"""Excerpts against a whole text, with the real encoder."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from aligner.alignment.engine import Sentences, align
from aligner.alignment.excerpts.align_excerpts import align_excerpts
from aligner.alignment.lattice.constraints import Decisions
from aligner.alignment.mode import choose_mode
from aligner.bitext import BlockKind, Link, Run
from aligner.encoders.cached import CachedEncoder, MemoryStore
from aligner.encoders.embedded.encoder import EmbeddedEncoder

ROOT = Path(__file__).resolve().parents[3]

BAKERY_EN = [
    "My grandmother opened the bakery in the spring of 1952.",
    "In the beginning she had one oven and a borrowed scale.",
    "Every morning at four she kneaded the dough by hand.",
    "The neighbours woke up to the smell of warm bread.",
]
BAKERY_ZH = [
    "我的祖母在1952年春天开了这家面包店。",
    "起初她只有一个烤炉和一台借来的秤。",
    "每天凌晨四点她亲手揉面。",
    "邻居们在热面包的香味中醒来。",
]
SHIP_EN = [
    "The captain closed the logbook and went on deck.",
    "A storm was gathering in the north-west.",
    "He ordered the crew to take in the sails at once.",
]
SHIP_ZH = ["船长合上航海日志，走上甲板。", "西北方正在酝酿一场风暴。", "他命令船员立刻收帆。"]
OTHER_ZH = [
    "这座城市的图书馆周一不开放。",
    "昨天的足球比赛以平局结束。",
    "科学家在深海发现了一种新的水母。",
    "他把旧自行车卖给了邻居的儿子。",
    "今年的葡萄收成比去年好。",
    "火车因为大雪晚点了三个小时。",
    "她用两年时间学会了弹钢琴。",
    "会议将于下周在日内瓦举行。",
    "这幅画是在阁楼里偶然找到的。",
    "价格在过去六个月里几乎没有变化。",
]
OTHER_EN = ["Parking is not allowed in front of the gate.", "Please return the key to the desk."]

Pairs = set[tuple[tuple[int, ...], tuple[int, ...]]]


@pytest.fixture(scope="module")
def encoder() -> CachedEncoder:
    return CachedEncoder(EmbeddedEncoder(), MemoryStore())


def sentences(texts: list[str], language: str) -> Sentences:
    return Sentences(tuple(texts), language)


def linked(links: list[Link] | tuple[Link, ...], least: float = 0.0) -> Pairs:
    """The links with both sides, as sentence numbers."""
    return {
        (tuple(link.source.ids), tuple(link.target.ids))
        for link in links
        if link.source and link.target and link.confidence >= least
    }


def diagonal(source: int, target: int, count: int) -> Pairs:
    return {((source + k,), (target + k,)) for k in range(count)}


def test_passages_in_another_order_are_found(encoder: CachedEncoder) -> None:
    """Passages are found wherever they occur; the sentences between them stay unlinked."""
    source = sentences([*BAKERY_EN, *OTHER_EN, *SHIP_EN], "en")
    target = sentences([*OTHER_ZH[:5], *SHIP_ZH, *OTHER_ZH[5:], *BAKERY_ZH], "zh")
    links = align_excerpts(source, target, encoder)
    assert linked(links) == diagonal(0, 13, 4) | diagonal(6, 5, 3)


def test_every_sentence_is_named(encoder: CachedEncoder) -> None:
    """Each sentence of either side is in a link, with or without a counterpart."""
    source = sentences([*BAKERY_EN, *OTHER_EN], "en")
    target = sentences([*OTHER_ZH, *BAKERY_ZH], "zh")
    links = align_excerpts(source, target, encoder)
    assert {i for link in links for i in link.source.ids} == set(range(6))
    assert {j for link in links for j in link.target.ids} == set(range(14))
    assert links == sorted(links, key=lambda link: link.source)


def test_both_occurrences_are_linked_alike(encoder: CachedEncoder) -> None:
    """A passage that occurs twice is linked twice, with the same confidence."""
    source = sentences(BAKERY_EN, "en")
    target = sentences([*BAKERY_ZH, *OTHER_ZH, *BAKERY_ZH], "zh")
    links = align_excerpts(source, target, encoder)
    assert linked(links, 0.5) == diagonal(0, 0, 4) | diagonal(0, 14, 4)
    assert all("repeated" in link.flags for link in links if link.source and link.target)
    first, second = (
        [link.confidence for link in links if link.source and (link.target.start >= 14) is late]
        for late in (False, True)
    )
    assert first == second


def test_unrelated_texts_have_no_links(encoder: CachedEncoder) -> None:
    """Where nothing is a translation nothing is linked, and that is said with confidence."""
    source, target = sentences([*SHIP_EN, *OTHER_EN], "en"), sentences(OTHER_ZH, "zh")
    links = align_excerpts(source, target, encoder)
    assert not linked(links)
    assert all(link.confidence > 0.8 for link in links)


def test_sides_may_change_places(encoder: CachedEncoder) -> None:
    """A whole text against an excerpt of its translation gives the mirrored links."""
    source = sentences([*BAKERY_EN, *OTHER_EN], "en")
    target = sentences([*OTHER_ZH, *BAKERY_ZH], "zh")
    there = linked(align_excerpts(source, target, encoder))
    back = linked(align_excerpts(target, source, encoder))
    assert there == {(s, t) for t, s in back}


def test_no_sentence_is_encoded_twice(
    encoder: CachedEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vectors and passages that the choice of the mode needs serve the alignment too."""
    source = sentences([*BAKERY_EN, *SHIP_EN, *OTHER_EN], "en")
    target = sentences(BAKERY_ZH[:2], "zh")
    encoded: Counter[str] = Counter()
    encode = CachedEncoder.encode

    def count(self: CachedEncoder, texts: Sequence[str], progress: Any = None) -> Any:
        encoded.update(texts)
        return encode(self, texts, progress)

    monkeypatch.setattr(CachedEncoder, "encode", count)
    found = align(source, target, encoder)
    assert found.mode == "excerpt"
    assert {encoded[text] for text in (*source.texts, *target.texts)} == {1}


def test_decisions_are_kept(encoder: CachedEncoder) -> None:
    """A fixed link stays as it is and a forbidden one does not come up again."""
    source = sentences(BAKERY_EN, "en")
    target = sentences([*OTHER_ZH, *BAKERY_ZH], "zh")
    fixed = Link(Run(0, 1), Run(3, 4), 1.0)
    forbidden = Link(Run(2, 3), Run(12, 13), 0.9)
    links = align_excerpts(source, target, encoder, decisions=Decisions((fixed,), (forbidden,)))
    found = linked(links)
    assert ((0,), (3,)) in found
    assert ((0,), (10,)) not in found
    assert ((2,), (12,)) not in found
    assert ((3,), (13,)) in found


def test_furniture_is_never_a_confident_link(encoder: CachedEncoder) -> None:
    """Page furniture may be linked, but not with confidence."""
    kinds = (BlockKind.FURNITURE, *(BlockKind.PARAGRAPH,) * 3)
    source = Sentences(tuple(BAKERY_EN), "en", kinds)
    target = sentences([*OTHER_ZH, *BAKERY_ZH], "zh")
    assert ((0,), (10,)) not in linked(align_excerpts(source, target, encoder), 0.5)


def test_auto_tells_excerpts_from_complete_texts(encoder: CachedEncoder) -> None:
    """The mode that is chosen, with its reason."""
    complete = sentences([*BAKERY_EN, *SHIP_EN], "en"), sentences([*BAKERY_ZH, *SHIP_ZH], "zh")
    look = choose_mode(*complete, encoder)
    assert (look.mode, look.reason) == (
        "full",
        "passages in the same order cover 100% of the source text and 100% of the target text",
    )
    excerpt = sentences(BAKERY_EN, "en"), sentences([*OTHER_ZH, *BAKERY_ZH, *OTHER_ZH], "zh")
    assert choose_mode(*excerpt, encoder).mode == "excerpt"


def test_the_mode_does_not_depend_on_which_text_is_the_source(encoder: CachedEncoder) -> None:
    """Exchanging the texts exchanges the two shares in the reason and nothing else."""
    short = sentences([*BAKERY_EN, *SHIP_EN], "en")
    long = sentences([*BAKERY_ZH, *OTHER_ZH[:4], *SHIP_ZH], "zh")
    there, back = choose_mode(short, long, encoder), choose_mode(long, short, encoder)
    assert there.mode == back.mode
    assert re.findall(r"\d+%", there.reason) == re.findall(r"\d+%", back.reason)[::-1]


def test_same_input_same_output(encoder: CachedEncoder) -> None:
    """Equal texts give equal links, to the last digit."""
    source = sentences([*BAKERY_EN, *OTHER_EN], "en")
    target = sentences([*OTHER_ZH, *BAKERY_ZH], "zh")
    assert align(source, target, encoder) == align(source, target, encoder)


def test_essay_seed(encoder: CachedEncoder) -> None:
    """The four sentences of the essay are linked to both occurrences, no commentary is linked."""
    gold = json.loads((ROOT / "seeds" / "tong-zhao-essay.gold.json").read_text("utf-8"))
    source, target = sentences(gold["source"], "en"), sentences(gold["target"], "zh")
    found = align(source, target, encoder)
    assert found.mode == "excerpt"
    right = {(tuple(link["source"]), tuple(link["target"])) for link in gold["links"]}
    assert linked(found.links, 0.5) == right
    assert linked(found.links, 0.8) == right
