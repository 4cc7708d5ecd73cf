"""A project file from Python: its bitexts and its glossary, with every decision made in review."""

from dataclasses import dataclass
from pathlib import Path

from aligner.api.bitext import Bitext
from aligner.errors import WrongUsageError
from aligner.project.store import Project
from glossary.glossary import Glossary


@dataclass(frozen=True, slots=True)
class ProjectContents:
    """What a project file holds, read at one moment."""

    bitexts: tuple[Bitext, ...]
    """The pairs of documents, with the links as they were corrected."""
    glossary: Glossary
    """The terms with what was decided about them."""

    @property
    def bitext(self) -> Bitext:
        """The only pair of documents.

        Raises:
            WrongUsageError: There are none, or several.
        """
        if len(self.bitexts) != 1:
            names = ", ".join(bitext.name for bitext in self.bitexts) or "none"
            raise WrongUsageError(f"The project does not hold exactly one pair: {names}.")
        return self.bitexts[0]


def read_project(path: Path | str) -> ProjectContents:
    """Read a project file, with every decision made in review. The file is closed again.

    Raises:
        UnreadableProjectError: There is no such file, it is no project, it is damaged, or a newer
            version wrote it.
    """
    with Project.open(Path(path)) as project:
        bitexts = tuple(map(Bitext.of, project.bitexts()))
        return ProjectContents(bitexts, Glossary(tuple(project.terms()), bitexts))
