"""A project that version 0.1.0 wrote opens, says what it said, and can be worked on.

The file was made by commit 974305a from a text of our own: fourteen English and twelve Chinese
sentences, decisions of every kind, a glossary with an approved and a forbidden term, five edits of
which the newest is undone.
"""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from aligner import read_project
from aligner.bitext import LinkStatus
from aligner.exporters.export_file import export_file
from aligner.pipeline import realign
from aligner.project.store import Project
from aligner.term import TermStatus

WRITTEN = Path(__file__).parents[1] / "cases" / "project" / "written-by-0.1.0.duizhao"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A copy to work on."""
    return Path(shutil.copy(WRITTEN, tmp_path / "old.duizhao"))


def test_everything_is_there(path: Path) -> None:
    """Texts, links with their decisions, notes, flags and bookmarks, and terms."""
    contents = read_project(path)
    bitext = contents.bitext
    assert bitext.name == "lighthouse.en – lighthouse.zh"
    assert (len(bitext.source_segments), len(bitext.target_segments)) == (14, 12)
    assert Counter(link.status for link in bitext.links) == {
        LinkStatus.AUTO: 9,
        LinkStatus.ACCEPTED: 2,
        LinkStatus.EDITED: 1,
        LinkStatus.REJECTED: 1,
    }
    assert [link.note for link in bitext.links if link.note] == [
        "checked against the plaque",
        "says something else",
    ]
    assert [link.flags for link in bitext.links if link.flags] == [("number: 142 / 124",)]
    assert sum(link.bookmarked for link in bitext.links) == 1
    assert [s.text for s in bitext.target_segments if s.original] == ["1964年,油灯换成了电灯。"]
    decided = {(term.source, term.status) for term in contents.glossary} - {
        (term.source, TermStatus.CANDIDATE) for term in contents.glossary
    }
    assert decided == {("lighthouse", TermStatus.APPROVED), ("ships", TermStatus.FORBIDDEN)}


def test_undo_and_redo_go_on(path: Path) -> None:
    """The undone edit can be made again, and all of them undone."""
    with Project.open(path) as project:
        assert project.redo()
        assert project.redo() is None
        undone = 0
        while project.undo():
            undone += 1
        assert undone == 5


def test_aligning_again_keeps_every_decision(path: Path) -> None:
    """What was accepted, edited and rejected is as it was."""
    with Project.open(path) as project:
        name = project.names()[0]
        before = [k for k in project.links(name) if k.status is not LinkStatus.AUTO]
        realign(project, name)
        after = [k for k in project.links(name) if k.status is not LinkStatus.AUTO]
    assert [(k.source, k.target, k.status, k.note) for k in after] == [
        (k.source, k.target, k.status, k.note) for k in before
    ]


@pytest.mark.parametrize("form", ["tmx", "csv", "jsonl", "xliff", "xlsx", "docx", "html"])
def test_it_can_be_exported(path: Path, tmp_path: Path, form: str) -> None:
    """All links that were not rejected leave it."""
    contents = read_project(path)
    report = export_file(form, contents.bitexts, tmp_path / f"out.{form}")
    assert report.written + report.left_out.get("empty", 0) == 12
