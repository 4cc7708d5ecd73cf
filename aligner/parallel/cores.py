"""How many cores there are for us, and one thread for each worker on its core.

Four threads a process on two busy cores cost a factor of forty in matrix products; processes with
one thread each cost nothing.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "RAYON_NUM_THREADS",
    "POLARS_MAX_THREADS",
)
_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def available_cores() -> int:
    """Cores this process may use: what the scheduler and the container's quota leave it."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(there or 1, _container_quota() or there or 1))


def count_workers() -> int:
    """How many parts to work on at once: the cores there are, or what OMP_NUM_THREADS says.

    Corpus workers, Ray and job schedulers give each process its share that way.
    """
    given = os.environ.get("OMP_NUM_THREADS", "")
    return int(given) if given.isdecimal() and int(given) else available_cores()


def one_blas_thread() -> AbstractContextManager[Any]:
    """Matrix products on one thread: many small ones are slower on several.

    Looking for the libraries takes milliseconds, so that is done once; numpy must be imported.
    """
    limit: AbstractContextManager[Any] = _libraries().limit(limits=1, user_api="blas")
    return limit


@lru_cache(maxsize=1)
def _libraries() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Processes started inside have one thread in every numeric library."""
    before = {name: os.environ.get(name) for name in THREAD_VARIABLES}
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _container_quota() -> int | None:
    """Cores a container may use by its cgroup (version 2), rounded up; None without a limit."""
    try:
        quota, period = _QUOTA.read_text().split()
        return None if quota == "max" else -(-int(quota) // int(period))
    except (OSError, ValueError):
        return None
