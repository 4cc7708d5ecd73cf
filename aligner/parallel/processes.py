"""Works on the parts of one long text in several processes, a core each.

The steps of the alignment consist of many small ones that hold the interpreter lock, so threads
would wait for each other. On Linux the processes are forked; on Windows and macOS, and where this
process has threads, they are spawned.

Measured on two cores with 7,354 × 9,900 sentences, full alignment, memory of all processes together
(one or two runs each while little else ran): one process 66 s and 0.55 GB, forked ones 33 and 52 s
and 0.89 GB, spawned ones 38 and 43 s and 1.08 GB, all with the same links. Forked ones use 13 % and
spawned ones 25 % more processor time than one process (medians of four).

Delete me and use `map`, and everything is correct and slower.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from aligner.errors import AlignerError
from aligner.parallel.cores import count_workers
from aligner.parallel.forked import can_fork, map_forked
from aligner.parallel.spawned import map_spawned

Part = TypeVar("Part")
Result = TypeVar("Result")


def parallel_map(
    work: Callable[[Part], Result], parts: Sequence[Part], *, parallel: bool
) -> Iterator[Result]:
    """Yields `work(part)` for each part, in order; computed in several processes if `parallel`.

    What `work` changes in memory is lost then. It must be possible to pickle the parts, the
    results, and what `work` refers to (closures may refer to anything of that kind).

    Raises:
        AlignerError: A process was killed, most likely for lack of memory.
    """
    cores = min(count_workers(), len(parts))
    if not parallel or cores < 2 or multiprocessing.current_process().daemon:
        yield from map(work, parts)
        return
    try:
        yield from (map_forked if can_fork() else map_spawned)(work, parts, cores)
    except BrokenProcessPool as error:
        raise _KilledError from error


class _KilledError(AlignerError):
    def __init__(self) -> None:
        super().__init__(
            "A process that worked on a part of the text was killed, most likely because the "
            "memory is full. Close other programs, or type OMP_NUM_THREADS=1 before the command: "
            "one process takes longer and less memory."
        )
