"""Brackets, left-over words, wrong languages, lengths and consistency."""

from dataclasses import replace

import pytest

from aligner.bitext import Bitext, Link, LinkStatus, Run
from aligner.checking.checks import CHECKS, check_bitexts, flag_bitext
from aligner.flags import SENTENCES
from tests.exporters.awkward import awkward_bitext
from tests.samples import make_bitext


def one_to_one(source: list[str], target: list[str]) -> Bitext:
    links = tuple(Link(Run(i, i + 1), Run(i, i + 1), 0.9) for i in range(len(source)))
    return make_bitext(source, target, links)


def flags(source: str, target: str) -> list[str]:
    return flags_of(one_to_one([source], [target]))[0]


def flags_of(bitext: Bitext) -> list[list[str]]:
    return [[finding.flag for finding in one.findings] for one in check_bitexts([bitext])]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("He left (early).", "他走了（很早）。", []),
        ("He left (early).", "他早早走了。", []),
        ("He left (early).", "他走了（很早。", ["brackets: （ in the target"]),
        ("He left early).", "他走了（很早）。", ["brackets: ) in the source"]),
        ("(See [1].", "（见[1]。", []),
        ("a) the first", "一、第一", []),
        ("(Rule 6)", "（第六条）", []),
        ("He read it.", "他读了《红楼梦。", ["brackets: 《 in the target"]),
    ],
)
def test_brackets(source: str, target: str, expected: list[str]) -> None:
    """A bracket without a partner is found where the other side's brackets are in order."""
    assert flags(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Tong Zhao spoke.", "赵通发了言。", []),
        ("Tong Zhao spoke first.", "Tong Zhao首先发言。", ["untranslated: Tong Zhao"]),
        ("In `<script setup>` components", "在 `<script setup>` 组件中", []),
        ("Tong Zhao spoke first.", "赵通（Tong Zhao）首先发言。", []),
        ("NATO and the WHO met.", "NATO和WHO举行了会议。", []),
        (
            "It is a matter of national security for them.",
            "这对他们来说是 national security 问题。",
            ["untranslated: national security"],
        ),
        (
            "This was never translated at all.",
            "This was never translated at all.",
            ["wrong-language: target: This was never translated at all."],
        ),
        (
            "这里说的是另一种语言。",
            "这里说的是另一种语言。",
            ["wrong-language: source: 这里说的是另一种语言。"],
        ),
        ("OK, Boo!", "OK, Boo!", []),
    ],
)
def test_left_over_words(source: str, target: str, expected: list[str]) -> None:
    """Names and words left as they were are found, unless they explain the translation."""
    assert flags(source, target) == expected


def test_unusual_length_is_measured_against_the_text() -> None:
    """A side far longer than the others of its text is found; the ordinary ones are not."""
    source = [f"This is an ordinary sentence, the {i}th." for i in range(30)]
    target = [f"这是第{i}个普通的句子，没有什么特别。" for i in range(30)]
    target[7] += "后面又多出了很多原文里根本没有的话，说了一遍又一遍，" * 4
    found = flags_of(one_to_one(source, target))
    assert [i for i, codes in enumerate(found) if codes] == [7]
    assert found[7][0].startswith("length: target is long")


def test_few_pairs_say_nothing_of_length() -> None:
    """With a handful of pairs there is no usual length."""
    assert flags_of(one_to_one(["A" * 100, "B."], ["甲。", "乙。"])) == [[], []]


def test_the_same_sentence_translated_twice() -> None:
    """Both places name the other rendering; case and punctuation do not count."""
    source = ["Peace is the aim.", "Something else here.", "Peace is the aim!"]
    target = ["和平是目标。", "别的事情在这里。", "目的在于和平。"]
    assert flags_of(one_to_one(source, target)) == [
        ["inconsistent: 目的在于和平。"],
        [],
        ["inconsistent: 和平是目标。"],
    ]


def test_two_sentences_with_one_translation() -> None:
    """The reverse is another finding."""
    source = ["Peace is the aim.", "We aim at peace now."]
    target = ["和平是我们的目标。", "和平是我们的目标。"]
    found = flags_of(one_to_one(source, target))
    assert found[0] == ["same-translation: We aim at peace now."]


def test_short_repeated_sentences_are_no_finding() -> None:
    """Interjections mean what their place makes them mean."""
    assert flags_of(one_to_one(["Well.", "Well."], ["好。", "那么。"])) == [[], []]


def test_rejected_and_one_sided_links_are_not_checked() -> None:
    """Only what counts as a pair is looked at."""
    bitext = one_to_one(["1988"], ["1998"])
    rejected = replace(bitext.links[0], status=LinkStatus.REJECTED)
    alone = Link(Run(0, 1), Run(0, 0), 0.9)
    assert flags_of(replace(bitext, links=(rejected, alone))) == []


def test_flags_are_replaced_not_piled_up() -> None:
    """Checking twice gives the flags of one check; flags of the alignment stay."""
    bitext = one_to_one(["It was 1988."], ["那是1998年。"])
    bitext = replace(bitext, links=(replace(bitext.links[0], flags=("rival", "number: old")),))
    once = flag_bitext(bitext)
    assert once.links[0].flags == ("rival", "number: 1988 / 1998")
    assert flag_bitext(once) == once


def test_every_code_has_a_sentence() -> None:
    """What the checks find can be said in words."""
    assert set(CHECKS) <= set(SENTENCES)


def test_awkward_texts_are_checked_without_an_error() -> None:
    """No text, however strange, stops a check."""
    assert len(flags_of(awkward_bitext())) == len(awkward_bitext().links)
