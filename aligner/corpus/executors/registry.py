"""The table of executors, and what they share: how they are called, and failures of workers."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from traceback import format_exception
from typing import NoReturn, Protocol, Self, cast

from aligner.corpus.shard import CorpusJob, Finished
from aligner.errors import AlignerError, ModelUnavailableError, WrongUsageError

Done = Callable[[Finished], None]
"""Callback in the process of the command, once for each completed shard."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error that stops a worker, in a form that can be sent between processes."""

    message: str
    exit_code: int
    """The exit code of the error; 0 for a bug, whose message is a traceback."""

    @classmethod
    def of(cls, error: Exception) -> Self:
        """The failure that an error causes."""
        if isinstance(error, AlignerError):
            return cls(str(error), error.exit_code)
        return cls("".join(format_exception(error)), 0)

    @classmethod
    def loads(cls, text: str) -> Self:
        """The failure in JSON that `dumps` wrote."""
        return cls(**json.loads(text))

    def dumps(self) -> str:
        """The failure as JSON."""
        return json.dumps({"message": self.message, "exit_code": self.exit_code})

    def throw(self) -> NoReturn:
        """Raises the failure in the process of the command.

        Raises:
            AlignerError: The failure is an error with an exit code.
            RuntimeError: The failure is a bug.
        """
        if not self.exit_code:
            raise RuntimeError(f"A worker failed:\n{self.message}")
        if self.exit_code == ModelUnavailableError.exit_code:
            raise ModelUnavailableError(self.message)
        raise AlignerError(self.message)


class Execute(Protocol):
    """The function `execute` in the module of an executor."""

    def __call__(
        self, job: CorpusJob, shards: Iterable[int], *, workers: int | None, done: Done
    ) -> None:
        """Completes the shards in about this order.

        `workers` is the number of workers; None: as many as there are cores or GPUs.
        """


EXECUTORS = {
    "local": "aligner.corpus.executors.local",
    "ray": "aligner.corpus.executors.ray_cluster",
}
"""Name → module, imported on first use."""


def load_executor(name: str) -> Execute:
    """The executor of that name.

    Raises:
        WrongUsageError: There is no executor of that name.
    """
    if name not in EXECUTORS:
        raise WrongUsageError(f"There is no executor {name!r}. Use {' or '.join(EXECUTORS)}.")
    return cast("Execute", import_module(EXECUTORS[name]).execute)
