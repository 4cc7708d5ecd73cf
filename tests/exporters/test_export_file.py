"""Every format keeps the same promises."""

from dataclasses import replace
from pathlib import Path

import pytest

from aligner.errors import OutputError, WrongUsageError
from aligner.exporters.export_file import export_file
from aligner.exporters.formats import FORMATS
from aligner.exporters.options import ExportOptions
from tests.exporters.awkward import awkward_bitext, one_to_one

TIMED = {"srt", "vtt"}
"""Formats that need the times of subtitles."""
NAMES = sorted(set(FORMATS.names) - TIMED)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.*"))}


@pytest.mark.parametrize("form", NAMES)
def test_same_input_gives_same_bytes(form: str, tmp_path: Path) -> None:
    """No clock, no random order and no path of this machine gets into a file."""
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        export_file(form, [awkward_bitext()], tmp_path / folder / "out.x")
    assert files_in(tmp_path / "one") == files_in(tmp_path / "two")
    assert files_in(tmp_path / "one")


@pytest.mark.parametrize("form", NAMES)
def test_report_names_the_files_that_are_there(form: str, tmp_path: Path) -> None:
    """The report says what was written and where."""
    bitext = one_to_one(["A.", "B."], ["甲。", "乙。"])
    report = export_file(form, [bitext], tmp_path / f"out{FORMATS.get(form).suffix}")
    assert report.written == 2
    assert sorted(report.files) == sorted(str(p) for p in tmp_path.iterdir())


@pytest.mark.parametrize("form", NAMES)
def test_nothing_is_overwritten_unasked(form: str, tmp_path: Path) -> None:
    """A second export to the same place is refused, and allowed with force."""
    target = tmp_path / f"out{FORMATS.get(form).suffix}"
    export_file(form, [awkward_bitext()], target)
    before = files_in(tmp_path)
    with pytest.raises(OutputError, match="--force"):
        export_file(form, [one_to_one(["A"], ["甲"])], target)
    assert files_in(tmp_path) == before
    export_file(form, [one_to_one(["A"], ["甲"])], target, force=True)
    assert files_in(tmp_path) != before


@pytest.mark.parametrize("form", NAMES)
def test_one_file_a_pair(form: str, tmp_path: Path) -> None:
    """--per-pair writes a file (or a set) for each pair of documents, named after it."""
    names = ["a/b: c", "a_b_c", "../../x", "对照"]
    bitexts = [one_to_one(["A."], ["甲。"], name=name) for name in names]
    report = export_file(form, bitexts, tmp_path / "out", ExportOptions(pooled=False))
    assert report.written == 4
    assert all(Path(file).parent == tmp_path / "out" for file in report.files)
    assert len(set(report.files)) == len(report.files) >= 4


@pytest.mark.parametrize("form", NAMES)
def test_forbidden_characters_never_break_an_export(form: str, tmp_path: Path) -> None:
    """Control characters and broken surrogates in any text are removed and counted."""
    bitext = one_to_one(["a\x00\ud800b\x0b"], ["甲\uffff"], name="n\x01\ud800")
    link = replace(bitext.links[0], note="\x02\ufffe", flags=("name: \ud801\x03",))
    bitext = replace(
        bitext,
        links=(link,),
        source=replace(bitext.source, origin="o\ud800\x04.txt"),
    )
    report = export_file(form, [bitext], tmp_path / "out.x")
    assert report.removed_characters >= 4


def test_unknown_format_is_named(tmp_path: Path) -> None:
    """The refusal lists the formats there are."""
    with pytest.raises(WrongUsageError, match="tmx"):
        export_file("doc", [], tmp_path / "out.doc")


@pytest.mark.parametrize("form", NAMES)
def test_no_folder_of_the_user_gets_out(form: str, tmp_path: Path) -> None:
    """Files name the texts, not the folders they lie in."""
    bitext = one_to_one(["A."], ["甲。"])
    document = replace(bitext.source, origin="/home/ann-secret/a.txt")
    export_file(form, [replace(bitext, source=document)], tmp_path / "out.x")
    assert not any(b"ann-secret" in content for content in files_in(tmp_path).values())
