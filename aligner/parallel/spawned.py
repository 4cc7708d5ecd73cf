"""Processes started anew, with joblib: for systems that cannot fork.

joblib pickles what `work` refers to, and puts large arrays into files that all processes map into
memory. Unlike `multiprocessing`, it does not run the main script again in every process, so scripts
need no `if __name__ == "__main__":`. The processes stay for the next call.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")

_LARGE_ARRAY = 100_000
"""Bytes from which an array is shared through a file instead of a pipe."""
_IDLE = 30
"""Seconds after which a process without work ends; starting one takes about a second."""


def map_spawned(
    work: Callable[[Part], Result], parts: Sequence[Part], cores: int
) -> Iterator[Result]:
    """Yields `work(part)` for each part, in order, from spawned processes.

    Raises:
        BrokenProcessPool: A process was killed.
    """
    from joblib import Parallel, delayed, parallel_config

    with parallel_config(
        "loky", inner_max_num_threads=1, idle_worker_timeout=_IDLE, max_nbytes=_LARGE_ARRAY
    ):
        pool = Parallel(cores, return_as="generator", batch_size=1)
    yield from pool(delayed(work)(part) for part in parts)
