"""Subtitles: SubRip .srt, WebVTT .vtt, SubStation .ass and .ssa; the labels hold the times."""

import re
from collections.abc import Iterator
from html import unescape

from aligner.bitext import Block, BlockKind
from aligner.errors import EmptyInputError
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import Reading, ReadOptions, TextBuilder

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}")
_TAGS = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,500}\}")
_DIRECTIONS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of the direction of writing, which no player shows."""
_BREAKS = re.compile(r"\\[Nn]")


def read(raw: RawInput, options: ReadOptions) -> Reading:  # noqa: ARG001 - every reader takes options
    """The cues without formatting, a block each; a label is `00:00:01.000 --> 00:00:02.500`."""
    text, notes = decode(raw)
    builder = TextBuilder()
    cues = _substation(text) if "[Events]" in text else _timed(text)
    for label, words in cues:
        plain = _TAGS.sub("", _BREAKS.sub("\n", words)).replace("\\h", " ")
        # After the tags: &lt; is a sign of the words.
        plain = _DIRECTIONS.sub("", unescape(plain)).replace("\xa0", " ")
        lines = [line.strip() for line in plain.split("\n") if line.strip()]
        builder.add("\n".join(lines), BlockKind.CUE, label)
    if not builder.blocks:
        raise EmptyInputError(raw.origin)
    return builder.build(notes)


def cue_times(block: Block) -> tuple[str, str]:
    """The times at which a cue begins and ends, as its label gives them."""
    start, _, end = block.label.partition(" --> ")
    return start, end


def _timed(text: str) -> Iterator[tuple[str, str]]:
    """The cues of SubRip and WebVTT as label and words: a line of times, then text to the next.

    Empty lines inside a cue are kept; the number or name above a line of times, and the notes and
    styles of WebVTT, are left out.
    """
    label, words = "", list[str]()
    for chunk in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in chunk.split("\n") if line.strip()]
        if lines and lines[0].startswith(("NOTE", "STYLE", "REGION", "WEBVTT")):
            lines = [] if not any(map(_TIMES.match, lines)) else lines
        for i, line in enumerate(lines):
            times = _TIMES.match(line)
            if times:
                if label:
                    yield label, "\n".join(words)
                groups = times.groups()
                label, words = f"{_clock(groups[:4])} --> {_clock(groups[4:])}", []
            elif label and not (i + 1 < len(lines) and _TIMES.match(lines[i + 1])):
                words.append(line)
    if label:
        yield label, "\n".join(words)


def _substation(text: str) -> Iterator[tuple[str, str]]:
    """The cues of SubStation by time: `Dialogue:` lines, whose fields the `Format:` line orders."""
    fields = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect"]
    fields.append("text")
    cues: list[tuple[str, str]] = []
    events = text[text.index("[Events]") :]
    for line in events.split("\n"):
        kind, _, rest = line.partition(":")
        if kind.strip() == "Format":
            fields = [field.strip().lower() for field in rest.split(",")]
        elif kind.strip() == "Dialogue" and "text" in fields:
            values = dict(zip(fields, rest.split(",", maxsplit=len(fields) - 1), strict=False))
            times = [re.match(_TIME, values.get(name, "").strip()) for name in ("start", "end")]
            if times[0] and times[1] and "{\\p1" not in values.get("text", ""):
                label = " --> ".join(_clock(found.groups()) for found in times if found)
                cues.append((label, values.get("text", "")))
    yield from sorted(cues, key=lambda cue: cue[0])


def _clock(groups: tuple[str | None, ...]) -> str:
    hours, minutes, seconds, fraction = groups
    return (
        f"{int(hours or 0):02}:{int(minutes or 0):02}:{int(seconds or 0):02}.{fraction or '':0<3}"
    )
