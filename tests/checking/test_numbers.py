"""Numbers and dates are the same however they are written, and different when they differ."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Bitext, Link, Run
from aligner.checking.finding import Finding, pair_texts
from aligner.checking.numbers import check_numbers
from aligner.numerals.chinese import find_chinese_numerals, read_chinese
from aligner.numerals.dates import Day, find_dates
from aligner.numerals.digits import find_digits
from aligner.numerals.english import find_english_numerals
from tests.samples import make_bitext

CASES = Path(__file__).parents[1] / "cases" / "checking"
NUMBERS = json.loads((CASES / "numbers.json").read_text(encoding="utf-8"))
DATES = json.loads((CASES / "dates.json").read_text(encoding="utf-8"))

DIGITS = "零一二三四五六七八九"


def findings(source: str, target: str) -> list[Finding]:
    bitext: Bitext = make_bitext([source], [target], (Link(Run(0, 1), Run(0, 1), 1.0),))
    return list(check_numbers(pair_texts(bitext, bitext.links[0])))


def in_chinese(number: int) -> str:
    """The plain reading of a whole number below 10^12, with zeros where they belong."""
    if number < 10:
        return DIGITS[number]
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            rest = number % size
            text = in_chinese(number // size) + unit
            if not rest:
                return text
            return text + ("零" if rest < size // 10 else "") + in_chinese(rest)
    raise AssertionError


@pytest.mark.parametrize(("source", "target"), [*NUMBERS["same"], *DATES["same"]])
def test_the_same_in_another_writing_is_no_finding(source: str, target: str) -> None:
    """No alarm where both sides say the same."""
    assert [finding.flag for finding in findings(source, target)] == []


@pytest.mark.parametrize(("source", "target", "detail"), NUMBERS["differ"])
def test_other_numbers_are_found(source: str, target: str, detail: str) -> None:
    """The finding quotes both sides."""
    assert [finding.flag for finding in findings(source, target)] == [f"number: {detail}"]


@pytest.mark.parametrize(("source", "target", "detail"), DATES["differ"])
def test_other_dates_are_found(source: str, target: str, detail: str) -> None:
    """A date is one finding, not three."""
    assert [finding.flag for finding in findings(source, target)] == [f"date: {detail}"]


@settings(deadline=None)
@given(number=st.integers(0, 10**12 - 1))
def test_chinese_numerals_are_read(number: int) -> None:
    """Law: every number in plain Chinese writing is read back."""
    assert Fraction(number) in read_chinese(in_chinese(number))


@settings(deadline=None)
@given(number=st.integers(0, 10**9))
def test_digits_are_read_with_and_without_marks(number: int) -> None:
    """Law: 1234567 and 1,234,567 are the same number."""
    for text in (str(number), f"{number:,}"):
        (quantity,) = find_digits(f"about {text} men")
        assert Fraction(number) in quantity.values


@settings(deadline=None)
@given(number=st.integers(10, 9999), other=st.integers(10, 9999))
def test_two_numbers_differ_or_not(number: int, other: int) -> None:
    """Law: a number is missed by the other side exactly when it is another one."""
    found = findings(f"They sent {number:,} tonnes.", f"他们运了{in_chinese(other)}吨。")
    if number == other:
        assert not found
    elif other > 10 and not in_chinese(other).startswith("一") and "零" not in in_chinese(other):
        assert [finding.code for finding in found] == ["number"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two hundred and five", [205]),
        ("three million four hundred thousand and twelve", [3_400_012]),
        ("nineteen eighty-four", [19, 84, 1984]),
        ("twenty-first", [21]),
        ("a dozen", [1, *range(10, 21)]),
        ("two dozen", [2, *range(10, 21), 24]),
    ],
)
def test_english_words_are_read(text: str, values: list[int]) -> None:
    """Each reading of the words is there, and no other."""
    found = {int(v) for quantity in find_english_numerals(text) for v in quantity.values}
    assert sorted(found) == values


@pytest.mark.parametrize("text", ["万一", "千万", "十分", "三三两两", "一些", "百姓"])
def test_idioms_are_never_certain(text: str) -> None:
    """Words made of numerals do not raise an alarm when the other side lacks a number."""
    assert not any(quantity.certain for quantity in find_chinese_numerals(text))


def test_dates_do_not_overlap() -> None:
    """Each date is read once, in order, as fully as it is written."""
    dates = find_dates("From 3 March 2019 to 4 April, then May 2020")
    assert [date.readings[0] for date in dates] == [
        Day(2019, 3, 3),
        Day(None, 4, 4),
        Day(2020, 5, None),
    ]


def test_places_are_those_of_the_sentence() -> None:
    """A finding in the second sentence of a side is placed there."""
    bitext = make_bitext(
        ["Nothing here.", "Then 200 came."],
        ["没有。", "来了300人。"],
        (Link(Run(0, 2), Run(0, 2), 1.0),),
    )
    (finding,) = check_numbers(pair_texts(bitext, bitext.links[0]))
    texts = {"source": bitext.source_segments, "target": bitext.target_segments}
    quoted = [texts[p.side][p.segment].text[p.start : p.end] for p in finding.spans]
    assert quoted == ["200", "300"]


def test_other_languages_compare_digits() -> None:
    """German and French write 1.234,5; any reading in common is enough."""
    bitext = make_bitext(["1.234,5 Meter"], ["1234,5 mètres"], (Link(Run(0, 1), Run(0, 1), 1.0),))
    (pair,) = [pair_texts(bitext, link) for link in bitext.links]
    pair = replace(
        pair, source=replace(pair.source, language="de"), target=replace(pair.target, language="fr")
    )
    assert list(check_numbers(pair)) == []
