r"""Hunalign's ladder: `source number \t target number \t score`, a bead between each two rungs.

The score of a rung is that of the bead that begins there.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.covering import CoverBead, cover
from aligner.exporters.lines import only_bitext, write_lines
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import select_pairs


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the rungs; links out of order have no place among them and are reported."""
    bitext = only_bitext(bitexts, "hunalign")
    selection = select_pairs([bitext], options)
    beads, crossing = cover(bitext, [pair.link for pair in selection.pairs])
    rungs = _rungs(bitext, beads)
    return write_lines(rungs, selection, destination, options, left_out={"crossing": crossing})


def _rungs(bitext: Bitext, beads: Sequence[CoverBead]) -> Iterator[str]:
    for bead in beads:
        score = bead.link.confidence if bead.link else 0.0
        yield f"{bead.source.start}\t{bead.target.start}\t{score:.4f}\n"
    yield f"{len(bitext.source_segments)}\t{len(bitext.target_segments)}\t0.0000\n"
