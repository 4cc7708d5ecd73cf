"""The vectors that a shard keeps: a file of their own, so that no two workers write to one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aligner.project.store import Project
from aligner.project.vectors import VectorCache


@contextmanager
def open_vectors(path: Path) -> Iterator[VectorCache]:
    """The vectors kept in a project file without texts, which is made if it is not there.

    Raises `ProjectError`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with Project.open(path) if path.exists() else Project.create(path) as project:
        yield project.vectors
