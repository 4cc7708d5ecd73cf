"""Several project files as one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import ProjectError, UnreadableProjectError

if TYPE_CHECKING:
    from aligner.bitext import Bitext
    from aligner.term import Term


def expand_projects(paths: Sequence[Path]) -> list[Path]:
    """The project files, for a folder those in it and below, in the order of their names.

    Raises:
        UnreadableProjectError: A folder holds none.
    """
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.duizhao")) if path.is_dir() else [path]
        if not inside:
            raise UnreadableProjectError(path, "holds no projects. Make them: duizhao align … -o")
        found += inside
    return list(dict.fromkeys(found))


def read_projects(
    paths: Sequence[Path], names: Sequence[str] | None = None
) -> "tuple[list[Bitext], list[Term]]":
    """The pairs of all projects (of these names only, if some are given), and their terms.

    Pairs of the same name in several projects get the project's name in front. Of a term that
    several projects hold, the first is taken.

    Raises:
        ProjectError: No project holds a pair of one of these names.
    """
    from dataclasses import replace

    from aligner.project.store import Project

    bitexts: list[Bitext] = []
    terms: dict[tuple[str, str], Term] = {}
    known: list[str] = []
    for path in paths:
        with Project.open(path) as project:
            known += project.names()
            chosen = [name for name in project.names() if not names or name in names]
            for name in chosen:
                bitext = project.bitext(name)
                twice = any(name == other.name for other in bitexts)
                bitexts.append(replace(bitext, name=f"{path.stem}: {name}") if twice else bitext)
            for term in project.terms():
                terms.setdefault((term.source, term.target), term)
    missing = [name for name in names or () if name not in known]
    if missing:
        where = paths[0] if len(paths) == 1 else f"{paths[0]} and the others"
        raise ProjectError(where, f"holds no pair named {missing[0]!r}. It holds {known}.")
    return bitexts, list(terms.values())
