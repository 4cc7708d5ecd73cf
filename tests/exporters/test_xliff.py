"""XLIFF 1.2 and 2.1, read back by an independent reader and held against their rules."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from translate.storage import xliff as toolkit
from translate.storage import xliff2 as toolkit2

from aligner.bitext import Bitext, LinkStatus
from aligner.errors import WrongUsageError
from aligner.exporters.export_file import export_file
from aligner.exporters.options import DEFAULT_EXPORT, ExportOptions
from aligner.exporters.selection import select_pairs
from tests.exporters.awkward import awkward_bitext, bitexts, one_to_one

SCHEMAS = Path(__file__).parents[1] / "cases" / "schemas"
RULES = {
    "xliff": etree.RelaxNG(etree.parse(str(SCHEMAS / "xliff12-written.rng"))),
    "xliff2": etree.RelaxNG(etree.parse(str(SCHEMAS / "xliff21-written.rng"))),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("xliff") / "out.xlf"


def texts_of(tree: "etree._ElementTree") -> list[tuple[str, str]]:
    units = tree.iter("{*}trans-unit", "{*}segment")
    return [(u.findtext("{*}source") or "", u.findtext("{*}target") or "") for u in units]


@pytest.mark.parametrize("form", RULES)
@settings(deadline=None, max_examples=40)
@given(bitext=bitexts())
def test_what_is_written_is_read_back(form: str, path: Path, bitext: Bitext) -> None:
    """Law: every pair comes back word for word, and the file keeps the rules of its version."""
    pairs = select_pairs([bitext], DEFAULT_EXPORT).pairs
    if form == "xliff2" and not pairs:
        return
    export_file(form, [bitext], path, force=True)
    tree = etree.parse(str(path))
    assert RULES[form].validate(tree), RULES[form].error_log
    assert texts_of(tree) == [(pair.source, pair.target) for pair in pairs]


def test_translate_toolkit_reads_version_1(path: Path) -> None:
    """An independent reader gets the same words, languages and state of approval."""
    bitext = one_to_one(["Fish & chips.", "B <b>."], ["鱼和薯条。", "乙。"])
    links = (replace(bitext.links[0], status=LinkStatus.ACCEPTED, note="good"), bitext.links[1])
    export_file("xliff", [replace(bitext, links=links)], path, force=True)
    store = toolkit.xlifffile.parsestring(path.read_bytes())  # type: ignore[no-untyped-call]
    assert store.getsourcelanguage() == "en-US"
    assert store.gettargetlanguage() == "zh-CN"
    assert [(str(u.source), str(u.target), u.isapproved()) for u in store.units] == [
        ("Fish & chips.", "鱼和薯条。", True),
        ("B <b>.", "乙。", False),
    ]
    assert store.units[0].getnotes() == "good"


def test_translate_toolkit_reads_version_2(path: Path) -> None:
    """An independent reader gets the same words."""
    bitext = awkward_bitext()
    export_file("xliff2", [bitext], path, force=True)
    store = toolkit2.Xliff2File.parsestring(path.read_bytes())  # type: ignore[no-untyped-call]
    assert [str(unit.source) for unit in store.units] == [
        bitext.source_texts(link)[0] for link in bitext.links
    ]
    assert [str(unit.target) for unit in store.units] == [
        bitext.target_texts(link)[0] for link in bitext.links
    ]


def test_pairs_of_several_languages_need_a_file_each(path: Path) -> None:
    """XLIFF 2 has one pair of languages a file; the refusal names the option."""
    first = one_to_one(["A."], ["甲。"])
    second = replace(first, source=first.target, target=first.source)
    with pytest.raises(WrongUsageError, match="--per-pair"):
        export_file("xliff2", [first, second], path, force=True)
    assert export_file("xliff", [first, second], path, force=True).written == 2


def test_nothing_to_write(path: Path) -> None:
    """An empty XLIFF 2 would be invalid; an empty XLIFF 1.2 is not."""
    bitext = one_to_one(["A."], ["甲。"])
    nothing = ExportOptions(statuses=frozenset())
    with pytest.raises(WrongUsageError, match="No link"):
        export_file("xliff2", [bitext], path, nothing, force=True)
    export_file("xliff", [bitext], path, nothing, force=True)
    assert RULES["xliff"].validate(etree.parse(str(path)))
