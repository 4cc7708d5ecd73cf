"""`duizhao review`: what it refuses, and that its server starts and stops as a command."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from aligner.project.store import Project
from aligner.review.server import PortTakenError, listen
from tests.cli.conftest import Duizhao
from tests.review.sample_projects import make_large, save_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project."""
    return save_project(tmp_path / "p.duizhao", make_large(6))


def start(*arguments: str | Path) -> tuple["subprocess.Popen[str]", str]:
    """The running command and the address it printed."""
    command = [sys.executable, "-m", "aligner", "review", "--no-browser", *map(str, arguments)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ})
    assert process.stderr
    line = process.stderr.readline()
    found = re.search(r"http://\S+", line)
    assert found, line + process.stderr.read()
    return process, found[0]


def stop(process: "subprocess.Popen[str]") -> int:
    """End it as Ctrl+C does."""
    process.send_signal(signal.SIGINT)
    code = process.wait(30)
    assert process.stderr
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    return code


def test_it_serves_until_it_is_interrupted(project: Path) -> None:
    """The address is printed, the page answers, Ctrl+C ends it without a traceback."""
    process, address = start(project)
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
    assert stop(process) in {0, 130}


def test_an_open_address_needs_a_token(project: Path) -> None:
    """One is made up and printed; without it nothing is shown."""
    process, address = start(project, "--host", "0.0.0.0")
    try:
        assert "?token=" in address
        port = re.search(r":(\d+)/", address)
        assert port
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port[1]}/")
        assert refused.value.code == 401
        refused.value.close()
    finally:
        stop(process)


def test_a_short_token_is_wrong_usage(duizhao: Duizhao, project: Path) -> None:
    """It could be guessed."""
    done = duizhao("review", project, "--token", "abc", "--no-browser")
    assert done.returncode == 2
    assert "12 characters" in done.stderr


def test_the_terminal_review_needs_a_terminal(duizhao: Duizhao, project: Path) -> None:
    """In a pipe there is nobody to press keys."""
    done = duizhao("review", project, "--terminal")
    assert done.returncode == 2
    assert "terminal" in done.stderr


def test_an_empty_project_says_what_to_do(duizhao: Duizhao, tmp_path: Path) -> None:
    """Nothing to review yet."""
    Project.create(tmp_path / "empty.duizhao").close()
    done = duizhao("review", "empty.duizhao", "--no-browser")
    assert done.returncode == 2
    assert "duizhao align" in done.stderr


def test_a_missing_project_is_named(duizhao: Duizhao) -> None:
    """With the command that makes one."""
    done = duizhao("review", "nowhere.duizhao", "--no-browser")
    assert done.returncode == 3
    assert "nowhere.duizhao" in done.stderr


def test_a_taken_port_is_named() -> None:
    """The person asked for it; another one would surprise."""
    with listen("127.0.0.1", 0) as taken:
        number = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match="--port"):
            listen("127.0.0.1", number)


def test_without_a_wish_any_port_will_do() -> None:
    """Two reviews at the same time."""
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        assert first.getsockname()[1] != second.getsockname()[1]
