"""Beads: `[source ids]:[target ids]:confidence`, 0-based, `[]` for an empty side, in source order.

The form of Vecalign's and Bertalign's tools; theirs ends in a cost, ours in a probability.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.lines import Lines, ids_text, only_bitext, write_lines
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import Selection, select_pairs

SUFFIX = ".beads"


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write a line a link."""
    return write_lines(lines(bitexts, options), destination, options)


def lines(bitexts: Sequence[Bitext], options: ExportOptions) -> Lines:
    """The lines of the file; `WrongUsageError` when there are several pairs of documents."""
    selection = select_pairs([only_bitext(bitexts, "beads")], options)
    return Lines(selection, _records(selection))


def _records(selection: Selection) -> Iterator[str]:
    for pair in selection.pairs:
        link = pair.link
        yield f"{ids_text(link.source.ids)}:{ids_text(link.target.ids)}:{link.confidence:.6f}\n"
