"""The spreadsheet and the Word table, opened by other programs."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings

from aligner.bitext import Bitext, LinkStatus
from aligner.exporters.export_file import export_file
from aligner.exporters.options import DEFAULT_EXPORT, ExportOptions
from aligner.exporters.review_sheet import LONGEST_CELL, cell_text, is_cut, unpack_numbers
from aligner.exporters.selection import select_pairs
from tests.exporters.awkward import awkward_bitext, bitexts, one_to_one


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@settings(deadline=None, max_examples=20)
@given(bitext=bitexts())
def test_sheet_is_read_back(folder: Path, bitext: Bitext) -> None:
    """Law: openpyxl reads numbers, texts, confidences, decisions and notes as they were."""
    export_file("xlsx", [bitext], folder / "a.xlsx", force=True)
    book = openpyxl.load_workbook(folder / "a.xlsx")
    rows = list(book["Pairs"].iter_rows(min_row=2, values_only=True))
    pairs = select_pairs([bitext], DEFAULT_EXPORT).pairs
    assert [(row[0], row[1] or "", row[2] or "", row[6] or "") for row in rows] == [
        (p.number, cell_text(p.source_sentences), cell_text(p.target_sentences), p.note)
        for p in pairs
    ]
    (_, kept), *more = book["duizhao"].iter_rows(values_only=True)
    assert kept == "1"
    numbers = ",".join(str(row[1]) for row in more)
    assert unpack_numbers(numbers) == {pair.number for pair in pairs}


def test_only_what_may_change_is_unlocked(tmp_path: Path) -> None:
    """Texts, decision and note can be edited; number, confidence and version are locked."""
    export_file("xlsx", [one_to_one(["A."], ["甲。"])], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Pairs"]
    assert sheet.protection.sheet
    unlocked = [cell.column_letter for cell in sheet[2] if not cell.protection.locked]
    assert unlocked == ["B", "C", "E", "G"]
    assert sheet.data_validations.dataValidation[0].formula1 == '"accept,reject"'
    assert sheet.column_dimensions["I"].hidden


def test_cells_are_never_formulas(tmp_path: Path) -> None:
    """A text that begins with an equals sign stays a text."""
    export_file("xlsx", [one_to_one(["=1+1"], ["=SUM(A1)"])], tmp_path / "a.xlsx")
    row = openpyxl.load_workbook(tmp_path / "a.xlsx")["Pairs"][2]
    assert [(cell.value, cell.data_type) for cell in row[1:3]] == [("=1+1", "s"), ("=SUM(A1)", "s")]


def test_too_long_a_text_is_cut_and_marked() -> None:
    """Excel's limit of a cell is kept, and the cut can be recognised."""
    assert len(cell_text(["x" * 40_000])) == LONGEST_CELL
    assert is_cut(cell_text(["x" * 40_000]))
    assert not is_cut(cell_text(["x" * 30_000]))


@settings(deadline=None, max_examples=20)
@given(bitext=bitexts())
def test_word_table_is_read_back(folder: Path, bitext: Bitext) -> None:
    """Law: python-docx reads the texts of every row as they were, line breaks as line feeds."""
    export_file("docx", [bitext], folder / "a.docx", force=True)
    (table,) = docx.Document(str(folder / "a.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    pairs = select_pairs([bitext], DEFAULT_EXPORT).pairs
    assert [row[:3] for row in rows] == [
        [
            str(p.number),
            *(t.replace("\r\n", "\n").replace("\r", "\n") for t in (p.source, p.target)),
        ]
        for p in pairs
    ]


def test_word_remarks(tmp_path: Path) -> None:
    """The last column holds confidence, decision, reasons in words and the note."""
    bitext = one_to_one(["A."], ["甲。"])
    link = replace(
        bitext.links[0], status=LinkStatus.ACCEPTED, flags=("number: 1 / 2",), note="see p. 3"
    )
    export_file("docx", [replace(bitext, links=(link,))], tmp_path / "a.docx")
    (table,) = docx.Document(str(tmp_path / "a.docx")).tables
    assert table.rows[1].cells[3].text == "0.90\naccepted\nthe numbers differ (1 / 2)\nsee p. 3"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_libreoffice_opens_it(form: str, tmp_path: Path) -> None:
    """LibreOffice opens the file and makes a PDF of it."""
    path = tmp_path / f"a.{form}"
    everything = ExportOptions(statuses=frozenset(LinkStatus), title="对照 <&>")
    export_file(form, [awkward_bitext()], path, everything)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
