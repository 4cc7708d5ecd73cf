"""Reads what the glossary commands are given: projects, and lists of names."""

from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import WrongUsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.bitext import Bitext


def read_bitexts(projects: "Sequence[Path]") -> "list[Bitext]":
    """The pairs of documents in all projects, each under a name of its own."""
    from dataclasses import replace

    from aligner.project.store import Project

    bitexts: list[Bitext] = []
    for path in projects:
        with Project.open(path) as project:
            for bitext in project.bitexts():
                taken = any(bitext.name == other.name for other in bitexts)
                name = f"{path.stem}/{bitext.name}" if taken else bitext.name
                bitexts.append(replace(bitext, name=name))
    return bitexts


def read_names(text: str, allowed: list[str]) -> list[str]:
    """The names in a list with commas.

    Raises:
        WrongUsageError: A name is not among those allowed, or there is none.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names or any(name not in allowed for name in names):
        raise WrongUsageError(
            f"{text!r} is not allowed. Choose from {', '.join(allowed)}, separated by commas."
        )
    return names
