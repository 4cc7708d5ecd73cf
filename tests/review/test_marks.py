"""Numbers, names and terms are found on both sides, in the right places."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.review.marks import TermMarker, find_names, mark_pair
from aligner.term import Term, TermStatus, Variant

CASES = Path(__file__).parents[1] / "cases" / "checking"
NUMBERS = json.loads((CASES / "numbers.json").read_text(encoding="utf-8"))
DATES = json.loads((CASES / "dates.json").read_text(encoding="utf-8"))

NOTHING = TermMarker([])


def kinds(text: str, marks: Sequence[tuple[int, int, str]]) -> list[tuple[str, str]]:
    """The marked words and their kinds."""
    return [(text[start:end], kind) for start, end, kind in marks]


def term(source: str, target: str, status: TermStatus = TermStatus.APPROVED, *more: str) -> Term:
    """A term and its further renderings."""
    variants = tuple(Variant(text, 1) for text in more)
    return Term(source, target, "en", "zh", 1.0, status, target_variants=variants)


def odd_numbers(source: str, target: str) -> list[list[str]]:
    """The numbers of each side that are marked as missing on the other."""
    marks = mark_pair([source], [target], ("en", "zh"), NOTHING)
    return [
        [word for word, kind in kinds(text, found[0]) if kind == "number-odd"]
        for text, found in zip((source, target), marks, strict=True)
    ]


@pytest.mark.parametrize(("source", "target"), [*NUMBERS["same"], *DATES["same"]])
def test_the_same_numbers_are_never_marked_as_odd(source: str, target: str) -> None:
    """However the two languages write them: the page warns exactly where `check` reports."""
    assert odd_numbers(source, target) == [[], []]


@pytest.mark.parametrize(("source", "target", "detail"), [*NUMBERS["differ"], *DATES["differ"]])
def test_different_numbers_are_marked_as_odd(source: str, target: str, detail: str) -> None:
    """The marked words are those that the finding of `check` quotes."""
    quoted = [", ".join(words) or "–" for words in odd_numbers(source, target)]
    assert " / ".join(quoted) == detail


def test_numbers_are_marked_in_the_sentence_they_occur_in() -> None:
    """Sentences of one side are read together and marked apart."""
    source, target = ["Nothing here.", "Then 200 came."], ["没有。", "来了300人。"]
    left, right = mark_pair(source, target, ("en", "zh"), NOTHING)
    assert [kinds(text, marks) for text, marks in zip(source, left, strict=True)] == [
        [],
        [("200", "number-odd")],
    ]
    assert [kinds(text, marks) for text, marks in zip(target, right, strict=True)] == [
        [],
        [("300", "number-odd")],
    ]


def test_numbers_of_both_sides_are_compared() -> None:
    """A number that the other side lacks is marked; a word like "two" only counts when matched."""
    source, target = "Two bombs in 1964 and 200 tests.", "1964年两次，2000次试验。"
    left, right = mark_pair([source], [target], ("en", "zh"), NOTHING)
    assert ("1964", "number") in kinds(source, left[0])
    assert ("200", "number-odd") in kinds(source, left[0])
    assert ("2000", "number-odd") in kinds(target, right[0])


def test_a_side_without_counterpart_is_not_compared() -> None:
    """There is nothing its numbers could differ from."""
    left, _ = mark_pair(["In 1964."], [], ("en", "zh"), NOTHING)
    assert left == [[]]


def test_names_are_capitals_inside_a_sentence() -> None:
    """The first word of a sentence is no name for its capital alone."""
    text = "Later, Deng Xiaoping met the United Nations. NATO too."
    assert [text[a:b] for a, b, _ in find_names(text, "en")] == [
        "Deng Xiaoping",
        "United Nations",
        "NATO",
    ]


def test_chinese_names_come_from_the_segmenter() -> None:
    """People and places."""
    text = "邓小平访问了法国。"
    assert [text[a:b] for a, b, _ in find_names(text, "zh")] == ["邓小平", "法国"]


def test_terms_are_marked_when_rendered_and_when_not() -> None:
    """A term whose rendering is missing is shown as such; another rendering counts too."""
    marker = TermMarker([term("policy", "政策", TermStatus.APPROVED, "方针")])
    source = "The Policy holds."
    for target, kind in (
        ("政策不变。", "term"),
        ("方针不变。", "term"),
        ("办法不变。", "term-missing"),
    ):
        left, _ = mark_pair([source], [target], ("en", "zh"), marker)
        assert kinds(source, left[0]) == [("Policy", kind)]


@pytest.mark.parametrize(
    ("terms", "source", "marked"),
    [
        ([term("warhead", "弹头")], "They have ten warheads.", "warheads"),
        ([term("nuclear policy", "核政策")], "There are two nuclear policies.", "nuclear policies"),
        ([term("first-use", "首先使用")], "A First Use doctrine.", "First Use"),
        ([term("NATO", "北约")], "北约NATO成员", "NATO"),
        (
            [replace(term("warhead", "弹头"), source_variants=(Variant("nuclear charge", 2),))],
            "Each nuclear charge counts.",
            "nuclear charge",
        ),
    ],
)
def test_terms_are_marked_in_any_form(terms: list[Term], source: str, marked: str) -> None:
    """Plurals, hyphens, capitals, borders of scripts, and forms that were merged into a term."""
    left, _ = mark_pair([source], ["无"], ("en", "zh"), TermMarker(terms))
    assert kinds(source, left[0]) == [(marked, "term-missing")]


def test_any_approved_rendering_of_a_source_will_do() -> None:
    """Two entries with one source are two ways to render it."""
    marker = TermMarker([term("policy", "政策"), term("policy", "方针")])
    left, _ = mark_pair(["The policy"], ["方针"], ("en", "zh"), marker)
    assert kinds("The policy", left[0]) == [("policy", "term")]


def test_a_rendering_inside_a_longer_one_counts() -> None:
    """A rendering inside a longer one counts, as in `glossary check`."""
    marker = TermMarker([term("policy", "政策"), term("arms", "核政策")])
    left, _ = mark_pair(["The policy"], ["核政策"], ("en", "zh"), marker)
    assert kinds("The policy", left[0]) == [("policy", "term")]


def test_forbidden_renderings_are_marked_only_beside_their_source() -> None:
    """The words may be right for something else."""
    marker = TermMarker([term("arms", "武器", TermStatus.FORBIDDEN)])
    for source, wanted in (("arms control", [("武器", "forbidden")]), ("a weapon", [])):
        _, right = mark_pair([source], ["武器控制"], ("en", "zh"), marker)
        assert kinds("武器控制", right[0]) == wanted


def test_terms_are_whole_words() -> None:
    """Not the beginning of a longer one; the longest term wins."""
    marker = TermMarker([term("arm", "臂"), term("arms control", "军控"), term("arms", "武器")])
    text = "armed arms control"
    left, _ = mark_pair([text], ["军控"], ("en", "zh"), marker)
    assert kinds(text, left[0]) == [("arms control", "term")]


def test_candidates_are_not_marked() -> None:
    """Nobody has decided about them yet."""
    left, _ = mark_pair(
        ["policy"],
        ["政策"],
        ("en", "zh"),
        TermMarker([term("policy", "政策", TermStatus.CANDIDATE)]),
    )
    assert left == [[]]


def test_marks_never_overlap() -> None:
    """A number inside a term belongs to the term."""
    marker = TermMarker([term("Resolution 1718", "第1718号决议")])
    left, right = mark_pair(
        ["Resolution 1718 passed."], ["第1718号决议通过。"], ("en", "zh"), marker
    )
    for marks in (*left, *right):
        ends = [0, *(mark.end for mark in marks)]
        assert all(mark.start >= end for mark, end in zip(marks, ends, strict=False))
