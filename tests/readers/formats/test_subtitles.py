"""Subtitles."""

import pytest

from aligner.errors import EmptyInputError
from aligner.readers.formats.subtitles import cue_times, read
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import ReadOptions

SRT = """1
00:00:01,000 --> 00:00:02,500
- Where is he?
- <i>Gone.</i>

2
00:01:00,5 --> 00:01:02,000
{\\an8}2024

was the year

3
00:01:03,000 --> 00:01:04,000
"""
VTT = """WEBVTT

NOTE a remark

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.500 align:start
<v Anna>Where is he?</v>

00:03.000 --> 00:04.000
Gone.
"""
ASS = """[Script Info]
[Events]
Format: Layer, Start, End, Style, Text
Dialogue: 0,0:00:03.00,0:00:04.00,Default,Gone,\\Nfor good.
Dialogue: 0,0:00:01.00,0:00:02.50,Default,{\\b1}Where{\\b0} is he?
Comment: 0,0:00:01.00,0:00:02.50,Default,no words
"""


def read_cues(name: str, text: str) -> list[tuple[str, str]]:
    """Label and words of every cue."""
    reading = read(RawInput(name, text.encode()), ReadOptions())
    return [(b.label, reading.text[b.start : b.end]) for b in reading.blocks]


def test_subrip() -> None:
    """Times go into the label, formatting goes, an empty line inside a cue does not end it."""
    assert read_cues("a.srt", SRT) == [
        ("00:00:01.000 --> 00:00:02.500", "- Where is he?\n- Gone."),
        ("00:01:00.500 --> 00:01:02.000", "2024\nwas the year"),
    ]


def test_webvtt() -> None:
    """Remarks, styles, cue names and settings are no words."""
    assert read_cues("a.vtt", VTT) == [
        ("00:00:01.000 --> 00:00:02.500", "Where is he?"),
        ("00:00:03.000 --> 00:00:04.000", "Gone."),
    ]


def test_substation() -> None:
    """Dialogue by time, with the commas of the last field."""
    assert read_cues("a.ass", ASS) == [
        ("00:00:01.000 --> 00:00:02.500", "Where is he?"),
        ("00:00:03.000 --> 00:00:04.000", "Gone,\nfor good."),
    ]


def test_times_can_be_read_back() -> None:
    """An exporter gets the times from the label."""
    reading = read(RawInput("a.srt", SRT.encode()), ReadOptions())
    assert cue_times(reading.blocks[0]) == ("00:00:01.000", "00:00:02.500")


def test_no_cues() -> None:
    """A text that is no subtitle file is empty as one."""
    with pytest.raises(EmptyInputError):
        read_cues("a.srt", "just words")
