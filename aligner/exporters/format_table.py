"""A table of file formats, each written by a module of one package.

`aligner.exporters.formats` and `glossary.exporters.formats` are such tables. A format is added by
writing its module and a line in its table; the command line, the choice by file ending and the
error messages follow. A module is imported when its format is first used, so that the table may be
read for `--help`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Generic, TypeVar, cast

from aligner.errors import WrongUsageError

Exporter = TypeVar("Exporter")
"""What the modules of a table have in common, as a protocol."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A line of the table."""

    name: str
    """The value of --format, and the name of the module."""
    suffix: str = ""
    """The ending of its files; empty where the module makes up names."""
    chosen_by: tuple[str, ...] = ()
    """File endings that mean this format when --format is not given."""
    binary: bool = False
    """Whether a terminal cannot show it."""


class FormatTable(Generic[Exporter]):
    """The formats of a package, in the order in which they are listed."""

    def __init__(self, package: str, formats: Sequence[FileFormat], *, noun: str) -> None:
        self._package = package
        self._formats = {form.name: form for form in formats}
        self._noun = noun
        """What the formats are called in a message: "format"."""

    def __iter__(self) -> Iterator[FileFormat]:
        return iter(self._formats.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The values of --format."""
        return tuple(self._formats)

    def get(self, name: str) -> FileFormat:
        """The format of this name.

        Raises:
            WrongUsageError: There is none.
        """
        if name not in self._formats:
            raise WrongUsageError(
                f"There is no {self._noun} {name!r}. Choose one of {', '.join(self._formats)}."
            )
        return self._formats[name]

    def choose(self, name: str | None, path: Path) -> FileFormat:
        """The format of this name or, without a name, the one that the file's ending means.

        Raises:
            WrongUsageError: There is no such format, or the ending means none.
        """
        if name is not None:
            return self.get(name)
        ending = path.suffix.lower()
        for form in self:
            if ending in form.chosen_by:
                return form
        raise WrongUsageError(f"Name the format with --format: {', '.join(self._formats)}.")

    def load(self, name: str) -> Exporter:
        """The module that writes the format.

        Raises:
            WrongUsageError: There is no such format.
        """
        return cast("Exporter", import_module(f"{self._package}.{self.get(name).name}"))
