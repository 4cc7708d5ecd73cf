r"""Hunalign's ladder: `source number \t target number \t score`, a bead between each two rungs.

The score of a rung is that of the bead that begins there.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.covering import Bead, cover
from aligner.exporters.lines import Lines, only_bitext, write_lines
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import select_pairs

SUFFIX = ".ladder"


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the rungs; links out of order cannot be said and are reported."""
    return write_lines(lines(bitexts, options), destination, options)


def lines(bitexts: Sequence[Bitext], options: ExportOptions) -> Lines:
    """The lines of the file; `WrongUsageError` when there are several pairs of documents."""
    bitext = only_bitext(bitexts, "hunalign")
    selection = select_pairs([bitext], options)
    beads, crossing = cover(bitext, [pair.link for pair in selection.pairs])
    return Lines(selection, _rungs(bitext, beads), {"crossing": crossing})


def _rungs(bitext: Bitext, beads: Sequence[Bead]) -> Iterator[str]:
    for bead in beads:
        score = bead.link.confidence if bead.link else 0.0
        yield f"{bead.source.start}\t{bead.target.start}\t{score:.4f}\n"
    yield f"{len(bitext.source_segments)}\t{len(bitext.target_segments)}\t0.0000\n"
