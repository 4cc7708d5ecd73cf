"""Subtitles out."""

from pathlib import Path

import pytest

from aligner.bitext import Bitext
from aligner.errors import WrongUsageError
from aligner.exporters.export_file import export_file
from aligner.pipeline import align_files
from tests.exporters.test_book import make_book

SOURCE = """WEBVTT

00:00:01.000 --> 00:00:04.000
Plants &amp; animals need soil.

00:00:05.500 --> 00:00:08.000
Even in the desert.
"""
TARGET = SOURCE.replace("Plants &amp; animals need soil.", "动植物都需要土壤。").replace(
    "Even in the desert.", "在沙漠中也一样。"
)


def make_subtitles(folder: Path) -> Bitext:
    """Two cues in both languages, aligned."""
    (folder / "a.en.vtt").write_text(SOURCE, encoding="utf-8")
    (folder / "a.zh.vtt").write_text(TARGET, encoding="utf-8")
    return align_files(folder / "a.en.vtt", folder / "a.zh.vtt").bitext


def test_subrip_has_the_times_of_the_source(tmp_path: Path) -> None:
    """Each link is a cue with both languages."""
    export_file("srt", [make_subtitles(tmp_path)], tmp_path / "out.srt")
    assert (tmp_path / "out.srt").read_text(encoding="utf-8") == (
        "1\n00:00:01,000 --> 00:00:04,000\nPlants & animals need soil.\n动植物都需要土壤。\n\n"
        "2\n00:00:05,500 --> 00:00:08,000\nEven in the desert.\n在沙漠中也一样。\n\n"
    )


def test_webvtt_escapes_its_signs(tmp_path: Path) -> None:
    """& is &amp; again, and the file is read back as it was."""
    bitext = make_subtitles(tmp_path)
    export_file("vtt", [bitext], tmp_path / "out.vtt")
    words = (tmp_path / "out.vtt").read_text(encoding="utf-8")
    assert words.startswith("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nPlants &amp; animals")


def test_texts_without_times_are_refused(tmp_path: Path) -> None:
    """A book cannot be shown on time, and nothing is written."""
    bitext = make_book(tmp_path)
    with pytest.raises(WrongUsageError, match="has no times"):
        export_file("srt", [bitext], tmp_path / "out.srt")
    assert not (tmp_path / "out.srt").exists()
