"""Many pairs of files → a project file for each, one by one; up-to-date projects are kept."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from aligner.align_options import AlignOptions
from aligner.batch.jobs import Job
from aligner.encoders.protocol import Encoder
from aligner.errors import AlignerError, ModelUnavailableError, OutputError, ProjectError
from aligner.output import explain_os_error
from aligner.pipeline import Aligned, align_project
from aligner.progress import Progress
from aligner.project.bitext_name import pair_name
from aligner.project.draft import open_or_begin
from aligner.project.store import Project

_SPEED_OPTIONS = ("device", "batch_size")
"""Options that change the speed and not the result."""


class State(StrEnum):
    """The result of a job."""

    ALIGNED = "aligned"
    KEPT = "as it was"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """A finished job and its result."""

    job: Job
    state: State
    aligned: Aligned | None = None
    """The aligned texts; None if the job failed."""
    reason: str = ""
    """Why the job failed; "" if it did not."""


def align_jobs(
    jobs: Sequence[Job],
    options: AlignOptions,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> Iterator[JobOutcome]:
    """Aligns each job into its project, and reports the jobs that fail.

    A project made of the same files with the same options is kept unless `force` is given; aligning
    into a project again keeps the decisions made in it.

    Raises:
        ModelUnavailableError: The model cannot be loaded, so no job can be done.
    """
    encoder: Encoder | None = None
    for job in jobs:
        asked = replace(
            options,
            source_language=job.source_language or options.source_language,
            target_language=job.target_language or options.target_language,
        )
        try:
            kept = _find_current(job, asked)
            if kept is not None and not force:
                yield JobOutcome(job, State.KEPT, kept)
                continue
            encoder = encoder or options.encoder()
            yield JobOutcome(job, State.ALIGNED, _align(job, asked, encoder, progress))
        except (ModelUnavailableError, ImportError):
            raise
        except AlignerError as error:
            yield JobOutcome(job, State.FAILED, reason=str(error))
        except Exception as error:  # noqa: BLE001
            # Whatever goes wrong with one file, the others are aligned.
            yield JobOutcome(job, State.FAILED, reason=f"{job.source}: unexpected: {error!r}")


def _align(job: Job, options: AlignOptions, encoder: Encoder, progress: Progress | None) -> Aligned:
    try:
        job.project.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(job.project.parent, explain_os_error(error)) from error
    with open_or_begin(job.project) as project:
        return align_project(
            project, job.source, job.target, options, encoder=encoder, progress=progress
        )


def _find_current(job: Job, options: AlignOptions) -> Aligned | None:
    """The contents of the job's project, if it was made of the same files with the same options.

    Raises:
        ProjectError: The project contains other texts, which must not be overwritten.
    """
    if not job.project.exists():
        return None
    name = pair_name(job.source, job.target)
    with Project.open(job.project) as project:
        names = project.names()
        if name not in names:
            if job.target is not None and names:
                raise ProjectError(
                    job.project, f"holds other texts ({names[0]}). Choose another output folder."
                )
            return None
        if not _same_options(project, name, options):
            return None
        bitext, mode = project.bitext(name), project.mode(name)
    files = (job.source, job.target or job.source)
    documents = (bitext.source, bitext.target)
    same = all(_sha256(f) == d.sha256 for f, d in zip(files, documents, strict=True))
    return Aligned(bitext, *mode) if same else None


def _same_options(project: Project, name: str, options: AlignOptions) -> bool:
    runs = [run for run in project.settings() if run.get("bitext") == name]
    if not runs:
        return False
    # An option that an older version did not have counts as its default.
    made = {**asdict(AlignOptions()), **runs[-1].get("options", {})}
    return _relevant(made) == _relevant(asdict(options))


def _relevant(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name not in _SPEED_OPTIONS}


def _sha256(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    # The reader reports what is wrong with it.
    return ""
