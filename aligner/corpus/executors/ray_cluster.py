"""The executor on a Ray cluster: a Ray Data pipeline of one stage, and encoders on the GPUs.

Shards flow through a pool of actors that hold the model and write their results themselves, so only
counts are sent, not texts or vectors. An actor has one shard at a time: nothing queues up behind a
large one, and only the current shards are in memory. With a sentence-transformers
model and GPUs, the vectors are made by one actor a GPU, and the pool around them, on CPUs, reads,
splits, aligns and writes; each waits for its own vectors only, so GPUs see as many requests at once
as there are CPU actors, and never more.

When a node is lost, Ray starts its actors elsewhere and sends them its shards again; shards that
were completed are not repeated.
"""

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from aligner.corpus.executors.registry import Done, Failure
from aligner.corpus.shard import CorpusJob, Finished, ShardWorker
from aligner.encoders.protocol import Vectors
from aligner.errors import AlignerError
from aligner.parallel.cores import THREAD_VARIABLES
from aligner.progress import Progress

if TYPE_CHECKING:
    from aligner.encoders.protocol import Encoder


# Also for actors on GPUs: torch on a processor rounds differently with another number of threads.
_ONE_THREAD = {"env_vars": dict.fromkeys(THREAD_VARIABLES, "1")}


class RayMissingError(AlignerError):
    """The extra `ray` is not installed."""

    exit_code = 4

    def __init__(self, error: ImportError) -> None:
        super().__init__(
            f'The executor ray needs an extra ({error}). Type: pip install "duizhao[ray]"'
        )


def execute(job: CorpusJob, shards: Iterable[int], *, workers: int | None, done: Done) -> None:
    """Completes the shards on the cluster that RAY_ADDRESS names, or on this machine.

    Raises:
        AlignerError: Ray or the model is missing, or the disk is full.
    """
    waiting = list(shards)
    if not waiting:
        return
    ray = _connect()
    encoders = _start_encoders(ray, job)
    number = min(len(waiting), workers or max(1, int(ray.cluster_resources().get("CPU", 1))))
    for row in _rows(_pipeline(waiting, job, encoders, number)):
        if row["failure"]:
            Failure.loads(row["failure"]).throw()
        done(Finished(*(row[name].item() for name in Finished.__slots__)))


def _pipeline(shards: list[int], job: CorpusJob, encoders: Sequence[Any], workers: int) -> Any:
    import ray.data

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.WARNING)
    pool = ray.data.ActorPoolStrategy(
        min_size=1, max_size=workers, initial_size=workers, max_tasks_in_flight_per_actor=1
    )
    # A block for each shard: blocks start in order, which is largest first.
    return ray.data.from_items(shards, override_num_blocks=len(shards)).map_batches(
        _ShardActor,
        fn_constructor_args=(job, encoders),
        batch_size=1,
        compute=pool,
        num_cpus=1,
        runtime_env=_ONE_THREAD,
    )


def _rows(pipeline: Any) -> Iterator[dict[str, Any]]:
    """The results of the shards, a row each, as they arrive."""
    for batch in pipeline.iter_batches(batch_size=None, prefetch_batches=0):
        for i in range(len(batch["shard"])):
            yield {name: column[i] for name, column in batch.items()}


class _ShardActor:
    """The actor on each CPU of the cluster, which aligns shards."""

    def __init__(self, job: CorpusJob, encoders: Sequence[Any]) -> None:
        self._job = job
        self._encoders = encoders
        self._worker: ShardWorker | None = None

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Aligns the shard whose number is in the batch."""
        shard = int(batch["item"][0])
        try:
            finished = self._ready().align(shard)
        except Exception as error:  # noqa: BLE001  # shown where the command runs
            return _columns(Finished(shard, 0, 0, 0, 0.0), Failure.of(error).dumps())
        return _columns(finished, "")

    def _ready(self) -> ShardWorker:
        if self._worker is None:
            self._worker = ShardWorker(self._job, _choose(self._encoders))
        return self._worker


class EncoderActor:
    """The actor on a GPU, which encodes texts for the actors on CPUs."""

    def __init__(self, job: CorpusJob) -> None:
        self._encoder = job.options.encoder()

    def describe(self) -> dict[str, Any]:
        """The properties of the encoder that need no vectors."""
        names = ("name", "version", "dimension", "languages")
        known = {name: getattr(self._encoder, name) for name in names}
        return known | {"runs_are_cheap": bool(getattr(self._encoder, "runs_are_cheap", False))}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts, shape (texts, dimension), as in the encoder protocol."""
        return self._encoder.encode(texts)

    def encode_runs(self, texts: Sequence[str], joiner: str, longest: int) -> list[Vectors]:
        """Unit vectors of runs of neighbouring texts, as in the encoder protocol."""
        return self._encoder.encode_runs(texts, joiner, longest)


class RemoteEncoder:
    """An `Encoder` whose model is in an `EncoderActor`."""

    def __init__(self, actor: Any) -> None:
        import ray

        self._get = ray.get
        self._actor = actor
        known = self._get(actor.describe.remote())
        self.name: str = known["name"]
        self.version: str = known["version"]
        self.dimension: int = known["dimension"]
        self.languages: frozenset[str] | None = known["languages"]
        # Without this attribute, the cache in the pipeline would compute runs another way.
        self.runs_are_cheap: bool = known["runs_are_cheap"]

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, shape (texts, dimension)."""
        vectors: Vectors = self._get(self._actor.encode.remote(texts))
        if progress:
            progress("encoding", len(texts), len(texts))
        return vectors

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Unit vectors of runs of 1 … `longest` neighbouring texts, an array for each length."""
        levels: list[Vectors] = self._get(self._actor.encode_runs.remote(texts, joiner, longest))
        if progress:
            progress("encoding", len(texts), len(texts))
        return levels


def _choose(encoders: Sequence[Any]) -> "Encoder | None":
    """One of the encoders, spread evenly over the actors; None: the actor loads its own."""
    return RemoteEncoder(encoders[os.getpid() % len(encoders)]) if encoders else None


def _start_encoders(ray: Any, job: CorpusJob) -> list[Any]:
    """An actor for each GPU of the cluster; none for the embedded model, which uses CPUs."""
    gpus = 0 if job.options.model == "embedded" else int(ray.cluster_resources().get("GPU", 0))
    actor = ray.remote(
        num_gpus=1, num_cpus=0, max_restarts=-1, max_task_retries=-1, runtime_env=_ONE_THREAD
    )(EncoderActor)
    return [actor.remote(job) for _ in range(gpus)]


def _connect() -> Any:
    # No telemetry.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise RayMissingError(error) from error
    if not ray.is_initialized():
        # Explicit: by default, Ray waits for the cluster that ran here last.
        address = os.environ.get("RAY_ADDRESS", "local")
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    return ray


def _columns(finished: Finished, failure: str) -> dict[str, Any]:
    import numpy as np

    values = {name: np.array([getattr(finished, name)]) for name in Finished.__slots__}
    return {**values, "failure": np.array([failure], object)}
