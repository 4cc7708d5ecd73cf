"""Of every format: the sentences of a paragraph, joined again, are the file's own text."""

from itertools import groupby
from pathlib import Path

import pytest

from aligner.bitext import Side
from aligner.joining import join_segments
from aligner.languages import get_language
from aligner.readers.document import read_document
from aligner.readers.registry import READERS
from aligner.splitting import split_document
from aligner.text import join_lines
from benchmarks.upkeep.fuzz_readers import samples

SAMPLES = {
    f"{suffix}-{number}": (suffix, data)
    for suffix, every in samples().items()
    if suffix in READERS
    for number, data in enumerate(every)
    # A table of numbers has no text.
    if b"1;2" not in data
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_joined_sentences_are_the_paragraph(name: str, language: str, tmp_path: Path) -> None:
    """Character for character, but for line breaks, which are repaired as everywhere."""
    suffix, data = SAMPLES[name]
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    document = read_document(path, Side.SOURCE, language)
    joiner = get_language(language).joiner
    for number, group in groupby(split_document(document), key=lambda segment: segment.block):
        segments = list(group)
        words = document.text[segments[0].start : segments[-1].end]
        assert join_segments(document, segments) == join_lines(words, joiner)
        block = document.blocks[number]
        assert document.text[block.start : block.end].strip() == words
