"""`duizhao vacuum`: free the unused space of a project file."""

from pathlib import Path
from typing import Annotated

import typer

from aligner.console.terminal import say


def vacuum(
    project: Annotated[Path, typer.Argument(help="A project file.")],
    vectors: Annotated[
        bool,
        typer.Option("--vectors", help="Drop the stored vectors too; they can be computed again."),
    ] = False,
) -> None:
    """Make a project file smaller.

    duizhao vacuum --vectors essay.duizhao
    """
    from aligner.project.store import Project

    before = project.stat().st_size if project.exists() else 0
    with Project.open(project) as opened:
        opened.vacuum(drop_vectors=vectors)
    say(f"{project}: {before / 1e6:.2f} MB before, {project.stat().st_size / 1e6:.2f} MB now")
