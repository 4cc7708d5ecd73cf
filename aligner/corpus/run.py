"""A corpus run on one screen: plan → missing shards → executor → report."""

import json
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.corpus.executors.registry import load_executor
from aligner.corpus.planning.manifest import Manifest
from aligner.corpus.planning.plan import Plan, make_plan
from aligner.corpus.results.report import CorpusReport, reopen_failed, write_report
from aligner.corpus.shard import CorpusJob, Finished
from aligner.errors import WrongUsageError
from aligner.progress import Progress
from aligner.version import VERSION

if TYPE_CHECKING:
    from aligner.align_options import AlignOptions


@dataclass(frozen=True, slots=True)
class CorpusOptions:
    """How the work is shared out; no option changes the result."""

    executor: str = "local"
    workers: int | None = None
    """Number of processes, or of actors on the cluster; None: as many as there are cores or
    GPUs."""
    part: int = 1
    """The number of this machine among `parts` machines, counted from 1."""
    parts: int = 1
    retry_failed: bool = False
    """Repeat the shards in which pairs could not be aligned."""
    shard_bytes: int | None = None
    """Bytes of text in a shard; part of the plan, so it is fixed once a run has begun."""
    keep_vectors: bool = False
    """Keep the vectors of slow models beside the results; otherwise no vectors are kept."""


def plan_corpus(
    manifest: Manifest, folder: Path, align: "AlignOptions", options: CorpusOptions
) -> Plan:
    """The plan of a run, made if there is none, and checked against these settings.

    Raises:
        WrongUsageError: The part does not exist, or the folder holds the results of another run.
    """
    if not 1 <= options.part <= options.parts:
        raise WrongUsageError(
            f"--shard {options.part}/{options.parts}: the first number counts from 1 to the second."
        )
    settings = {"options": asdict(align), "duizhao": VERSION}
    # Through JSON, so that it compares equal with what is read back.
    return make_plan(
        manifest, folder, json.loads(json.dumps(settings)), shard_bytes=options.shard_bytes
    )


def align_corpus(
    manifest: Manifest,
    folder: Path,
    align: "AlignOptions",
    options: CorpusOptions,
    *,
    progress: Progress | None = None,
    done: Callable[[Finished], Any] | None = None,
) -> CorpusReport | None:
    """Aligns all pairs of a manifest that are not aligned yet.

    Returns the report, or None while other machines still have shards to do.

    Raises:
        AlignerError: The plan does not fit, the model is missing, or the disk is full. Errors of a
            single pair are recorded, not raised.
    """
    plan = plan_corpus(manifest, folder, align, options)
    if options.retry_failed:
        reopen_failed(plan)
    finished = plan.layout.finished()
    shards = plan.shards(options.part, options.parts)
    missing = [shard for shard in shards if shard not in finished]
    total = sum(plan.size(shard) for shard in shards)
    aligned = total - sum(plan.size(shard) for shard in missing)

    def note(result: Finished) -> None:
        nonlocal aligned
        aligned += result.pairs
        if progress:
            progress("aligned pairs", aligned, total)
        if done:
            done(result)

    job = CorpusJob(
        folder.resolve(),
        manifest.base.resolve(),
        align,
        uuid.uuid4().hex,
        keep_vectors=options.keep_vectors,
    )
    load_executor(options.executor)(job, missing, workers=options.workers, done=note)
    if len(plan.layout.finished()) < len(plan.costs):
        return None
    return write_report(plan)
