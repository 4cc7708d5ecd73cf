"""The table of reviewed files: ending of the name → reader."""

from collections.abc import Callable
from pathlib import Path

from aligner.errors import WrongUsageError
from aligner.importing import table, tmx, xlsx
from aligner.importing.row import Reviewed

IMPORTERS: dict[str, Callable[[Path], Reviewed]] = {
    ".xlsx": xlsx.read,
    ".csv": table.read,
    ".tsv": table.read,
    ".tmx": tmx.read,
}


def read_reviewed(path: Path) -> Reviewed:
    """The rows of a reviewed file, read by the ending of its name.

    Raises:
        WrongUsageError: The ending is none of `IMPORTERS`.
        UnreadableInputError: The file is not what its ending says.
    """
    reader = IMPORTERS.get(path.suffix.lower())
    if reader is None:
        raise WrongUsageError(
            f"{path}: reviewed files end in {', '.join(IMPORTERS)}. Save it as one of these."
        )
    return reader(path)
