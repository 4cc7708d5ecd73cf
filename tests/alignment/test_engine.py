"""The engine on a small story of our own, with and without decisions of a person."""

from dataclasses import replace

import pytest

from aligner.alignment.engine import Sentences, align, score_pairs
from aligner.bitext import BlockKind, Link, LinkStatus, Run
from aligner.encoders.embedded.encoder import EmbeddedEncoder

ENCODER = EmbeddedEncoder()
ENGLISH = Sentences(
    (
        "The lighthouse stood at the end of the island.",
        "Old Wang had kept its lamp for thirty years.",
        "Every evening he climbed the 128 steps.",
        "Then he lit the lamp and wrote the weather into his book.",
        "One night in October the radio was silent.",
        "He could hear nothing but the wind.",
        "“Is anybody there?” he asked.",
        "Nobody answered.",
        "In the morning a ship lay on the beach.",
        "Its crew had followed his light.",
    ),
    "en",
)
CHINESE = Sentences(
    (
        "灯塔矗立在岛的尽头。",
        "老王守了三十年的灯。",
        "每天傍晚，他登上128级台阶，点亮灯，然后把天气写进本子里。",
        "十月的一个夜晚，收音机没有声音。",
        "除了风声，他什么也听不见。",
        "“有人吗？”他问。没有人回答。",
        "早晨，海滩上停着一艘船。",
        "船员们是跟着他的灯光来的。",
    ),
    "zh",
)
EXPECTED = [
    (Run(0, 1), Run(0, 1)),
    (Run(1, 2), Run(1, 2)),
    (Run(2, 4), Run(2, 3)),
    (Run(4, 5), Run(3, 4)),
    (Run(5, 6), Run(4, 5)),
    (Run(6, 8), Run(5, 6)),
    (Run(8, 9), Run(6, 7)),
    (Run(9, 10), Run(7, 8)),
]


def pairs(links: tuple[Link, ...]) -> list[tuple[Run, Run]]:
    return [(link.source, link.target) for link in links]


def cover(links: tuple[Link, ...]) -> tuple[list[int], list[int]]:
    return [i for k in links for i in k.source.ids], [j for k in links for j in k.target.ids]


@pytest.mark.parametrize(("left_out", "alone"), [(0, 0), (1, 1), (6, 8), (7, 9)])
def test_what_the_translation_leaves_out_stands_alone(left_out: int, alone: int) -> None:
    """A sentence whose translation is missing has no counterpart, and the others keep theirs."""
    kept = tuple(text for i, text in enumerate(CHINESE.texts) if i != left_out)
    links = align(ENGLISH, Sentences(kept, "zh"), ENCODER, mode="full").links
    assert [k.source for k in links if not k.target] == [Run(alone, alone + 1)]
    assert len([k for k in links if k.source and k.target]) == len(EXPECTED) - 1


def test_a_story_and_its_translation() -> None:
    """Sentences that the translator joined are found, most of them with high confidence."""
    links = align(ENGLISH, CHINESE, ENCODER, mode="full").links
    assert pairs(links) == EXPECTED
    assert sorted(link.confidence for link in links)[2] > 0.8


def test_swapping_the_sides_mirrors_the_links() -> None:
    """Source and target are treated alike."""
    there = align(ENGLISH, CHINESE, ENCODER, mode="full").links
    back = align(CHINESE, ENGLISH, ENCODER, mode="full").links
    assert [(t, s) for s, t in pairs(back)] == pairs(there)
    for one, other in zip(there, back, strict=True):
        assert one.confidence == pytest.approx(other.confidence, abs=0.02)


def test_every_sentence_is_in_one_link() -> None:
    """Sentences without a counterpart get links with an empty side, at their place."""
    shorter = CHINESE.part(Run(0, 5))
    links = align(ENGLISH, shorter, ENCODER, mode="full").links
    assert cover(links) == (list(range(10)), list(range(5)))


def test_one_empty_text_leaves_all_without_counterpart() -> None:
    """No sentence is lost when the other side has none."""
    links = align(ENGLISH, Sentences((), "zh"), ENCODER).links
    assert cover(links) == (list(range(10)), [])


@pytest.mark.parametrize(
    "link",
    [
        Link(Run(2, 3), Run(2, 3), 1.0, LinkStatus.ACCEPTED),
        Link(Run(5, 6), Run(4, 4), 1.0, LinkStatus.ACCEPTED),
        Link(Run(0, 1), Run(7, 8), 1.0, LinkStatus.EDITED),
        Link(Run(0, 8), Run(0, 6), 1.0, LinkStatus.EDITED),
    ],
    ids=["within the path", "no counterpart", "out of order", "larger than any bead"],
)
def test_fixed_links_stay_as_they_are(link: Link) -> None:
    """An accepted link comes back unchanged, and all others are built around it."""
    links = align(ENGLISH, CHINESE, ENCODER, mode="full", fixed=[link]).links
    assert link in links
    source, target = cover(links)
    assert sorted(source) == list(range(10))
    assert sorted(target) == list(range(8))


def test_rejected_links_do_not_come_up_again() -> None:
    """A forbidden pair is replaced by the next best reading."""
    rejected = Link(Run(2, 4), Run(2, 3), 0.9, LinkStatus.REJECTED)
    links = align(ENGLISH, CHINESE, ENCODER, mode="full", forbidden=[rejected]).links
    assert (rejected.source, rejected.target) not in pairs(links)
    assert cover(links) == (list(range(10)), list(range(8)))


def test_furniture_is_never_a_confident_link() -> None:
    """A click-here line may resemble its counterpart as much as it likes."""
    kinds = (BlockKind.FURNITURE, *[BlockKind.PARAGRAPH] * 9)
    links = align(replace(ENGLISH, kinds=kinds), CHINESE, ENCODER, mode="full").links
    first = next(link for link in links if 0 in link.source.ids)
    assert not first.target or (first.confidence < 0.5 and "furniture" in first.flags)


def test_lines_that_belong_together_are_told_from_strangers() -> None:
    """Among lines paired by number, a wrong one gets a low confidence, right ones a high one."""
    lines = [0, 1, 4, 5, 8, 9]
    source = Sentences(tuple(ENGLISH.texts[i] for i in lines), "en")
    target = [CHINESE.texts[j] for j in (0, 1, 3, 4, 6, 7)]
    target[2] = "请把盐递给我。"
    links = score_pairs(source, Sentences(tuple(target), "zh"), ENCODER).links
    assert pairs(links) == [(Run(i, i + 1), Run(i, i + 1)) for i in range(6)]
    assert links[2].confidence < 0.3
    assert min(link.confidence for i, link in enumerate(links) if i != 2) > 0.5


def test_a_text_that_is_decided_as_a_whole_stays_as_it_is() -> None:
    """Where a person has decided on every sentence there is nothing to align, and nothing else."""
    fixed = [Link(Run(i, i + 1), Run(1 - i, 2 - i), 1.0, LinkStatus.ACCEPTED) for i in (0, 1)]
    source = Sentences(("The ship came in.", "Nobody spoke."), "en")
    target = Sentences(("没有人说话。", "船来了。"), "zh")
    found = align(source, target, EmbeddedEncoder(), mode="full", fixed=fixed)
    assert sorted(found.links, key=lambda link: link.source) == fixed
