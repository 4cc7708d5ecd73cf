"""Forked processes give what one process gives."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from aligner.alignment.engine import Sentences, align
from aligner.alignment.features import encode_pair as evidence
from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.errors import AlignerError
from aligner.parallel.processes import parallel_map


@pytest.fixture
def forking() -> None:
    """A process with threads is never forked, and earlier tests leave some behind."""
    if threading.active_count() > 1:
        pytest.skip("runs in the process that the last test starts")


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "2")


@pytest.mark.usefixtures("forking")
def test_results_come_in_order_from_other_processes() -> None:
    """What a process sees is what was in memory; what comes back is in the order of the parts."""
    parts = list(range(20))
    found = list(parallel_map(lambda part: (part * part, os.getpid()), parts, parallel=True))
    assert [square for square, _ in found] == [part * part for part in parts]
    assert os.getpid() not in {process for _, process in found}


@pytest.mark.parametrize("threads", ["1", "2"])
def test_no_process_where_none_is_wanted(threads: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One core, one part, or a caller that does not ask: the work stays in this process."""
    monkeypatch.setenv("OMP_NUM_THREADS", threads)
    parts = [1] if threads == "2" else [1, 2, 3]
    assert set(parallel_map(lambda _: os.getpid(), parts, parallel=True)) == {os.getpid()}
    assert set(parallel_map(lambda _: os.getpid(), [1, 2], parallel=False)) == {os.getpid()}


@pytest.mark.usefixtures("forking")
def test_a_killed_process_is_an_error_that_says_so() -> None:
    """A process that the system kills does not leave the command waiting."""

    def die(part: int) -> None:
        if part == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(AlignerError, match="OMP_NUM_THREADS=1"):
        list(parallel_map(die, range(5), parallel=True))


@pytest.mark.usefixtures("forking")
def test_an_error_in_a_part_is_the_error() -> None:
    """An error in another process is raised here."""
    with pytest.raises(ZeroDivisionError):
        list(parallel_map(lambda part: 1 // part, [2, 1, 0, 1], parallel=True))


@pytest.mark.usefixtures("forking")
def test_links_do_not_depend_on_the_number_of_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process and two give the same links with the same confidences."""
    monkeypatch.setattr(evidence, "_LARGE", 1)
    monkeypatch.setattr(evidence, "_BLOCK", 7)
    monkeypatch.setattr(evidence, "_WORDS", 50)
    english = [f"The year {i} brought {i * 7} ships, and nobody asked why." for i in range(40)]
    chinese = [f"第{i}年来了{i * 7}艘船，没有人问为什么。" for i in range(40)]
    sides = Sentences(tuple(english), "en"), Sentences(tuple(chinese), "zh")
    apart = align(*sides, EmbeddedEncoder(), mode="full")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert align(*sides, EmbeddedEncoder(), mode="full") == apart


def test_all_this_in_a_process_without_threads() -> None:
    """What is left out above runs in a pytest of its own."""
    if threading.active_count() == 1:
        pytest.skip("the tests above ran here")
    words = [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", __file__]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
