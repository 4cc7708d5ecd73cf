"""Plain text, .txt: paragraphs and headings, with lines broken inside a sentence joined."""

from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.layout.blocks import lay_out, lay_out_lines
from aligner.readers.reading import Reading, ReadOptions


def read(raw: RawInput, options: ReadOptions) -> Reading:
    """The paragraphs of a text file; with `options.lines`, its lines unchanged."""
    text, notes = decode(raw, lines=options.lines)
    reading = lay_out_lines(text) if options.lines else lay_out(text)
    return Reading(reading.text, reading.blocks, notes)
