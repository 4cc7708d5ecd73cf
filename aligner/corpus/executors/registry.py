"""Who does the shards: processes on this machine, or a Ray cluster."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from traceback import format_exception
from typing import NoReturn, Protocol, Self, cast

from aligner.corpus.shard import CorpusJob, Finished
from aligner.errors import AlignerError, ModelUnavailableError, WrongUsageError

Done = Callable[[Finished], None]
"""Called in the process of the command, once for each shard that is done."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a worker could not go on with, in a form that travels between processes."""

    message: str
    exit_code: int
    """0 for a bug of ours; its message is a traceback."""

    @classmethod
    def of(cls, error: Exception) -> Self:
        """What is to be said of an error."""
        if isinstance(error, AlignerError):
            return cls(str(error), error.exit_code)
        return cls("".join(format_exception(error)), 0)

    @classmethod
    def loads(cls, text: str) -> Self:
        """The failure that `dumps` made a text of."""
        return cls(**json.loads(text))

    def dumps(self) -> str:
        """The failure as JSON."""
        return json.dumps({"message": self.message, "exit_code": self.exit_code})

    def throw(self) -> NoReturn:
        """Raise it where the command runs."""
        if not self.exit_code:
            raise RuntimeError(f"A worker failed:\n{self.message}")
        if self.exit_code == ModelUnavailableError.exit_code:
            raise ModelUnavailableError(self.message)
        raise AlignerError(self.message)


class Execute(Protocol):
    """What the module of an executor holds, as `execute`."""

    def __call__(
        self, job: CorpusJob, shards: Iterable[int], *, workers: int | None, done: Done
    ) -> None:
        """Do the shards in about this order.

        `workers` is how many work at once; None: as many as there are cores or GPUs.
        """


EXECUTORS = {
    "local": "aligner.corpus.executors.local",
    "ray": "aligner.corpus.executors.ray_cluster",
}
"""Name → module, imported on first use."""


def load_executor(name: str) -> Execute:
    """The executor of that name; WrongUsageError when there is none."""
    if name not in EXECUTORS:
        raise WrongUsageError(f"There is no executor {name!r}. Use {' or '.join(EXECUTORS)}.")
    return cast("Execute", import_module(EXECUTORS[name]).execute)
