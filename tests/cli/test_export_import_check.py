"""`duizhao export`, `import` and `check` as a user runs them."""

import json
from pathlib import Path

import openpyxl
import pytest

from aligner.bitext import Link, LinkStatus, Run
from aligner.exporters.formats import FORMATS
from aligner.project.store import Project
from tests.cli.conftest import Duizhao
from tests.samples import make_bitext

LINKS = (
    Link(Run(0, 1), Run(0, 1), 0.9),
    Link(Run(1, 2), Run(1, 2), 0.4),
    Link(Run(2, 3), Run(2, 2), 0.9),
    Link(Run(3, 4), Run(2, 3), 0.2, LinkStatus.ACCEPTED),
    Link(Run(4, 5), Run(3, 4), 0.9, LinkStatus.REJECTED),
)
SOURCE = ["It has 200 warheads.", "Peace now.", "Alone.", "The end.", "Wrong."]
TARGET = ["它有2000枚弹头。", "现在要和平。", "完。", "错。"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "essay.duizhao"
    with Project.create(path) as opened:
        opened.save_bitext(make_bitext(SOURCE, TARGET, LINKS))
        opened.save_bitext(make_bitext(["B."], ["乙。"], LINKS[:1], name="second"))
    return path


ENDINGS = sorted(ending for form in FORMATS for ending in form.chosen_by)
TIMED = {".srt", ".vtt"}
"""Endings of formats that need the times of subtitles."""


def test_help_names_every_format(duizhao: Duizhao) -> None:
    """The formats of --help are those of the table, and no ending means two of them."""
    words = "".join(duizhao("export", "--help").stdout.split())
    assert "|".join(FORMATS.names) in words
    assert len(set(ENDINGS)) == len(ENDINGS)


@pytest.mark.parametrize("suffix", sorted(set(ENDINGS) - TIMED))
def test_the_name_of_the_file_says_the_format(
    suffix: str, project: Path, tmp_path: Path, duizhao: Duizhao
) -> None:
    """Each ending gives its format, without --format."""
    target = tmp_path / f"out{suffix}"
    done = duizhao("export", project, "--pair", "essay", "-o", target)
    assert done.returncode == 0, done.stderr
    assert target.stat().st_size > 0
    assert "links written to" in done.stderr


def test_what_is_left_out_is_said(project: Path, tmp_path: Path, duizhao: Duizhao) -> None:
    """Options leave links out, and the command says how many and why, on stderr."""
    done = duizhao("export", project, "--format", "tsv", "--min-confidence", "0.8", "--skip-empty")
    lines = done.stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == [
        "source",
        "It has 200 warheads.",
        "The end.",
        "B.",
    ]
    for reason in ("below the confidence", "rejected in review", "without a counterpart"):
        assert f"1 link left out: {reason}" in done.stderr


def test_statuses_are_chosen_by_name(project: Path, duizhao: Duizhao) -> None:
    """--status takes names with commas; another name is wrong usage."""
    chosen = duizhao("export", project, "--format", "tsv", "--status", "accepted,rejected")
    assert [line.split("\t")[3] for line in chosen.stdout.splitlines()[1:]] == [
        "accepted",
        "rejected",
    ]
    wrong = duizhao("export", project, "--format", "tsv", "--status", "good")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "accepted" in wrong.stderr


def test_a_file_for_each_pair(project: Path, tmp_path: Path, duizhao: Duizhao) -> None:
    """Beads of several pairs need a file each; the refusal says so, the option does it."""
    refused = duizhao("export", project, "--format", "beads")
    assert refused.returncode == 2
    assert "--per-pair" in refused.stderr
    done = duizhao("export", project, "--format", "beads", "--per-pair", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["essay.beads", "second.beads"]


def test_nothing_is_overwritten_unasked(project: Path, tmp_path: Path, duizhao: Duizhao) -> None:
    """Without a person to ask, an existing file is kept, also where a format writes several."""
    for form, name in (("csv", "a.csv"), ("moses", "a.en")):
        (tmp_path / name).write_text("mine", encoding="utf-8")
        target = tmp_path / "a.csv" if form == "csv" else tmp_path / "a"
        done = duizhao("export", project, "--format", form, "-o", target)
        assert done.returncode != 0
        assert "--force" in done.stderr
        assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
        assert duizhao("export", project, "--format", form, "-o", target, "--force").returncode == 0


def test_missing_folder_is_one_sentence(project: Path, tmp_path: Path, duizhao: Duizhao) -> None:
    """An output that cannot be written is exit 1 and one line."""
    done = duizhao("export", project, "-o", tmp_path / "no" / "a.tmx")
    assert done.returncode == 1
    assert "does not exist" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_sheet_goes_out_and_comes_back(project: Path, tmp_path: Path, duizhao: Duizhao) -> None:
    """Export, review in a spreadsheet, import: the preview first, then the changes."""
    sheet = tmp_path / "review.xlsx"
    duizhao("export", project, "-o", sheet)
    book = openpyxl.load_workbook(sheet)
    book["Pairs"]["E3"] = "reject"
    book.save(sheet)
    shown = duizhao("import", project, sheet, "--dry-run")
    assert "row 3 (essay 2): auto → rejected" in shown.stdout
    with Project.open(project) as opened:
        assert opened.links("essay")[1].status is LinkStatus.AUTO
    done = duizhao("import", project, sheet, "--json")
    assert json.loads(done.stdout)["changes"][0]["status"] == ["auto", "rejected"]
    with Project.open(project) as opened:
        assert opened.links("essay")[1].status is LinkStatus.REJECTED
    again = duizhao("import", project, sheet)
    assert again.returncode == 0
    assert "0 changes" in again.stderr


def test_check_reports_and_keeps_its_findings(project: Path, duizhao: Duizhao) -> None:
    """Findings are data on stdout, with places in JSON, and flags in the project."""
    done = duizhao("check", project)
    assert done.stdout.startswith("essay 1: the numbers differ (200 / 2000)")
    with Project.open(project) as opened:
        assert opened.links("essay")[0].flags == ("number: 200 / 2000",)
    (finding,) = json.loads(duizhao("check", project, "--json").stdout)["findings"]
    assert finding["places"][0] == {"side": "source", "segment": 0, "start": 7, "end": 10}


def test_check_fails_under_a_threshold(project: Path, duizhao: Duizhao) -> None:
    """--fail-under is exit 5; --only leaves the other checks out; an unknown one is refused."""
    assert duizhao("check", project, "--fail-under", "0.9", "--no-save").returncode == 5
    assert duizhao("check", project, "--fail-under", "0.5", "--no-save").returncode == 0
    only = duizhao("check", project, "--only", "date,length", "--fail-under", "1", "--no-save")
    assert (only.returncode, only.stdout) == (0, "")
    assert duizhao("check", project, "--only", "spelling").returncode == 2
    with Project.open(project) as opened:
        assert opened.links("essay")[0].flags == ()
