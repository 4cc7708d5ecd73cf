"""What the formats with a line per link share."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.errors import WrongUsageError
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import PairSelection
from aligner.output import writing

BYTE_ORDER_MARK = "\ufeff"


def write_lines(
    lines: Iterable[str],
    selection: PairSelection,
    destination: Path | str,
    options: ExportOptions,
    *,
    left_out: Mapping[str, int] | None = None,
) -> ExportReport:
    """Write the lines of the selected pairs, each with its line end, to a file or stdout ("-").

    `left_out` says which of the pairs the format itself cannot hold: code of `REASONS` → how many.
    """
    with writing(destination, force=options.force) as file:
        file.writelines(lines)
    return selection.report(destination, also=left_out)


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
