"""CSV, TSV, JSON lines and beads are read back as they were written."""

import csv as standard_csv
import io
import json

import polars
import pytest
from hypothesis import given, settings

from aligner.bitext import Bitext, Link, LinkStatus, Run
from aligner.errors import WrongUsageError
from aligner.exporters.cleaning import flatten
from aligner.exporters.options import DEFAULT_EXPORT, ExportOptions
from aligner.exporters.selection import select_pairs
from aligner.exporters.table import COLUMNS, row_of, unguard_formula
from tests.exporters.awkward import awkward_bitext, bitexts, exported_text, one_to_one
from tests.samples import make_bitext


def rows_of(bitext: Bitext) -> list[list[str]]:
    pairs = select_pairs([bitext], DEFAULT_EXPORT).pairs
    return [[str(cell) for cell in row_of(pair)] for pair in pairs]


@settings(deadline=None)
@given(bitext=bitexts())
def test_csv_is_read_back(bitext: Bitext) -> None:
    """Law: the standard library reads every cell as it was written."""
    text = exported_text("csv", [bitext])
    header, *rows = standard_csv.reader(io.StringIO(text, newline=""))
    assert tuple(header) == COLUMNS
    assert rows == rows_of(bitext)


@settings(deadline=None)
@given(bitext=bitexts())
def test_csv_for_excel_is_read_back(bitext: Bitext) -> None:
    """Law: the guard against formulas can be taken off again."""
    text = exported_text("csv", [bitext], ExportOptions(excel=True))
    assert text.startswith("\ufeff")
    _, *rows = standard_csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    assert [[unguard_formula(cell) for cell in row] for row in rows] == rows_of(bitext)


def test_csv_for_excel_has_no_formula() -> None:
    """No cell begins with a character that starts a formula."""
    bitext = one_to_one(["=1+1", "+1", "-1", "@x"], ["甲"] * 4)
    text = exported_text("csv", [bitext], ExportOptions(excel=True))
    assert [line[0] for line in text.splitlines()[1:]] == ["'"] * 4


def test_polars_reads_the_csv() -> None:
    """An independent reader gets the same words and numbers."""
    bitext = awkward_bitext()
    table = polars.read_csv(io.BytesIO(exported_text("csv", [bitext]).encode()))
    assert table["source"].to_list() == [s.text for s in bitext.source_segments]
    assert table["confidence"].to_list() == [0.9] * len(bitext.links)


@settings(deadline=None)
@given(bitext=bitexts())
def test_tsv_is_one_line_a_link(bitext: Bitext) -> None:
    """Law: splitting at line feeds and tabs gives the cells, with blanks for tabs and breaks."""
    lines = exported_text("tsv", [bitext]).removesuffix("\n").split("\n")
    cells = [line.split("\t") for line in lines[1:]]
    assert cells == [[flatten(cell) for cell in row] for row in rows_of(bitext)]


@settings(deadline=None)
@given(bitext=bitexts())
def test_jsonl_is_read_back(bitext: Bitext) -> None:
    """Law: each line is one object that says the link and its words; no reader splits it."""
    records = [json.loads(line) for line in exported_text("jsonl", [bitext]).splitlines()]
    pairs = select_pairs([bitext], DEFAULT_EXPORT).pairs
    assert [(r["source"], r["target"], r["note"]) for r in records] == [
        (p.source, p.target, p.note) for p in pairs
    ]
    assert [(r["source_ids"], r["target_ids"]) for r in records] == [
        (list(p.link.source.ids), list(p.link.target.ids)) for p in pairs
    ]


def test_jsonl_has_the_promised_keys() -> None:
    """The keys are those of the documentation; spans are places in the text as read."""
    bitext = one_to_one(["A.", "B."], ["甲。", "乙。"])
    record = json.loads(exported_text("jsonl", [bitext]).splitlines()[1])
    assert list(record) == [
        "id", "source", "target", "source_ids", "target_ids", "source_spans", "target_spans",
        "confidence", "status", "flags", "note",
    ]  # fmt: skip
    (start, end) = record["source_spans"][0]
    assert bitext.source.text[start:end] == "B."


def test_jsonl_of_several_pairs_names_them() -> None:
    """Sentence numbers of several pairs can be distinguished."""
    first, second = one_to_one(["A"], ["甲"], name="one"), one_to_one(["B"], ["乙"], name="two")
    lines = exported_text("jsonl", [first, second]).splitlines()
    assert [json.loads(line)["bitext"] for line in lines] == ["one", "two"]


def test_beads_by_hand() -> None:
    """The lines of a small alignment, written out."""
    links = (
        Link(Run(0, 1), Run(0, 2), 0.97),
        Link(Run(1, 1), Run(2, 3), 0.5),
        Link(Run(1, 3), Run(3, 3), 1.0),
        Link(Run(3, 4), Run(3, 4), 0.1, LinkStatus.REJECTED),
    )
    bitext = make_bitext(list("ABCD"), list("甲乙丙丁"), links)
    assert exported_text("beads", [bitext]) == (
        "[0]:[0, 1]:0.970000\n[]:[2]:0.500000\n[1, 2]:[]:1.000000\n"
    )


def test_beads_of_several_pairs_are_refused() -> None:
    """Bare sentence numbers of several documents would mean nothing."""
    bitext = one_to_one(["A"], ["甲"])
    with pytest.raises(WrongUsageError, match="--per-pair"):
        exported_text("beads", [bitext, bitext])


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "beads", "hunalign"])
def test_text_formats_remove_forbidden_characters(form: str) -> None:
    """Broken surrogates cannot be encoded: they are removed in every format."""
    bitext = one_to_one(["a\ud800\x00b"], ["甲"])
    assert exported_text(form, [bitext]).encode()
