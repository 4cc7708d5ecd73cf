"""Beads: `[source ids]:[target ids]:confidence`, 0-based, `[]` for an empty side, in source order.

The form of Vecalign's and Bertalign's tools; theirs ends in a cost, ours in a probability.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.lines import ids_text, only_bitext, write_lines
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import PairSelection, select_pairs


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write a line per link."""
    selection = select_pairs([only_bitext(bitexts, "beads")], options)
    records = _records(selection)
    return write_lines(records, selection, destination, options)


def _records(selection: PairSelection) -> Iterator[str]:
    for pair in selection.pairs:
        link = pair.link
        yield f"{ids_text(link.source.ids)}:{ids_text(link.target.ids)}:{link.confidence:.6f}\n"
