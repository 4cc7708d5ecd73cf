"""Processes forked from this one: they see everything in memory without copying it.

Only the results come back through a pipe. Linux only: elsewhere forking is missing (Windows) or
unsafe (macOS, whose system libraries start threads).
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from aligner.parallel.cores import THREAD_VARIABLES

Part = TypeVar("Part")
Result = TypeVar("Result")

_PATIENCE = 2.0
"""Seconds to wait for a thread to end before forking is given up."""
_PR_SET_PDEATHSIG = 1
"""From <sys/prctl.h>."""

_work: Callable[[Any], Any] | None = None
_parts: Sequence[Any] = ()


def can_fork() -> bool:
    """Whether a forked process would lack nothing: on Linux, when this is the only thread."""
    if sys.platform != "linux":
        return False
    others = [t for t in threading.enumerate() if t is not threading.current_thread()]
    if not any(thread.daemon for thread in others):
        # Those that load the model are about to end, and what they load is needed here anyway.
        for thread in others:
            thread.join(_PATIENCE)
    return threading.active_count() == 1


def map_forked(
    work: Callable[[Part], Result], parts: Sequence[Part], cores: int
) -> Iterator[Result]:
    """Yields `work(part)` for each part, in order, from forked processes.

    Raises:
        BrokenProcessPool: A process was killed.
    """
    global _work, _parts  # where the forked processes find them
    before = _work, _parts
    _work, _parts = work, parts
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(cores, context, initializer=_begin, initargs=(os.getpid(),))
    try:
        yield from pool.map(_do, range(len(parts)))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        _work, _parts = before


def _do(number: int) -> Any:
    assert _work
    return _work(_parts[number])


def _begin(parent: int) -> None:
    """Prepares a forked process for work."""
    # Ctrl-C reaches the whole group; the parent decides what happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
    _die_with_parent(parent)


def _die_with_parent(parent: int) -> None:
    """Has the system end this process when its parent is killed without a chance to do so."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(1)
