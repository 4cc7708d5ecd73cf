"""What the formats with a link a line share."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aligner.bitext import Bitext
from aligner.errors import WrongUsageError
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import Selection
from aligner.output import writing

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Lines:
    """The text of a file, line by line, each with its line end."""

    selection: Selection
    lines: Iterable[str]
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What the format itself could not say."""


def write_lines(lines: Lines, destination: Path | str, options: ExportOptions) -> ExportReport:
    """Write them to a file or to standard output ("-")."""
    with writing(destination, force=options.force) as file:
        file.writelines(lines.lines)
    return lines.selection.report(destination, also=lines.left_out)


def ids_text(ids: Iterable[int]) -> str:
    """Segment numbers as the aligners' tools write them.

    >>> ids_text([3, 4]), ids_text([])
    ('[3, 4]', '[]')
    """
    return json.dumps(list(ids))


def only_bitext(bitexts: Sequence[Bitext], form: str) -> Bitext:
    """The one pair of documents, for formats whose sentence numbers say nothing of the file.

    Raises:
        WrongUsageError: There are several, or none.
    """
    if len(bitexts) == 1:
        return bitexts[0]
    raise WrongUsageError(
        f"{form} numbers the sentences of one pair of documents, and the project holds "
        f"{len(bitexts)}. Write a file for each with --per-pair, or choose one with --pair NAME."
    )
