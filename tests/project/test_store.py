"""The project file keeps what it is given, and refuses what it must not touch."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.bitext import Bitext, Link, LinkStatus, Run, Side
from aligner.errors import ChangedElsewhereError, ProjectError
from aligner.project.schema import SCHEMA_VERSION
from aligner.project.store import Project
from aligner.term import Term, TermEvidence, TermStatus, Variant


def without_ids(links: tuple[Link, ...]) -> list[Link]:
    return [replace(link, id=0, version=0) for link in links]


def cut_second_sentence(project: Project) -> None:
    """Make "T" and "wo." of "Two."."""
    segment = project.bitext("essay").source_segments[1]
    with project.edit("cut") as edit:
        edit.split_segment(
            project.bitext_id("essay"),
            Side.SOURCE,
            segment,
            replace(segment, text="T", end=segment.start + 1),
            replace(segment, text="wo.", start=segment.start + 1),
        )


def test_bitext_comes_back_as_it_was_saved(path: Path, bitext: Bitext) -> None:
    """What is saved is read back equal, apart from the numbers of the rows."""
    with Project.create(path) as project:
        project.save_bitext(bitext, mode="full", reason="equal lengths")
    with Project.open(path) as project:
        read = project.bitext("essay")
        assert project.mode("essay") == ("full", "equal lengths")
    assert replace(read, links=()) == replace(bitext, links=())
    assert without_ids(read.links) == without_ids(bitext.links)


def test_aligning_again_keeps_number_note_and_bookmark(path: Path, bitext: Bitext) -> None:
    """A link between the same sentences keeps its row; the others are replaced."""
    with Project.create(path) as project:
        project.save_bitext(bitext)
        first = project.links("essay")[0]
        with project.edit("note") as edit:
            edit.change_link(first, replace(first, note="look again", bookmarked=True))
        changed = (
            replace(bitext.links[0], confidence=0.95),
            Link(Run(1, 3), Run(1, 3), 0.6),
        )
        project.save_bitext(replace(bitext, links=changed))
        links = project.links("essay")
    assert [(link.source, link.target, link.confidence) for link in links] == [
        (Run(0, 1), Run(0, 1), 0.95),
        (Run(1, 3), Run(1, 3), 0.6),
    ]
    assert (links[0].id, links[0].note, links[0].bookmarked) == (first.id, "look again", True)


def test_undo_goes_all_the_way_back_also_after_reopening(path: Path, bitext: Bitext) -> None:
    """Undo and redo walk the whole log, in another process as well."""
    with Project.create(path) as project:
        project.save_bitext(bitext)
        start = without_ids(tuple(project.links("essay")))
        for number in range(5):
            link = project.links("essay")[0]
            with project.edit(f"note {number}") as edit:
                edit.change_link(link, replace(link, note=f"note {number}"))
        end = without_ids(tuple(project.links("essay")))
    with Project.open(path) as project:
        undone = []
        while (summary := project.undo()) is not None:
            undone.append(summary)
        assert undone == [f"note {number}" for number in (4, 3, 2, 1, 0)]
        assert without_ids(tuple(project.links("essay"))) == start
        while project.redo() is not None:
            pass
        assert without_ids(tuple(project.links("essay"))) == end


def test_new_edit_after_undo_drops_the_redo(path: Path, bitext: Bitext) -> None:
    """What was undone cannot be redone after another edit."""
    with Project.create(path) as project:
        project.save_bitext(bitext)
        for note in ("first", "second"):
            link = project.links("essay")[0]
            with project.edit(note) as edit:
                edit.change_link(link, replace(link, note=note))
            if note == "first":
                project.undo()
        assert project.redo() is None
        assert project.links("essay")[0].note == "second"


def test_stale_edit_is_refused_and_changes_nothing(path: Path, bitext: Bitext) -> None:
    """Two windows: the second edit names a superseded version, and all of it is rolled back."""
    with Project.create(path) as one:
        one.save_bitext(bitext)
        with Project.open(path) as two:
            first, second = one.links("essay")[:2]
            with two.edit("other window") as edit:
                edit.change_link(second, replace(second, status=LinkStatus.ACCEPTED))
            with pytest.raises(ChangedElsewhereError), one.edit("stale") as edit:
                edit.change_link(first, replace(first, note="lost?"))
                edit.change_link(second, replace(second, note="mine"))
            links = two.links("essay")
    assert links[0].note == ""
    assert (links[1].status, links[1].note) == (LinkStatus.ACCEPTED, "")


def test_splitting_a_segment_renumbers_and_undoes(path: Path, bitext: Bitext) -> None:
    """A cut sentence moves all that follow; undo puts every number back."""
    with Project.create(path) as project:
        project.save_bitext(bitext)
        before = project.bitext("essay")
        cut_second_sentence(project)
        after = project.bitext("essay")
        assert [s.text for s in after.source_segments] == ["One.", "T", "wo.", "Three."]
        assert [s.index for s in after.source_segments] == [0, 1, 2, 3]
        assert [link.source for link in after.links] == [Run(0, 1), Run(1, 3), Run(3, 4)]
        project.undo()
        back = project.bitext("essay")
    assert back.source_segments == before.source_segments
    assert without_ids(back.links) == without_ids(before.links)


def test_cutting_a_sentence_moves_the_places_of_terms(path: Path, bitext: Bitext) -> None:
    """A term stays with its words: in the second half, in later sentences, and after undo."""
    seen = [("essay", 1, (0, 1)), ("essay", 1, (1, 3)), ("essay", 2, (0, 5)), ("other", 2, (0, 5))]
    evidence = tuple(TermEvidence(name, at, span, 1, (0, 1)) for name, at, span in seen)
    with Project.create(path) as project:
        project.save_bitext(bitext)
        project.save_terms([Term("t", "三", "en", "zh", 0.8, evidence=evidence)])
        cut_second_sentence(project)
        (cut,) = project.terms()
        assert [(e.source_segment, e.source_span) for e in cut.evidence] == [
            (1, (0, 1)),
            (2, (0, 2)),
            (3, (0, 5)),
            (2, (0, 5)),
        ]
        assert [e.target_segment for e in cut.evidence] == [1, 1, 1, 1]
        project.undo()
        assert project.terms()[0].evidence == evidence
        project.redo()
        assert project.terms()[0].evidence == cut.evidence


def test_decided_terms_survive_a_new_glossary(path: Path) -> None:
    """A new build replaces candidates and brings new counts to decided terms."""
    evidence = (TermEvidence("essay", 0, (0, 3), 0, (0, 1)),)
    term = Term("one", "一", "en", "zh", 0.8, count=1, target_variants=(Variant("壹", 1),))
    with Project.create(path) as project:
        project.save_terms([term, replace(term, source="two")])
        seen = next(t for t in project.terms() if t.source == "one")
        with project.edit("approve") as edit:
            edit.change_term(seen, replace(seen, status=TermStatus.APPROVED, note="yes"))
        project.save_terms([replace(term, count=7, confidence=0.1, evidence=evidence)])
        (kept,) = project.terms()
    assert (kept.status, kept.note, kept.confidence) == (TermStatus.APPROVED, "yes", 0.8)
    assert (kept.count, kept.evidence) == (7, evidence)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not a duizhao project"),
        (b"not a database at all", "is not a duizhao project"),
        (b"SQLite format 3\0" + b"\0" * 84, "not a duizhao project"),
    ],
)
def test_other_files_are_refused_and_left_alone(path: Path, content: bytes, sentence: str) -> None:
    """A file that is no project is named and stays as it is."""
    path.write_bytes(content)
    with pytest.raises(ProjectError, match=sentence):
        Project.open(path)
    assert path.read_bytes() == content


def test_missing_project_names_the_command(path: Path) -> None:
    """The sentence for a missing project says how to make one."""
    with pytest.raises(ProjectError, match="duizhao align"):
        Project.open(path)
    assert not path.exists()


def test_newer_project_is_refused_with_a_sentence(path: Path) -> None:
    """A project of a newer program is not touched."""
    Project.create(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="newer version of duizhao"):
        Project.open(path)
    assert path.read_bytes() == before


def test_damaged_project_is_reported(path: Path, bitext: Bitext) -> None:
    """A project with a hole in it is reported, never written over."""
    with Project.create(path) as project:
        project.save_bitext(bitext)
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(ProjectError, match="is damaged"), Project.open(path) as project:
        project.bitext("essay")
    assert path.read_bytes() == bytes(content)


def test_killed_while_saving_leaves_the_old_state(path: Path, bitext: Bitext) -> None:
    """SIGKILL in the middle of an edit: the file opens and is as before."""
    with Project.create(path) as project:
        project.save_bitext(bitext)
    script = textwrap.dedent(
        f"""
        import os, signal
        from dataclasses import replace
        from pathlib import Path
        from aligner.project.store import Project
        with Project.open(Path({str(path)!r})) as project:
            with project.edit("half") as edit:
                for link in project.links("essay"):
                    edit.change_link(link, replace(link, note="half"))
                os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    run = subprocess.run([sys.executable, "-c", script], check=False)
    assert run.returncode == -signal.SIGKILL
    with Project.open(path) as project:
        assert [link.note for link in project.links("essay")] == ["", "", ""]
        assert project.check() == []


def test_migrations_bring_an_empty_database_up_to_date() -> None:
    """Walking from the oldest schema to the newest gives the version that the program expects."""
    from aligner.project.schema import migrate

    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    migrate(connection)
