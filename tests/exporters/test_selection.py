"""What an export writes and what it leaves out."""

from dataclasses import replace

import pytest

from aligner.bitext import Bitext, Link, LinkStatus, Run
from aligner.errors import WrongUsageError
from aligner.exporters.options import ExportOptions, parse_language_tags
from aligner.exporters.selection import languages_of, select_pairs
from tests.exporters.awkward import one_to_one

STATUSES = [LinkStatus.AUTO, LinkStatus.ACCEPTED, LinkStatus.EDITED, LinkStatus.REJECTED]


def four_statuses(confidence: float = 0.4) -> Bitext:
    bitext = one_to_one(list("ABCD"), list("甲乙丙丁"))
    links = [
        replace(link, status=status, confidence=confidence)
        for link, status in zip(bitext.links, STATUSES, strict=True)
    ]
    return replace(bitext, links=tuple(links))


def sources(bitext: Bitext, options: ExportOptions) -> list[str]:
    return [pair.source for pair in select_pairs([bitext], options).pairs]


def test_rejected_links_are_left_out() -> None:
    """What a person rejected is not written unless asked for by name."""
    assert sources(four_statuses(), ExportOptions()) == ["A", "B", "C"]
    only = ExportOptions(statuses=frozenset({LinkStatus.REJECTED}))
    assert sources(four_statuses(), only) == ["D"]


def test_confidence_counts_only_where_nobody_decided() -> None:
    """A decision of a person outranks the number of the machine."""
    selection = select_pairs([four_statuses()], ExportOptions(min_confidence=0.8))
    assert [pair.source for pair in selection.pairs] == ["B", "C"]
    assert dict(selection.left_out) == {"confidence": 1, "rejected": 1}


def test_other_statuses_are_counted() -> None:
    """Links left out for their status are counted separately from rejected ones."""
    options = ExportOptions(statuses=frozenset({LinkStatus.ACCEPTED}))
    assert dict(select_pairs([four_statuses()], options).left_out) == {"status": 2, "rejected": 1}


def test_dedupe_keeps_the_best_in_the_first_place() -> None:
    """Among equal pairs the best is written, a decided one first, in the place of the first."""
    bitext = one_to_one(["A", "B", "A", "A"], ["甲", "乙", "甲", "丙"])
    links = list(bitext.links)
    links[2] = replace(links[2], confidence=0.1, status=LinkStatus.ACCEPTED)
    selection = select_pairs([replace(bitext, links=tuple(links))], ExportOptions(dedupe=True))
    assert [(p.source, p.target, p.number) for p in selection.pairs] == [
        ("A", "甲", 3),
        ("B", "乙", 2),
        ("A", "丙", 4),
    ]
    assert selection.left_out["duplicate"] == 1


def test_empty_sides_are_kept_unless_told() -> None:
    """Statements of no counterpart are written by the formats that have a place for them."""
    bitext = replace(one_to_one(["A"], ["甲"]), links=(Link(Run(0, 1), Run(0, 0), 0.9),))
    assert sources(bitext, ExportOptions()) == ["A"]
    assert sources(bitext, ExportOptions(skip_empty=True)) == []


def test_script_is_converted_on_the_way_out() -> None:
    """--to-script changes Chinese text and its language code, and nothing else."""
    bitext = one_to_one(["国 stays"], ["国内发展"])
    options = ExportOptions(to_script="traditional")
    (pair,) = select_pairs([bitext], options).pairs
    assert (pair.source, pair.target) == ("国 stays", "國內發展")
    assert languages_of(bitext, options).target == "zh-TW"


def test_language_tags_are_read_in_any_spelling() -> None:
    """A tag belongs to its own language, or to the one before the equals sign."""
    assert parse_language_tags(["zh_Hans", "zh-TW=zh-HK"]) == {"zh": "zh-Hans", "zh-TW": "zh-HK"}


@pytest.mark.parametrize("value", ["english", "", "zh-", "1", "*all*"])
def test_other_language_tags_are_refused(value: str) -> None:
    """What is no language code is named."""
    with pytest.raises(WrongUsageError, match="not a language code"):
        parse_language_tags([value])
