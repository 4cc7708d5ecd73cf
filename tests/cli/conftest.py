"""Fixtures that run the command as a user does: in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ESSAY = ROOT / "seeds" / "tong-zhao-essay.txt"

Done = subprocess.CompletedProcess[str]
Duizhao = Callable[..., Done]


@pytest.fixture
def duizhao(tmp_path: Path) -> Duizhao:
    """Run `duizhao` with arguments in an empty folder."""

    def run(*arguments: str | Path, stdin: bytes | None = None) -> Done:
        environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100"}
        done = subprocess.run(
            [sys.executable, "-m", "aligner", *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=120,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A short text and its translation, complete and in the same order."""
    folder = tmp_path_factory.mktemp("pair")
    source, target = folder / "talks.en.txt", folder / "talks.zh.txt"
    source.write_text(
        "The talks began on Monday. Both sides spoke about nuclear weapons for 3 hours.\n\n"
        "Nobody expected a result. In the evening the ministers went home.\n",
        encoding="utf-8",
    )
    target.write_text(
        "会谈于星期一开始。双方就核武器问题谈了3个小时。\n\n没有人期待结果。晚上部长们回家了。\n",
        encoding="utf-8",
    )
    return source, target


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The essay as a project, aligned once for all tests; copy it before writing to it."""
    from aligner.pipeline import align_project
    from aligner.project.store import Project

    path = tmp_path_factory.mktemp("project") / "essay.duizhao"
    with Project.create(path) as project:
        align_project(project, ESSAY)
    return path
