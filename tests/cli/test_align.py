"""`duizhao align` on the client's essay and on a plain pair."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aligner.project.store import Project
from tests.cli.conftest import ESSAY, Duizhao

EXCERPT = (
    "A close assessment",
    "Rather, Chinese leaders",
    "Beijing’s objections",
    "Washington must understand",
)


def test_the_excerpt_is_linked_to_both_occurrences_and_nothing_else(duizhao: Duizhao) -> None:
    """Four sentences, each twice, at .8 or more; no commentary above .5."""
    done = duizhao("align", ESSAY, "--format", "jsonl")
    links = [json.loads(line) for line in done.stdout.splitlines()]
    sure = [link for link in links if link["source_ids"] and link["target_ids"]]
    for start in EXCERPT:
        found = [link for link in sure if link["source"].startswith(start)]
        assert len(found) == 2, start
        assert all(link["confidence"] >= 0.8 for link in found), found
        assert len({link["target"] for link in found}) == 1 or start == EXCERPT[0]
    text = ESSAY.read_text(encoding="utf-8")
    announced = text.index("Carter Center China Focus")
    for link in sure:
        if not link["source"].startswith(EXCERPT) and link["source_spans"][0][0] > announced + 300:
            assert link["confidence"] <= 0.5 or "near-copy" in str(link["flags"]), link


def test_a_full_pair_is_aligned_in_full_mode(duizhao: Duizhao, pair: tuple[Path, Path]) -> None:
    """Two complete texts: one to one, and the beads say so."""
    done = duizhao("align", *pair, "--format", "beads")
    assert [line.rsplit(":", 1)[0] for line in done.stdout.splitlines()] == [
        f"[{i}]:[{i}]" for i in range(4)
    ]


def test_same_input_same_bytes(duizhao: Duizhao) -> None:
    """Two runs print the same."""
    runs = [duizhao("align", ESSAY, "--format", "jsonl").stdout for _ in range(2)]
    assert runs[0] == runs[1]


def test_standard_input_is_read(duizhao: Duizhao) -> None:
    """`-` is standard input."""
    done = duizhao("align", "-", "--format", "tsv", stdin=ESSAY.read_bytes())
    assert done.returncode == 0
    assert "核武库" in done.stdout


def test_the_summary_names_the_next_command(duizhao: Duizhao, tmp_path: Path) -> None:
    """After aligning a person knows what was found and what to type."""
    done = duizhao("align", ESSAY, "-o", "essay.duizhao")
    assert done.returncode == 0
    assert "found a counterpart" in done.stdout
    assert "below 0.8" in done.stdout
    assert "duizhao review essay.duizhao" in done.stdout
    assert not list(tmp_path.glob("*.partial"))


def test_summary_as_json(duizhao: Duizhao) -> None:
    """`--json` gives the summary's figures."""
    values = json.loads(duizhao("align", ESSAY, "--json").stdout)
    assert values["source"]["language"] == "en"
    assert values["mode"] == "excerpt"


def test_aligning_again_keeps_decisions(duizhao: Duizhao, tmp_path: Path) -> None:
    """What a person decided stays, and so does the number of the link."""
    from dataclasses import replace

    from aligner.bitext import LinkStatus

    duizhao("align", ESSAY, "-o", "essay.duizhao")
    path = tmp_path / "essay.duizhao"
    with Project.open(path) as project:
        name = project.names()[0]
        link = next(project.bitext(name).linked())
        with project.edit("reject") as edit:
            edit.change_link(link, replace(link, status=LinkStatus.REJECTED, note="no"))
    done = duizhao("align", ESSAY, "-o", "essay.duizhao")
    assert done.returncode == 0, done.stderr
    with Project.open(path) as project:
        kept = next(row for row in project.links(name) if row.id == link.id)
        assert (kept.status, kept.note) == (LinkStatus.REJECTED, "no")


def test_killed_half_way_the_next_run_goes_on(pair: tuple[Path, Path], tmp_path: Path) -> None:
    """SIGKILL while aligning: no project under its name, and the same command then works."""
    command = [sys.executable, "-m", "aligner", "align", str(ESSAY), "-o", "essay.duizhao"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "essay.duizhao.partial").exists() and time.monotonic() < deadline:
            time.sleep(0.005)
        process.kill()
    assert not (tmp_path / "essay.duizhao").exists()
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "essay.duizhao").exists()


def test_ctrl_c_leaves_130_and_no_project(tmp_path: Path) -> None:
    """Interrupted: exit code 130, a sentence, nothing half-written."""
    big = tmp_path / "big.txt"
    big.write_text(ESSAY.read_text(encoding="utf-8") * 20, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "aligner", "align", str(big), "-o", "big.duizhao"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "big.duizhao.partial").exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(0.1)
    os.kill(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Interrupted" in errors
    assert not (tmp_path / "big.duizhao").exists()


@pytest.mark.parametrize("form", ["summary", "table", "beads", "jsonl", "tsv"])
def test_every_format_prints(duizhao: Duizhao, pair: tuple[Path, Path], form: str) -> None:
    """Each format gives data on stdout and nothing else."""
    done = duizhao("--quiet", "align", *pair, "--format", form)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("\n")
    assert done.stderr == ""
