"""The stored vectors of a shard: one file a shard, so that no two workers write to one file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aligner.project.store import Project
from aligner.project.vectors import VectorCache


@contextmanager
def open_vectors(path: Path) -> Iterator[VectorCache]:
    """The vectors stored in a project file without texts, which is made if it does not exist.

    Raises:
        ProjectError: The file is damaged or is not a project.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with Project.open(path) if path.exists() else Project.create(path) as project:
        yield project.vectors
