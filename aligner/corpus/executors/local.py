"""The executor on this machine: one process a core, one thread a process.

Each worker gets its next shard when it has completed the last one, so large and small shards even
out and nothing queues up. A worker that dies is replaced and its shard is repeated.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from aligner.corpus.executors.registry import Done, Failure
from aligner.corpus.shard import CorpusJob, Finished, ShardWorker
from aligner.errors import AlignerError
from aligner.parallel.cores import available_cores, one_thread_each

# A fresh interpreter for each worker: forking a process that has threads (BLAS, polars) can hang.
_SPAWN = get_context("spawn")

_MOST_LOST_STARTS = 3
"""Consecutive workers that die before their first result, after which the run is given up."""


class WorkersDieError(AlignerError):
    """The workers die before they complete a shard."""

    def __init__(self) -> None:
        super().__init__(
            "The workers die as soon as they start. Is there enough memory? Use fewer --workers."
        )


def execute(job: CorpusJob, shards: Iterable[int], *, workers: int | None, done: Done) -> None:
    """Completes the shards with `workers` processes.

    Raises:
        AlignerError: A worker cannot continue: the model is missing, or the disk is full.
    """
    waiting = deque(shards)
    if not waiting:
        return
    number = min(workers or _default_workers(job), len(waiting))
    with one_thread_each():
        team = {i: _Worker(job, i) for i in range(number)}
        try:
            _hand_out(job, team, waiting, done)
        finally:
            for worker in team.values():
                worker.stop()


def _hand_out(job: CorpusJob, team: "dict[int, _Worker]", waiting: deque[int], done: Done) -> None:
    lost = 0
    for worker in team.values():
        worker.give(waiting.popleft())
    while team:
        by_connection = {worker.connection: i for i, worker in team.items()}
        for connection in wait(list(by_connection)):
            i = by_connection[connection]  # type: ignore[index]  # wait's type names what it may take
            worker = team[i]
            result = worker.result()
            if result is None:
                lost += 1
                if lost > _MOST_LOST_STARTS and not worker.has_worked:
                    raise WorkersDieError
                waiting.appendleft(worker.shard)
                worker.stop()
                team[i] = worker = _Worker(job, i)
            elif isinstance(result, Failure):
                result.throw()
            else:
                lost = 0
                done(result)
            if waiting:
                worker.give(waiting.popleft())
            else:
                team.pop(i).stop()


class _Worker:
    """A worker process and our end of the pipe to it."""

    def __init__(self, job: CorpusJob, number: int) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        self.shard = -1
        self.has_worked = False
        self._process = _SPAWN.Process(target=_serve, args=(job, theirs, number), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, shard: int) -> None:
        """Sends the number of its next shard."""
        self.shard = shard
        try:
            self.connection.send(shard)
        except OSError:
            # It has died; `result` notices too, and the shard is given to its successor.
            return

    def result(self) -> Finished | Failure | None:
        """The result of its shard; None if the process has died."""
        try:
            result: Finished | Failure = self.connection.recv()
        except (EOFError, OSError):
            return None
        self.has_worked = True
        return result

    def stop(self) -> None:
        """Ends the process at once; an incomplete shard is repeated."""
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _serve(job: CorpusJob, connection: "Connection[Any, Any]", number: int) -> None:
    """Runs in the worker process: completes shards until the pipe closes."""
    # Ctrl-C reaches the whole process group; the command ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _choose_gpu(job, number)
    worker: ShardWorker | None = None
    while True:
        try:
            shard = connection.recv()
        except EOFError:
            return
        try:
            worker = worker or ShardWorker(job)
            connection.send(worker.align(shard))
        except Exception as error:  # noqa: BLE001  # the command shows it
            connection.send(Failure.of(error))


def _die_with_parent() -> None:
    """Ends this process when the command has ended, even if it was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _default_workers(job: CorpusJob) -> int:
    """One worker for each core; for each GPU if the model runs on GPUs."""
    return len(_gpus(job)) or available_cores()


def _gpus(job: CorpusJob) -> list[str]:
    """The GPUs that workers share, unless the user has chosen a device."""
    if job.options.model == "embedded" or job.options.device is not None:
        return []
    visible = os.environ.get("CUDA_VISIBLE_DEVICES")
    if visible is not None:
        return [device for device in visible.split(",") if device]
    return [str(i) for i, _ in enumerate(Path("/dev").glob("nvidia[0-9]*"))]


def _choose_gpu(job: CorpusJob, number: int) -> None:
    gpus = _gpus(job)
    if gpus:
        os.environ["CUDA_VISIBLE_DEVICES"] = gpus[number % len(gpus)]
