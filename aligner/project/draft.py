"""A project that is being made: it gets its name when its first alignment is complete."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aligner.project.store import Project


@contextmanager
def open_or_begin(path: Path) -> Iterator[Project]:
    """The project of `path`; a new one is built in `path`.partial and renamed when the block ends.

    When the block fails or the program is killed, the partial file keeps the vectors made so far,
    and the next try goes on from there; one without vectors goes. Raises `ProjectError`.
    """
    if path.exists():
        with Project.open(path) as project:
            yield project
        return
    partial = path.with_name(f"{path.name}.partial")
    empty = False
    try:
        with Project.open(partial) if partial.exists() else Project.create(partial) as project:
            try:
                yield project
            except BaseException:
                empty = not project.vectors.count()
                raise
    finally:
        if empty:
            partial.unlink(missing_ok=True)
    partial.replace(path)
