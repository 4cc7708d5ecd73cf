"""What holds for every command: help, streams, quiet, version, the module as a command."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from aligner.project.store import Project
from tests.cli.conftest import ESSAY, Duizhao

COMMANDS = [
    "demo",
    "align",
    "review",
    "export",
    "import",
    "check",
    "find",
    "info",
    "evaluate",
    "models",
    "vacuum",
    "glossary build",
    "glossary export",
    "glossary check",
    "corpus align",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_leads_with_an_example(duizhao: Duizhao, command: str) -> None:
    """Every command's help shows how it is typed."""
    done = duizhao(*command.split(), "--help")
    assert done.returncode == 0
    assert f"duizhao {command}" in done.stdout


def test_version(duizhao: Duizhao) -> None:
    """The version on stdout."""
    assert duizhao("--version").stdout.startswith("duizhao ")


def test_no_heavy_import_for_help() -> None:
    """Help imports neither numpy nor polars, torch, jieba or a web server."""
    code = (
        "import sys; sys.argv = ['duizhao', '--help']\n"
        "from aligner.cli.app import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'polars', 'torch', 'jieba', 'nltk', 'lxml', 'starlette', 'ray'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_default_path_never_imports_torch() -> None:
    """Aligning with the embedded model needs neither torch nor sentence-transformers."""
    code = (
        "import sys\n"
        "from aligner import align_documents\n"
        f"align_documents({str(ESSAY)!r})\n"
        "print(sorted({'torch', 'sentence_transformers', 'ray'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("before", [True, False])
def test_quiet_stands_before_or_behind_the_command(
    duizhao: Duizhao, tmp_path: Path, before: bool
) -> None:
    """`duizhao --quiet align …` and `duizhao align … --quiet` both leave stderr empty."""
    words = ["align", str(ESSAY), "-o", str(tmp_path / "essay.duizhao")]
    done = duizhao(*(["--quiet", *words] if before else [*words, "--quiet"]))
    assert done.returncode == 0
    assert done.stderr == ""


def test_info_tells_what_is_in_a_project(duizhao: Duizhao, project: Path) -> None:
    """`info` for a person and for a program."""
    assert "tong-zhao-essay" in duizhao("info", project).stdout
    values = json.loads(duizhao("info", project, "--json").stdout)
    assert values["pairs"][0]["documents"][1]["language"] == "zh"
    assert values["damage"] == []


def test_find_shows_both_sides(duizhao: Duizhao, project: Path) -> None:
    """A word of either language, with its counterpart."""
    hits = json.loads(duizhao("find", project, "核武库", "--json").stdout)
    assert any("nuclear arsenal" in hit["there"] for hit in hits)
    assert duizhao("--quiet", "find", project, "nosuchword").stderr == ""


def test_vacuum_makes_the_file_smaller(duizhao: Duizhao, project: Path, tmp_path: Path) -> None:
    """Dropping the vectors gives room back."""
    copy = tmp_path / "copy.duizhao"
    shutil.copy(project, copy)
    with Project.open(copy) as opened:
        opened.vectors.put_many("a", {i.to_bytes(4): np.ones(512, np.float16) for i in range(200)})
    size = copy.stat().st_size
    assert duizhao("vacuum", "--vectors", copy).returncode == 0
    assert copy.stat().st_size < size - 200_000


def test_a_closed_pipe_is_no_error() -> None:
    """`duizhao … | head -1` ends quietly."""
    done = subprocess.run(
        f"{sys.executable} -m aligner align {ESSAY} --format table | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == ""


def test_demo_runs_the_main_job(duizhao: Duizhao, tmp_path: Path) -> None:
    """The demo writes TMX, CSV and a report, and its glossary holds the expected pairs."""
    done = duizhao("demo")
    assert done.returncode == 0, done.stderr
    written = {path.name for path in (tmp_path / "duizhao-demo").iterdir()}
    assert {
        "tong-zhao-essay.tmx",
        "pairs.csv",
        "glossary.csv",
        "glossary.tmx",
        "report.html",
    } <= written
    rows = (tmp_path / "duizhao-demo" / "glossary.csv").read_text(encoding="utf-8").splitlines()
    assert 60 <= len(rows) - 1 <= 150
    first = {tuple(row.lower().split(",")[:2]) for row in rows[1:61]}
    assert {
        ("nuclear arsenal", "核武库"),
        ("geopolitical leverage", "地缘政治影响力"),
        ("unilateral measures", "自主措施"),
        ("nuclear strategy", "核战略"),
        ("security interests", "安全利益"),
        ("nuclear policy", "核政策"),
        ("military advantage", "军事优势"),
        ("washington", "华盛顿"),
        ("tong zhao", "赵通"),
    } <= first
    assert duizhao("demo").returncode == 2
    assert duizhao("demo", "--force").returncode == 0
