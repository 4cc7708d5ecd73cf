"""Moses, hunalign's ladder, InterText and Parquet: by hand and read back."""

import io
from pathlib import Path

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from lxml import etree

from aligner.bitext import Bitext, Link, LinkStatus, Run
from aligner.errors import WrongUsageError
from aligner.exporters.cleaning import flatten
from aligner.exporters.export_file import export_file
from aligner.exporters.options import DEFAULT_EXPORT
from aligner.exporters.selection import select_pairs
from tests.exporters.awkward import awkward_bitext, bitexts, exported_text
from tests.samples import make_bitext

LINKS = (
    Link(Run(0, 1), Run(0, 2), 0.9, LinkStatus.ACCEPTED, bookmarked=True),
    Link(Run(1, 2), Run(3, 4), 0.8),
    Link(Run(2, 3), Run(2, 3), 0.3),
)
SMALL = make_bitext(["A.", "B.", "C."], ["甲。", "乙。", "丙。", "丁。"], LINKS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("interchange")


def test_ladder_by_hand() -> None:
    """The link out of order (C., 丙。) is left out; its sentences stay unpaired."""
    assert exported_text("hunalign", [SMALL]) == (
        "0\t0\t0.9000\n"  # A. 甲。乙。
        "1\t2\t0.0000\n"  # 丙。 alone
        "1\t3\t0.8000\n"  # B. 丁。
        "2\t4\t0.0000\n"  # C. alone
        "3\t4\t0.0000\n"  # the end
    )


def test_links_out_of_order_are_reported(tmp_path: Path) -> None:
    """What a format cannot say is counted and named."""
    report = export_file("hunalign", [SMALL], tmp_path / "a.ladder")
    assert report.sentences() == ["1 link left out: out of order, which this format cannot say"]
    assert report.written == 2


@settings(deadline=None, max_examples=40)
@given(bitext=bitexts())
def test_moses_lines_belong_together(folder: Path, bitext: Bitext) -> None:
    """Law: line i of one file is the pair of line i of the other; nothing else breaks a line."""
    export_file("moses", [bitext], folder / "m", force=True)
    source, target = (
        (folder / f"m.{language}").read_text(encoding="utf-8").splitlines()
        for language in ("en", "zh")
    )
    pairs = select_pairs([bitext], DEFAULT_EXPORT, both_sides=True).pairs
    assert list(zip(source, target, strict=True)) == [
        (flatten(pair.source), flatten(pair.target)) for pair in pairs
    ]


def test_intertext_by_hand(tmp_path: Path) -> None:
    """The target text comes first in xtargets; decided links are `man`, bookmarks are marked."""
    export_file("intertext", [SMALL], tmp_path / "t.xml")
    root = etree.parse(str(tmp_path / "t.xml")).getroot()
    assert dict(root.attrib) == {"toDoc": "t.zh.xml", "fromDoc": "t.en.xml"}
    assert [dict(link.attrib) for link in root] == [
        {"type": "2-1", "xtargets": "1:1 1:2;1:1", "status": "man", "mark": "1"},
        {"type": "1-0", "xtargets": "1:3;", "status": "auto"},
        {"type": "1-1", "xtargets": "1:4;1:2", "status": "auto"},
        {"type": "0-1", "xtargets": ";1:3", "status": "auto"},
    ]


@settings(deadline=None, max_examples=40)
@given(bitext=bitexts())
def test_intertext_is_read_back(folder: Path, bitext: Bitext) -> None:
    """Law: following the ids of the links gives the sentences of both sides, each once."""
    export_file("intertext", [bitext], folder / "i.xml", force=True)
    root = etree.parse(str(folder / "i.xml")).getroot()
    for place, document, segments in (
        (0, "toDoc", bitext.target_segments),
        (1, "fromDoc", bitext.source_segments),
    ):
        text = etree.parse(str(folder / str(root.get(document))))
        words = {s.get("id"): s.text or "" for s in text.iter("s")}
        ids = [i for link in root for i in str(link.get("xtargets")).split(";")[place].split()]
        assert [words[i] for i in ids] == [segment.text for segment in segments]


@settings(deadline=None, max_examples=30)
@given(bitext=bitexts())
def test_parquet_is_read_back_by_pyarrow(folder: Path, bitext: Bitext) -> None:
    """Law: an independent reader gets the words, numbers and lists as they were."""
    export_file("parquet", [bitext], folder / "p.parquet", force=True)
    rows = pyarrow.parquet.read_table(folder / "p.parquet").to_pylist()
    pairs = select_pairs([bitext], DEFAULT_EXPORT).pairs
    assert [(r["source"], r["target"], r["confidence"], r["flags"]) for r in rows] == [
        (p.source, p.target, round(p.link.confidence, 6), list(p.flags)) for p in pairs
    ]
    assert [r["source_ids"] for r in rows] == [list(p.link.source.ids) for p in pairs]


def test_parquet_goes_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A dash gives the bytes themselves."""
    export_file("parquet", [awkward_bitext()], "-")
    table = pyarrow.parquet.read_table(io.BytesIO(capfdbinary.readouterr().out))
    assert table.num_rows == len(awkward_bitext().links)


@pytest.mark.parametrize("form", ["moses", "intertext"])
def test_several_files_do_not_go_to_standard_output(form: str) -> None:
    """Formats of several files ask for a name."""
    with pytest.raises(WrongUsageError, match="-o"):
        export_file(form, [SMALL], "-")
