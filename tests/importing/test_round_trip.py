"""A reviewed file comes back, changes and nothing else."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from aligner.bitext import Bitext, Link, LinkStatus, Run
from aligner.errors import ChangedElsewhereError, UnreadableInputError, WrongUsageError
from aligner.exporters.export_file import export_file
from aligner.exporters.options import ExportOptions
from aligner.importing.applying import apply_changes
from aligner.importing.comparing import Preview, preview_changes
from aligner.importing.registry import read_reviewed
from aligner.project.store import Project
from tests.exporters.awkward import bitexts
from tests.samples import make_bitext

EVERYTHING = ExportOptions(statuses=frozenset(LinkStatus))
FORMATS = ["xlsx", "csv", "tsv", "tmx"]


def exported(project: Project, form: str, options: ExportOptions = EVERYTHING) -> Path:
    path = project.path.with_name(f"review.{form}")
    export_file(form, project.bitexts(), path, options, force=True)
    return path


def preview_of(project: Project, path: Path) -> Preview:
    return preview_changes(read_reviewed(path), project.bitexts())


def without_versions(bitext: Bitext) -> Bitext:
    return replace(bitext, links=tuple(replace(link, version=0) for link in bitext.links))


def edit_sheet(path: Path, edit: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(path)
    edit(book["Pairs"])
    book.save(path)


def reviewed_sheet(project: Project, edit: Callable[[Any], None]) -> Preview:
    """The preview after a person edited the sheet. Rows 2 to 5 are the links 1 to 4."""
    path = exported(project, "xlsx")
    edit_sheet(path, edit)
    return preview_of(project, path)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "options", [EVERYTHING, ExportOptions(excel=True), ExportOptions(to_script="traditional")]
)
def test_nothing_edited_is_nothing_changed(
    form: str, options: ExportOptions, project: Project
) -> None:
    """A file that nobody touched asks for no change, in whatever way it was exported."""
    preview = preview_of(project, exported(project, form, options))
    assert (preview.changes, preview.problems, preview.missing) == ((), (), ())
    assert preview.unchanged == (3 if form == "tmx" else 4)


@pytest.mark.parametrize("form", FORMATS)
@settings(deadline=None, max_examples=15)
@given(bitext=bitexts())
def test_no_text_is_taken_for_an_edit(
    form: str, tmp_path_factory: pytest.TempPathFactory, bitext: Bitext
) -> None:
    """Law: whatever the words, an untouched file asks for no change."""
    folder = tmp_path_factory.mktemp("law")
    links = tuple(replace(link, id=place) for place, link in enumerate(bitext.links, start=1))
    bitext = replace(bitext, links=links)
    path = folder / f"a.{form}"
    export_file(form, [bitext], path, EVERYTHING)
    preview = preview_changes(read_reviewed(path), [bitext])
    assert (preview.changes, preview.problems) == ((), ())


def test_what_looks_like_an_escape_comes_back_as_it_was(tmp_path: Path) -> None:
    """A sheet writes `_x0041_` as `_x005F_x0041_`; nobody edited it."""
    links = (Link(Run(0, 1), Run(0, 1), 0.9),)
    with Project.create(tmp_path / "escapes.duizhao") as project:
        project.save_bitext(make_bitext(["see _x0041_ and _x000D_"], ["见 _x0041_"], links))
        assert preview_of(project, exported(project, "xlsx")).changes == ()


def test_decisions_and_notes_are_taken(project: Project) -> None:
    """The drop-down and the note column come back as status and note."""

    def edit(sheet: Any) -> None:
        sheet["E2"], sheet["G2"] = "accept", "good"
        sheet["E3"], sheet["G3"] = "reject", None
        sheet["E5"] = None

    preview = reviewed_sheet(project, edit)
    apply_changes(project, preview, "import")
    links = project.links("essay")
    assert [(link.status.value, link.note) for link in links] == [
        ("accepted", "good"),
        ("rejected", ""),
        ("auto", ""),
        ("auto", ""),
    ]
    assert [change.words for change in preview.changes] == [
        "auto → accepted; note: good",
        "auto → rejected; note removed",
        "accepted → auto",
    ]


def test_edited_words_are_taken_sentence_by_sentence(project: Project) -> None:
    """Only the sentence that was rewritten changes; its words before are kept."""

    def edit(sheet: Any) -> None:
        assert sheet["C3"].value == "他来了。\n她走了。"
        sheet["C3"] = "他来了。\n她已经走了。"

    preview = reviewed_sheet(project, edit)
    (change,) = preview.changes
    assert change.words == "auto → edited; target: 她走了。 → 她已经走了。"
    apply_changes(project, preview, "import")
    segments = project.bitext("essay").target_segments
    assert (segments[2].text, segments[2].original) == ("她已经走了。", "她走了。")
    assert segments[1].original is None


def test_lines_run_together_are_cut_again(project: Project) -> None:
    """A person who joined the lines of a cell loses no border between sentences."""

    def edit(sheet: Any) -> None:
        sheet["B3"] = "Then he came. And she left!"

    (change,) = reviewed_sheet(project, edit).changes
    assert [new.text for new in change.texts] == ["Then he came.", "And she left!"]


def test_one_import_is_one_undo(project: Project) -> None:
    """All changes of an import are taken back at once."""
    before = without_versions(project.bitext("essay"))

    def edit(sheet: Any) -> None:
        sheet["E2"], sheet["E3"], sheet["B2"] = "accept", "reject", "Fish and chips."

    apply_changes(project, reviewed_sheet(project, edit), "import review.xlsx")
    assert without_versions(project.bitext("essay")) != before
    assert project.undo() == "import review.xlsx"
    assert without_versions(project.bitext("essay")) == before


def test_rows_may_stand_in_any_order(project: Project) -> None:
    """A sorted sheet says the same."""

    def edit(sheet: Any) -> None:
        sheet["E2"] = "accept"
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value

    preview = reviewed_sheet(project, edit)
    assert [(c.before.id, c.after.status.value) for c in preview.changes] == [(1, "accepted")]
    assert preview.problems == ()


def test_deleted_rows_change_nothing_and_are_counted(project: Project) -> None:
    """A removed row is understood as "no change"."""
    preview = reviewed_sheet(project, lambda sheet: sheet.delete_rows(3))
    assert (preview.changes, preview.problems, preview.missing) == ((), (), (2,))


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ({"B7": "New.", "C7": "新。"}, "row 7 is left out: it has no number"),
        ({"A3": 1}, r"row 3 is left out: it has the same number \(1\) as row 2"),
        ({"A3": 99}, "row 3 is left out: the project has no pair number 99"),
        ({"E2": "maybe"}, "row 2 is left out: its decision 'maybe'"),
        ({"B2": None}, "row 2 is left out: its source was emptied"),
        ({"C4": "新。"}, "row 4 is left out: its target has no sentence"),
        ({"E4": "reject"}, "row 4 is left out: a row without a counterpart"),
        ({"E2": "accept", "I2": 7}, "row 2 is left out: the pair was changed in the project"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(
    edits: dict[str, Any], words: str, project: Project
) -> None:
    """Rows added, doubled, emptied or out of date are named, and nothing of them is taken."""

    def edit(sheet: Any) -> None:
        for cell, value in edits.items():
            sheet[cell] = value

    preview = reviewed_sheet(project, edit)
    assert preview.changes == ()
    (problem,) = preview.problems
    assert re.match(words, problem)


def test_stale_only_matters_where_something_changes(project: Project) -> None:
    """A pair that was decided in the meantime is no problem where the file says nothing new."""
    path = exported(project, "xlsx")
    (first, *_) = project.links("essay")
    with project.edit("meanwhile") as edit:
        edit.change_link(first, replace(first, bookmarked=True))
    preview = preview_of(project, path)
    assert (preview.changes, preview.problems) == ((), ())


def test_change_between_preview_and_import_is_refused(project: Project) -> None:
    """What changed after the preview is never overwritten, and nothing else is changed either."""
    preview = reviewed_sheet(project, lambda sheet: sheet.__setitem__("E2", "reject"))
    (first, *_) = project.links("essay")
    with project.edit("meanwhile") as edit:
        edit.change_link(first, replace(first, note="mine"))
    with pytest.raises(ChangedElsewhereError):
        apply_changes(project, preview, "import")
    assert project.links("essay")[0].status is LinkStatus.AUTO


def test_edits_of_converted_text_are_not_taken(project: Project) -> None:
    """Traditional characters of an export never get into a project of Simplified text."""
    path = exported(project, "xlsx", ExportOptions(to_script="traditional"))

    def edit(sheet: Any) -> None:
        sheet["C2"], sheet["E2"], sheet["C3"] = "魚與薯條！", "accept", "他來了。\n她先走了。"

    edit_sheet(path, edit)
    preview = preview_of(project, path)
    assert [change.words for change in preview.changes] == ["auto → accepted"]
    assert "--to-script" in preview.notes[0]


def test_table_with_semicolons(project: Project) -> None:
    """Excel in many countries writes a CSV with semicolons and a byte order mark."""
    path = exported(project, "csv")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    rows[1][3] = "accepted"
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(rows)
    path.write_text("\ufeff" + out.getvalue(), encoding="utf-8")
    preview = preview_of(project, path)
    assert [change.words for change in preview.changes] == ["auto → accepted"]
    assert preview.problems == ()


def test_memory_from_another_tool(project: Project) -> None:
    """A unit without our tuid is known by its source; its new translation is taken."""
    path = exported(project, "tmx")
    text = path.read_text(encoding="utf-8")
    text = text.replace('tuid="essay-000001"', "").replace("鱼和薯条。", "炸鱼薯条。")
    path.write_text(text, encoding="utf-8")
    (change,) = preview_of(project, path).changes
    assert change.words == "auto → edited; target: 鱼和薯条。 → 炸鱼薯条。"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\x00", b"PK\x03\x04 broken", b"<tmx", b"a,b\n1,2"]
)
def test_other_files_are_refused(form: str, content: bytes, tmp_path: Path) -> None:
    """Whatever the file is, the refusal is one sentence that names it."""
    path = tmp_path / f"x.{form}"
    path.write_bytes(content)
    with pytest.raises(UnreadableInputError, match=f"x.{form}"):
        read_reviewed(path)


def test_unknown_ending_is_named(tmp_path: Path) -> None:
    """The refusal lists the endings that can be read."""
    with pytest.raises(WrongUsageError, match=r"\.xlsx, \.csv"):
        read_reviewed(tmp_path / "a.docx")
