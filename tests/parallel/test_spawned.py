"""Spawned processes, as on Windows and macOS, give what one process gives."""

import os
import signal
from collections.abc import Iterator

import numpy as np
import pytest

from aligner.alignment.engine import Sentences, align
from aligner.alignment.features import encode_pair
from aligner.encoders.cached import CachedEncoder, MemoryStore
from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.errors import AlignerError
from aligner.parallel import processes
from aligner.parallel.processes import parallel_map


@pytest.fixture(autouse=True)
def _spawning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    monkeypatch.setattr(processes, "can_fork", lambda: False)


@pytest.fixture(autouse=True, scope="module")
def _stop_processes() -> Iterator[None]:
    yield
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True)


def test_results_come_in_order_from_other_processes() -> None:
    """A closure takes along what it refers to; what comes back is in the order of the parts."""
    numbers = np.arange(100_000)
    parts = list(range(20))
    found = list(parallel_map(lambda part: (int(numbers[part]), os.getpid()), parts, parallel=True))
    assert [number for number, _ in found] == parts
    assert os.getpid() not in {process for _, process in found}


def test_an_error_in_a_part_is_the_error() -> None:
    """An error in another process is raised here."""
    with pytest.raises(ZeroDivisionError):
        list(parallel_map(lambda part: 1 // part, [2, 1, 0, 1], parallel=True))


def test_a_killed_process_is_an_error_that_says_so() -> None:
    """A process that the system kills does not leave the command waiting."""

    def die(part: int) -> None:
        if part == 3:
            os.kill(os.getpid(), signal.SIGTERM)

    with pytest.raises(AlignerError, match="OMP_NUM_THREADS=1"):
        list(parallel_map(die, range(5), parallel=True))


@pytest.mark.parametrize("mode", ["full", "auto"])
def test_links_do_not_depend_on_the_number_of_cores(
    mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process and two give the same links with the same confidences."""
    monkeypatch.setattr(encode_pair, "_LARGE", 1)
    monkeypatch.setattr(encode_pair, "_BLOCK", 7)
    monkeypatch.setattr(encode_pair, "_WORDS", 50)
    english = [f"The year {i} brought {i * 7} ships, and nobody asked why." for i in range(40)]
    chinese = [f"第{i}年来了{i * 7}艘船，没有人问为什么。" for i in range(40)]
    sides = Sentences(tuple(english), "en"), Sentences(tuple(chinese), "zh")
    encoder = CachedEncoder(EmbeddedEncoder(), MemoryStore())
    from_two = align(*sides, encoder, mode=mode)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert align(*sides, encoder, mode=mode) == from_two
