"""Work on the parts of one long text on all cores: processes that share what is in memory.

The steps of the alignment are made of many small ones that hold the interpreter, so threads would
wait for each other. Forked processes see everything that is in memory without copying it; only the
results come back through a pipe. Where processes cannot be forked, the parts are done one after the
other, with the same results.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from aligner.errors import AlignerError
from aligner.parallel.cores import THREAD_VARIABLES, count_workers

Part = TypeVar("Part")
Result = TypeVar("Result")

_PATIENCE = 2.0
"""Seconds to wait for a thread to end before forking is given up."""
_PR_SET_PDEATHSIG = 1
"""From <sys/prctl.h>."""

_work: Callable[[Any], Any] | None = None
_parts: Sequence[Any] = ()


def parallel_map(
    work: Callable[[Part], Result], parts: Sequence[Part], *, parallel: bool
) -> Iterator[Result]:
    """`work` of each part, in order; in processes of their own, a core each, if `parallel`.

    What `work` changes in memory is lost then.
    """
    cores = min(count_workers(), len(parts))
    if not parallel or cores < 2 or not _can_fork():
        yield from map(work, parts)
        return
    global _work, _parts  # what the forked processes find
    before = _work, _parts
    _work, _parts = work, parts
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(cores, context, initializer=_begin, initargs=(os.getpid(),))
    try:
        yield from pool.map(_do, range(len(parts)))
    except BrokenProcessPool as error:
        raise _KilledError from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        _work, _parts = before


def _do(number: int) -> Any:
    assert _work
    return _work(_parts[number])


def _begin(parent: int) -> None:
    """The first thing a process does."""
    # Ctrl-C reaches the whole group; the parent decides what happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
    _die_with_parent(parent)


def _die_with_parent(parent: int) -> None:
    """Have the system end this process when its parent is killed without a chance to do so."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(1)


def _can_fork() -> bool:
    """Whether nothing but this thread would be missing in a forked process."""
    if sys.platform != "linux" or multiprocessing.current_process().daemon:
        return False
    others = [t for t in threading.enumerate() if t is not threading.current_thread()]
    if not any(thread.daemon for thread in others):
        # Those that load the model are about to end, and what they load is needed here anyway.
        for thread in others:
            thread.join(_PATIENCE)
    return threading.active_count() == 1


class _KilledError(AlignerError):
    def __init__(self) -> None:
        super().__init__(
            "A process that worked on a part of the text was killed, most likely because the "
            "memory is full. Close other programs, or type OMP_NUM_THREADS=1 before the command: "
            "one process takes longer and less memory."
        )
