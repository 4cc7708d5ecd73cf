"""Every export is read back by the program it is for, or by the nearest reader there is."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from glossary.exporters.export_terms import export_terms, render
from glossary.exporters.formats import FORMATS
from glossary.exporters.options import TermOptions, TermSelection
from glossary.exporters.table import COLUMNS
from tests.glossary.samples import CASES, export_bitext, make_terms

PAIRS = [("nuclear policy", "核政策"), ("arms & control", "军备 <控制>")]


def select() -> TermSelection:
    """The sample terms, ready to be written."""
    return TermSelection(make_terms(), TermOptions(), [export_bitext()])


def rows_of(form: str, delimiter: str) -> list[list[str]]:
    """The table of a format, read by the standard library."""
    return list(
        csv.reader(io.StringIO(render(form, select()).decode("utf-8")), delimiter=delimiter)
    )


@pytest.mark.parametrize("form", FORMATS.names)
def test_same_terms_give_the_same_bytes(form: str) -> None:
    """An export depends on nothing but the terms."""
    assert render(form, select()) == render(form, select())


@pytest.mark.parametrize("form", FORMATS.names)
def test_rejected_terms_are_never_written(form: str) -> None:
    """What a person rejected stays out of every format."""
    content = render(form, select())
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    assert "去掉".encode() not in content


@pytest.mark.parametrize("form", FORMATS.names)
def test_an_empty_glossary_is_a_sound_file(form: str, tmp_path: Path) -> None:
    """No terms are not an error."""
    report = export_terms(form, [], tmp_path / "empty")
    assert report.written == 0


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_table_has_the_master_header_and_safe_cells(form: str, delimiter: str) -> None:
    """The columns of the design, most certain first; no cell begins a formula; one row a term."""
    header, *rows = rows_of(form, delimiter)
    assert tuple(header) == COLUMNS
    assert ",".join(COLUMNS) == (
        "source,target,source_lang,target_lang,confidence,count,source_count,target_count,pos,"
        "status,variants,note,example_source,example_target"
    )
    assert [row[0] for row in rows] == [
        "nuclear policy", "arms & control", "nuclear policy", "'=1+1", "tab here",
    ]  # fmt: skip
    assert rows[0][12:] == ["Nuclear policy is discussed.", "讨论核政策。"]
    assert not any(cell[:1] in set("=+-@") for row in rows for cell in row)


def test_csv_is_read_by_translate_toolkit() -> None:
    """The localisation world's CSV reader finds source and target."""
    from translate.storage.csvl10n import csvfile

    store = csvfile(io.BytesIO(render("csv", select())))
    assert [(unit.source, unit.target) for unit in store.units][:2] == PAIRS


def test_tmx_is_read_by_translate_toolkit() -> None:
    """Escaping and languages survive."""
    from translate.storage.tmx import tmxfile

    store = tmxfile.parsestring(render("tmx", select()))  # type: ignore[no-untyped-call]
    assert [(unit.source, unit.target) for unit in store.units][:2] == PAIRS


def test_tbx2_is_read_by_translate_toolkit() -> None:
    """The older TBX, which OmegaT takes, has one term a side in every entry."""
    from translate.storage.tbx import tbxfile

    store = tbxfile.parsestring(render("tbx2", select()))  # type: ignore[no-untyped-call]
    store.setsourcelanguage("en-US")
    store.settargetlanguage("zh-CN")
    assert [(unit.source, unit.target) for unit in store.units][:2] == PAIRS


def test_tbx_has_the_structure_of_iso_30042() -> None:
    """Namespace, order of elements, categories and picklists are those of TBX-Basic."""
    schema = etree.RelaxNG(etree.parse(CASES / "tbx-basic.rng"))
    document = etree.fromstring(render("tbx", select()))
    schema.assertValid(document)


def test_tbx_gathers_the_renderings_of_a_concept() -> None:
    """A forbidden rendering is written beside the right one, marked as deprecated."""
    document = etree.fromstring(render("tbx", select()))
    first = document.find(".//{*}conceptEntry")
    assert first is not None
    assert [element.text for element in first.iter("{*}term")] == [
        "nuclear policy", "核政策", "原子政策",
    ]  # fmt: skip
    notes = [e.text for e in first.iter("{*}termNote") if e.get("type") == "administrativeStatus"]
    assert notes == ["deprecatedTerm-admn-sts"]


def test_xlsx_is_read_by_openpyxl() -> None:
    """Numbers are numbers, and text that begins with = is text."""
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(render("xlsx", select()))).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == list(COLUMNS)
    assert rows[1][4].value == 0.93
    formula = rows[4][0]
    assert (formula.value, formula.data_type) == ("=1+1", "s")


def test_json_holds_everything() -> None:
    """Evidence and variants are there."""
    terms = json.loads(render("json", select()))["terms"]
    assert terms[0]["target_variants"] == [{"text": "核方针", "count": 2}]
    assert terms[0]["evidence"][0]["target_span"] == [2, 5]


def test_deepl_accepts_the_glossary() -> None:
    """DeepL's own client finds no duplicate, empty or forbidden entry."""
    from deepl.util import convert_csv_to_dict

    entries = convert_csv_to_dict(render("deepl", select()).decode("utf-8"))
    assert next(iter(entries.items())) == PAIRS[1]  # approved first
    assert entries["nuclear policy"] == "核政策"


def test_deepl_leaves_out_what_deepl_refuses() -> None:
    """Long terms, further renderings and forbidden ones are counted, not written."""
    from dataclasses import replace

    first = make_terms()[0]
    terms = [first, replace(first, target="另", confidence=0.1), replace(first, source="长" * 400)]
    selection = TermSelection([*terms, make_terms()[2]], TermOptions(), [])
    assert render("deepl", selection).decode() == "nuclear policy,核政策\n"
    assert selection.left_out == {"forbidden": 1, "too-long": 1, "duplicate": 1}


def test_azure_is_two_plain_columns() -> None:
    """Tabs between, no header, no quotes."""
    rows = [line.split("\t") for line in render("azure", select()).decode().splitlines()]
    assert rows[:2] == [["arms & control", "军备 <控制>"], ["nuclear policy", "核政策"]]
    assert all(len(row) == 2 for row in rows)


def test_google_is_two_columns_without_header() -> None:
    """The first line is an entry already."""
    assert rows_of("google", ",")[0] == list(PAIRS[1])


def test_omegat_reads_its_glossary() -> None:
    """OmegaT's rule: skip # lines, split at tabs, no quoting; two or three columns."""
    lines = render("omegat", select()).decode().splitlines()
    assert lines[0] == "# -*- coding: utf-8 -*-"
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["nuclear policy", "核政策", "also: 核方针"]
    assert rows[2][2] == "FORBIDDEN"
    assert all(len(row) == 3 for row in rows)


def test_memoq_maps_columns_by_language_names() -> None:
    """Semicolons; the header names the languages as memoQ does."""
    header, *rows = rows_of("memoq", ";")
    assert header == ["Entry_Note", "English", "Chinese (PRC)"]
    assert rows[1] == ['said "so"; domain: disarmament', "arms & control", "军备 <控制>"]


def test_weblate_csv_is_read_by_translate_toolkit() -> None:
    """Weblate reads CSV with the translate-toolkit; candidates are marked fuzzy."""
    from translate.storage.csvl10n import csvfile

    store = csvfile(io.BytesIO(render("weblate", select())))
    units = [unit for unit in store.units if unit.source != "source"]
    assert [(unit.source, unit.target) for unit in units][:2] == PAIRS
    assert [unit.isfuzzy() for unit in units][:2] == [True, False]


def test_anki_reads_its_header() -> None:
    """Header lines first; as many columns as they say; ids that stay the same."""
    lines = render("anki", select()).decode().splitlines()
    head = dict(line[1:].split(":", 1) for line in lines if line.startswith("#"))
    assert head["separator"] == "tab"
    assert head["tags column"] == "7"
    rows = list(csv.reader(lines[len(head) :], delimiter="\t"))
    assert all(len(row) == len(head["columns"].split("\t")) for row in rows)
    assert rows[1][1:3] == list(PAIRS[1])
    assert rows[1][5] == 'said "so"; domain: disarmament'
    assert len({row[0] for row in rows}) == len(rows)


def test_options_leave_out_and_say_so(tmp_path: Path) -> None:
    """Confidence counts for candidates only; the report names each reason."""
    report = export_terms(
        "csv", make_terms(), tmp_path / "g.csv", TermOptions(min_confidence=0.6, limit=2)
    )
    assert report.written == 2
    assert report.left_out == {"status": 1, "confidence": 2, "limit": 1}
    assert all(isinstance(sentence, str) for sentence in report.sentences())
