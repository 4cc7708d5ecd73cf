"""Who does the shards: processes on this machine, or a Ray cluster."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Protocol, cast

from aligner.corpus.shard import Finished, Job
from aligner.errors import WrongUsageError

Done = Callable[[Finished], None]
"""Called in the process of the command, once for each shard that is done."""


class Execute(Protocol):
    """What the module of an executor holds, as `execute`."""

    def __call__(self, job: Job, shards: Iterable[int], *, workers: int | None, done: Done) -> None:
        """Do the shards in about this order.

        `workers` is how many work at once; None: as many as there are cores or GPUs.
        """


EXECUTORS = {
    "local": "aligner.corpus.local",
    "ray": "aligner.corpus.ray_cluster",
}
"""Name → module, imported on first use."""


def load_executor(name: str) -> Execute:
    """The executor of that name; WrongUsageError when there is none."""
    if name not in EXECUTORS:
        raise WrongUsageError(f"There is no executor {name!r}. Use {' or '.join(EXECUTORS)}.")
    return cast("Execute", import_module(EXECUTORS[name]).execute)
