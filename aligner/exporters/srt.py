"""SubRip subtitles: the source's times, each cue with the words of both languages."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.bitext import Bitext, Block, BlockKind, Segment, Side
from aligner.errors import WrongUsageError
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import ExportPair, select_pairs
from aligner.output import writing

Cue = tuple[str, str, str]
"""The times as hh:mm:ss.mmm, and the words of source and target."""


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write a cue for each link, numbered.

    Raises:
        WrongUsageError: The source had no times: it was no file of subtitles.
    """
    selection = select_pairs(bitexts, options)
    cues = list(make_cues(bitexts, selection.pairs))
    with writing(destination, force=options.force) as file:
        for number, (start, end, words) in enumerate(cues, start=1):
            times = f"{start} --> {end}".replace(".", ",")
            file.write(f"{number}\n{times}\n{words}\n\n")
    return selection.report(destination)


def make_cues(bitexts: Sequence[Bitext], pairs: Sequence[ExportPair]) -> Iterator[Cue]:
    """Yields the cues of the links, in order of time: start, end, source above target.

    Raises:
        WrongUsageError: The texts had no times: they were no files of subtitles.
    """
    cues: list[Cue] = []
    for bitext in bitexts:
        side = next((s for s in Side if _has_times(bitext, s)), None)
        if side is None:
            raise WrongUsageError(
                f"{bitext.name} has no times: only what was read from subtitles (.srt, .vtt, .ass) "
                "can be written as subtitles. Choose another --format."
            )
        for pair in pairs:
            run = pair.link.run(side)
            if pair.bitext is bitext and run:
                segments = bitext.segments(side)[run.start : run.end]
                start, end = _times(bitext.document(side).blocks, segments)
                words = "\n".join(text for text in (pair.source, pair.target) if text)
                cues.append((start, end, "\n".join(line for line in words.split("\n") if line)))
    yield from sorted(cues, key=lambda cue: cue[:2])


def _has_times(bitext: Bitext, side: Side) -> bool:
    blocks = bitext.document(side).blocks
    return bool(blocks) and all(b.kind is BlockKind.CUE and " --> " in b.label for b in blocks)


def _times(blocks: Sequence[Block], segments: Sequence[Segment]) -> tuple[str, str]:
    """When the first of the segments begins and the last ends."""
    start = blocks[segments[0].block].label.partition(" --> ")[0]
    return start, blocks[segments[-1].block].label.partition(" --> ")[2]
