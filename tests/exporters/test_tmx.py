"""TMX that other tools take."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from translate.storage import tmx as toolkit

from aligner.bitext import Bitext, Link, LinkStatus, Run
from aligner.exporters import tmx
from aligner.exporters.options import DEFAULT_EXPORT, ExportOptions
from aligner.exporters.selection import select_pairs
from tests.exporters.awkward import awkward_bitext, bitexts, one_to_one

SCHEMAS = Path(__file__).parents[1] / "cases" / "schemas"
DTD = etree.DTD(str(SCHEMAS / "tmx14.dtd"))
STRICT = etree.RelaxNG(etree.parse(str(SCHEMAS / "tmx14-strict.rng")))
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def written(
    tmp_path: Path, pairs: list[Bitext], options: ExportOptions = DEFAULT_EXPORT
) -> "etree._ElementTree":
    path = tmp_path / "out.tmx"
    tmx.write(pairs, path, replace(options, force=True))
    tree = etree.parse(str(path))
    assert DTD.validate(tree), DTD.error_log
    assert STRICT.validate(tree), STRICT.error_log
    return tree


def texts_of(tree: "etree._ElementTree") -> list[tuple[str, ...]]:
    return [tuple(seg.text or "" for seg in unit.iter("seg")) for unit in tree.iter("tu")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tmx")


@settings(deadline=None, max_examples=60)
@given(bitext=bitexts())
def test_what_is_written_is_read_back(folder: Path, bitext: Bitext) -> None:
    """Law: every pair with two sides comes back word for word, and the file is valid."""
    tree = written(folder, [bitext])
    pairs = select_pairs([bitext], DEFAULT_EXPORT, both_sides=True).pairs
    assert texts_of(tree) == [(pair.source, pair.target) for pair in pairs]


def test_independent_reader_agrees(tmp_path: Path) -> None:
    """translate-toolkit reads the same words, languages and notes."""
    bitext = awkward_bitext()
    bitext = replace(bitext, links=tuple(replace(link, note="see <b>") for link in bitext.links))
    path = tmp_path / "a.tmx"
    tmx.write([bitext], path, DEFAULT_EXPORT)
    store = toolkit.tmxfile(io.BytesIO(path.read_bytes()), "en-US", "zh-CN")
    read = [(unit.source, unit.target, unit.getnotes()) for unit in store.units]
    assert read == [
        (bitext.source_texts(link)[0], bitext.target_texts(link)[0], "see <b>")
        for link in bitext.links
    ]


def test_unit_says_where_it_comes_from(tmp_path: Path) -> None:
    """Confidence, status, shape, files and flags are properties; the tuid is stable."""
    bitext = one_to_one(["A."], ["甲。"], name="my essay")
    link = replace(bitext.links[0], status=LinkStatus.ACCEPTED, flags=("length",), id=7, version=2)
    (unit,) = written(tmp_path, [replace(bitext, links=(link,))]).iter("tu")
    assert unit.get("tuid") == "my_essay-000007"
    assert [(p.get("type"), p.text) for p in unit.iter("prop")] == [
        ("x-confidence", "0.9000"),
        ("x-status", "accepted"),
        ("x-align-type", "1-1"),
        ("x-source-file", "source.txt"),
        ("x-target-file", "target.txt"),
        ("x-link-version", "2"),
        ("x-flag", "length"),
    ]


def test_several_sentences_become_one_segment(tmp_path: Path) -> None:
    """Sentences are joined as their language joins them."""
    bitext = one_to_one(["A.", "B."], ["甲。", "乙。"])
    bitext = replace(bitext, links=(Link(Run(0, 2), Run(0, 2), 1.0),))
    assert texts_of(written(tmp_path, [bitext])) == [("A. B.", "甲。乙。")]


def test_language_codes_can_be_chosen(tmp_path: Path) -> None:
    """--tmx-lang decides xml:lang and srclang; the usual codes are en-US and zh-CN."""
    bitext = one_to_one(["A."], ["甲。"])
    usual = written(tmp_path, [bitext])
    chosen = written(
        tmp_path, [bitext], ExportOptions(tmx_languages={"en": "en-GB", "zh": "zh-Hans-CN"})
    )
    assert [v.get(LANG) for v in usual.iter("tuv")] == ["en-US", "zh-CN"]
    assert [v.get(LANG) for v in chosen.iter("tuv")] == ["en-GB", "zh-Hans-CN"]
    assert [h.get("srclang") for h in chosen.iter("header")] == ["en-GB"]


def test_another_source_language_is_said_at_the_unit(tmp_path: Path) -> None:
    """Pooled pairs of another source language carry their own srclang (never `*all*`)."""
    first = one_to_one(["A."], ["甲。"])
    second = replace(first, source=first.target, target=first.source)
    units = list(written(tmp_path, [first, second]).iter("tu"))
    assert [unit.get("srclang") for unit in units] == [None, "zh-CN"]


def test_forbidden_characters_are_removed_and_counted(tmp_path: Path) -> None:
    """Control characters, broken surrogates and non-characters go, and the report says how many."""
    bitext = one_to_one(["a\x00b\x0bc"], ["\ud800甲\ufffe"])
    path = tmp_path / "a.tmx"
    report = tmx.write([bitext], path, DEFAULT_EXPORT)
    assert texts_of(etree.parse(str(path))) == [("abc", "甲")]
    assert report.removed_characters == 4
    assert report.sentences() == ["4 control characters removed"]


def test_half_empty_units_are_left_out(tmp_path: Path) -> None:
    """A memory must not offer an empty translation."""
    bitext = one_to_one(["A.", "B."], ["甲。"])
    bitext = replace(bitext, links=(*bitext.links[:1], Link(Run(1, 2), Run(1, 1), 0.9)))
    report = tmx.write([bitext], tmp_path / "a.tmx", DEFAULT_EXPORT)
    assert (report.written, dict(report.left_out)) == (1, {"empty": 1})


def test_same_project_same_bytes(tmp_path: Path) -> None:
    """No clock gets into the file."""
    for name in ("a.tmx", "b.tmx"):
        tmx.write([awkward_bitext()], tmp_path / name, DEFAULT_EXPORT)
    assert (tmp_path / "a.tmx").read_bytes() == (tmp_path / "b.tmx").read_bytes()


def test_a_project_without_pairs_is_a_valid_file(tmp_path: Path) -> None:
    """Nothing to write is a valid, empty memory."""
    assert texts_of(written(tmp_path, [])) == []
