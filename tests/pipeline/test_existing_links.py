"""Links that come with a file are kept and scored, and give way to a person's."""

from dataclasses import replace
from pathlib import Path

import pytest

from aligner.align_options import AlignOptions
from aligner.bitext import Link, LinkStatus, Run
from aligner.errors import UnreadableInputError, WrongUsageError
from aligner.exporters.export_file import export_file
from aligner.pipeline import align_files, align_project, existing_links
from aligner.pipeline.existing_links import merge_existing_links
from aligner.project.store import Project

ROWS = (
    ("The talks began on Monday.", "会谈于星期一开始。"),
    ("Nobody expected a result.", "没有人期待结果。"),
    ("In the evening the ministers went home.", "晚上部长们回家了。"),
    ("The weather was fine.", "军费增加了百分之七。"),
)
NAMED = AlignOptions(source_language="en", target_language="zh")


def table(path: Path, header: str = "English\t中文", extra: str = "") -> Path:
    """A table with two language columns."""
    rows = [header, *(f"{source}\t{target}{extra}" for source, target in ROWS)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_the_links_of_a_table_are_kept_and_scored(tmp_path: Path) -> None:
    """Row i belongs to row i whatever it says; the confidence shows which rows are wrong."""
    aligned = align_files(table(tmp_path / "t.tsv"))
    links = aligned.bitext.links
    assert [(link.source, link.target) for link in links] == [
        (Run(i, i + 1), Run(i, i + 1)) for i in range(4)
    ]
    assert min(link.confidence for link in links[:3]) > 0.9 > links[3].confidence
    assert {link.status for link in links} == {LinkStatus.AUTO}
    assert "the confidence is ours" in aligned.reason


def test_the_confidence_of_the_file_is_kept(tmp_path: Path) -> None:
    """A file that has figures of its own keeps them."""
    path = table(tmp_path / "t.tsv", "source\ttarget\tconfidence", "\t0.5")
    aligned = align_files(path, options=NAMED)
    assert {link.confidence for link in aligned.bitext.links} == {0.5}
    assert "links and confidence as" in aligned.reason


@pytest.mark.parametrize("options", [replace(NAMED, realign=True), replace(NAMED, mode="full")])
def test_aligned_again_when_asked_for(tmp_path: Path, options: AlignOptions) -> None:
    """--realign, or a mode, has the rows aligned as if they were sentences of two texts."""
    path = tmp_path / "t.tsv"
    slipped = [f"{s}\t{t}" for (s, _), (_, t) in zip(ROWS, (*ROWS[1:], ROWS[0]), strict=True)]
    path.write_text("\n".join(["English\t中文", *slipped]) + "\n", encoding="utf-8")
    kept = [(link.source, link.target) for link in align_files(path).bitext.links]
    again = [(link.source, link.target) for link in align_files(path, options=options).bitext.links]
    assert kept == [(Run(i, i + 1), Run(i, i + 1)) for i in range(4)]
    assert (Run(1, 2), Run(0, 1)) in again


def test_a_language_the_model_does_not_know(tmp_path: Path) -> None:
    """Such links are kept, and the program says that nobody scored them."""
    path = tmp_path / "t.tsv"
    path.write_text("Swahili\tEnglish\nHabari ya asubuhi\tGood morning\n", encoding="utf-8")
    aligned = align_files(path, options=AlignOptions(source_language="sw", target_language="en"))
    assert "not scored" in aligned.reason
    assert aligned.bitext.links[0].confidence == 1.0


def test_beads_between_two_texts(tmp_path: Path) -> None:
    """--links names a file of links; it needs both texts."""
    source, target, links = (tmp_path / name for name in ("a.en", "a.zh", "a.beads"))
    source.write_text("\n".join(s for s, _ in ROWS), encoding="utf-8")
    target.write_text("\n".join(t for _, t in ROWS), encoding="utf-8")
    links.write_text("[0, 1]:[0, 1]\n[2]:[2]\n[]:[3]\n[3]:[]\n", encoding="utf-8")
    options = replace(NAMED, links=str(links))
    found = align_files(source, target, options).bitext.links
    assert [(tuple(k.source.ids), tuple(k.target.ids)) for k in found] == [
        ((0, 1), (0, 1)), ((2,), (2,)), ((), (3,)), ((3,), ()),
    ]  # fmt: skip
    assert found[0].confidence > 0.5
    with pytest.raises(WrongUsageError, match="needs the two texts"):
        align_files(source, None, options)
    links.write_text("[9]:[0]\n", encoding="utf-8")
    with pytest.raises(UnreadableInputError, match="names sentence 9"):
        align_files(source, target, options)


@pytest.mark.parametrize("form", ["tmx", "xliff", "xliff2", "csv", "tsv", "xlsx"])
def test_what_we_export_comes_back_as_links(tmp_path: Path, form: str) -> None:
    """Export and align: the same pairs, no alignment in between."""
    bitext = align_files(table(tmp_path / "t.tsv")).bitext
    suffix = {"xliff": "xlf", "xliff2": "xlf"}.get(form, form)
    path = tmp_path / f"out.{suffix}"
    export_file(form, [bitext], path)
    again = align_files(path).bitext
    assert [(again.source_texts(k), again.target_texts(k)) for k in again.links] == [
        ([source], [target]) for source, target in ROWS
    ]


def test_decisions_stay_when_the_file_is_taken_again(tmp_path: Path) -> None:
    """A rejected link stays rejected, an accepted one accepted."""
    path = table(tmp_path / "t.tsv")
    with Project.create(tmp_path / "t.duizhao") as project:
        align_project(project, path)
        link = project.links("t")[3]
        with project.edit("reject") as edit:
            edit.change_link(link, replace(link, status=LinkStatus.REJECTED))
        align_project(project, path)
        assert [k.status.value for k in project.links("t")] == ["auto"] * 3 + ["rejected"]


def test_a_link_gives_way_to_that_of_a_person() -> None:
    """The sentences that such a link leaves over stay unpaired; every sentence is named once."""
    given = [Link(Run(i, i + 1), Run(i, i + 1), 0.9) for i in range(3)]
    decided = [Link(Run(0, 1), Run(1, 2), 1.0, LinkStatus.EDITED)]
    merged = merge_existing_links(decided, given)
    assert [(link.source, link.target, link.flags) for link in merged] == [
        (Run(0, 0), Run(0, 1), ("left-over",)),
        (Run(0, 1), Run(1, 2), ()),
        (Run(1, 2), Run(1, 1), ("left-over",)),
        (Run(2, 3), Run(2, 3), ()),
    ]


def test_many_links_are_scored_part_by_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every pair gets its own score, with progress reports; beyond a limit nothing is scored."""
    monkeypatch.setattr(existing_links, "_AT_ONCE", 3)
    told: list[tuple[str, int, int]] = []
    path = table(tmp_path / "t.tsv")
    aligned = align_files(path, progress=lambda *step: told.append(step))
    assert [link.confidence > 0.8 for link in aligned.bitext.links] == [True, True, True, False]
    assert [step for step in told if step[0] == "scoring"] == [("scoring", 0, 4), ("scoring", 2, 4)]
    monkeypatch.setattr(existing_links, "MOST_SCORED", 3)
    assert "not scored: more than 3 pairs" in align_files(path).reason
