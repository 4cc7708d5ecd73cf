"""WebVTT subtitles: the source's times, each cue with the words of both languages."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import select_pairs
from aligner.exporters.srt import make_cues
from aligner.output import writing


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write a cue for each link.

    Raises:
        WrongUsageError: The source had no times: it was no file of subtitles.
    """
    selection = select_pairs(bitexts, options)
    cues = list(make_cues(bitexts, selection.pairs))
    with writing(destination, force=options.force) as file:
        file.write("WEBVTT\n\n")
        for start, end, words in cues:
            file.write(f"{start} --> {end}\n{escape(words, quote=False)}\n\n")
    return selection.report(destination)
