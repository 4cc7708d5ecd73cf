"""The report is one safe page that shows the pairs and the glossary."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import html

from aligner.bitext import Bitext, Link, LinkStatus, Run
from aligner.exporters.export_file import export_file
from aligner.exporters.options import DEFAULT_EXPORT, ExportOptions
from aligner.exporters.selection import select_pairs
from aligner.term import Term, TermEvidence, TermStatus
from tests.exporters.awkward import bitexts, one_to_one
from tests.samples import make_bitext

HOSTILE = ['<script>alert(1)</script>"><img src=x onerror=alert(1)>', "{{ 7*7 }} javascript:x"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("html") / "report.html"


def page(
    path: Path,
    pairs: list[Bitext],
    terms: tuple[Term, ...] = (),
    options: ExportOptions = DEFAULT_EXPORT,
) -> html.HtmlElement:
    export_file("html", pairs, path, options, terms=terms, force=True)
    return html.fromstring(path.read_bytes())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@settings(deadline=None, max_examples=25)
@given(bitext=bitexts())
def test_every_pair_is_on_the_page(path: Path, bitext: Bitext) -> None:
    """Law: each pair has its own anchor and shows the words of both sides."""
    root = page(path, [bitext])
    for pair in select_pairs([bitext], DEFAULT_EXPORT).pairs:
        (row,) = root.xpath(f"//*[@id='p1-{pair.number}']")
        for text in (pair.source, pair.target):
            # \x1c to \x1f and \x85 are blanks for Python and none for HTML.
            assert " ".join(text.split()) in words(row)


def test_nothing_of_the_text_becomes_markup(path: Path) -> None:
    """A document full of scripts is shown as text; the page has no script and loads nothing."""
    bitext = one_to_one(HOSTILE, HOSTILE[::-1], name=HOSTILE[0])
    link = replace(bitext.links[0], note=HOSTILE[0], flags=(f"name: {HOSTILE[0]}",))
    bitext = replace(bitext, links=(link, bitext.links[1]))
    terms = (Term(HOSTILE[0], HOSTILE[1], "en", "zh", 0.9),)
    root = page(path, [bitext], terms, ExportOptions(title=HOSTILE[0]))
    assert not root.xpath("//script | //img | //link | //iframe | //@onerror | //@src")
    assert all(href.startswith("#") for href in root.xpath("//@href"))
    assert not re.search(r"url\(|@import|https?:", path.read_text(encoding="utf-8"))


def test_glossary_and_text_point_at_each_other(path: Path) -> None:
    """A term is marked where it was seen, and its entry leads back there."""
    bitext = one_to_one(["Nuclear policy."], ["核政策。"])
    evidence = (TermEvidence("essay", 0, (0, 14), 0, (0, 3)),)
    root = page(
        path, [bitext], (Term("nuclear policy", "核政策", "en", "zh", 0.9, evidence=evidence),)
    )
    assert [a.text for a in root.xpath("//a[@href='#t1']")] == ["Nuclear policy", "核政策"]
    assert root.xpath("//tr[@id='t1']//a/@href") == ["#p1-1"]


def test_every_link_has_its_place(path: Path) -> None:
    """No link of the page leads nowhere."""
    bitext = one_to_one(["A.", "B."], ["甲。", "乙。"])
    evidence = tuple(TermEvidence("essay", i, (0, 1), i, (0, 1)) for i in (0, 1, 7))
    root = page(
        path,
        [bitext, replace(bitext, name="two")],
        (Term("a", "甲", "en", "zh", 0.5, evidence=evidence),),
    )
    ids = set(root.xpath("//@id"))
    assert len(ids) == len(root.xpath("//@id"))
    assert {href[1:] for href in root.xpath("//@href")} <= ids


def test_rejected_terms_are_not_shown(path: Path) -> None:
    """What a person rejected stays out of the report."""
    terms = (
        Term("good", "好", "en", "zh", 0.9, TermStatus.APPROVED),
        Term("bad", "坏", "en", "zh", 0.9, TermStatus.REJECTED),
    )
    root = page(path, [one_to_one(["A."], ["甲。"])], terms)
    assert "good" in words(root)
    assert "bad" not in words(root)


def test_long_stretches_without_counterpart_are_folded(path: Path) -> None:
    """Neighbouring sentences without a counterpart share one row that opens."""
    links = (
        Link(Run(0, 1), Run(0, 1), 0.9),
        *(Link(Run(1, 1), Run(i, i + 1), 0.9) for i in range(1, 7)),
    )
    root = page(path, [make_bitext(["A."], list("甲乙丙丁戊己庚"), links)])
    (details,) = root.xpath("//details")
    assert words(details).startswith("6 target sentences without a counterpart 乙 丙")


def test_summary_counts(path: Path) -> None:
    """The summary says what a reader asks first."""
    bitext = one_to_one(["A.", "B.", "C."], ["甲。", "乙。", "丙。"])
    links = (
        replace(bitext.links[0], status=LinkStatus.ACCEPTED),
        replace(bitext.links[1], confidence=0.25),
        replace(bitext.links[2], confidence=0.75),
    )
    root = page(path, [replace(bitext, links=links)])
    facts = dict(zip(root.xpath("//dt/text()"), root.xpath("//dd/text()"), strict=True))
    assert facts["Decided by a person"] == "1"
    assert facts["Undecided below 0.8"] == "2"
    assert facts["Expected wrong pairs"] == "1.0 of 2 undecided"


def test_rejected_pairs_are_named_in_the_footer(path: Path) -> None:
    """The page says what it does not show."""
    bitext = one_to_one(["A."], ["甲。"])
    links = (replace(bitext.links[0], status=LinkStatus.REJECTED),)
    root = page(path, [replace(bitext, links=links)])
    assert "1 link left out: rejected in review" in words(root.find(".//footer"))
