"""Of every format: the sentences of a paragraph, joined again, are the file's own text."""

import tempfile
from collections.abc import Callable
from html import escape
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Side
from aligner.errors import EmptyInputError
from aligner.joining import join_segments
from aligner.languages import get_language
from aligner.readers.document import read_document
from aligner.readers.registry import READERS
from aligner.splitting import split_document
from aligner.text import join_lines
from benchmarks.upkeep.fuzz_readers import samples
from tests.readers.documents import make_docx, make_epub, make_odt, make_xlsx

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


def _srt(paragraphs: list[str]) -> bytes:
    cues = (f"{i + 1}\n00:00:0{i},000 --> 00:00:0{i},900\n{p}\n" for i, p in enumerate(paragraphs))
    return "\n".join(cues).encode()


def _body(paragraphs: list[str], tag: str) -> str:
    return "".join(f"<{tag}>{escape(paragraph)}</{tag}>" for paragraph in paragraphs)


def _docx(paragraphs: list[str]) -> bytes:
    runs = (
        f'<w:p><w:r><w:t xml:space="preserve">{escape(p)}</w:t></w:r></w:p>' for p in paragraphs
    )
    return make_docx("".join(runs))


FORMATS: dict[str, Callable[[list[str]], bytes]] = {
    ".txt": lambda paragraphs: "\n\n".join(paragraphs).encode(),
    ".md": lambda paragraphs: "\n\n".join(paragraphs).encode(),
    ".html": lambda paragraphs: f"<html><body>{_body(paragraphs, 'p')}</body></html>".encode(),
    ".epub": lambda paragraphs: make_epub({"a": _body(paragraphs, "p")}, ["a"]),
    ".docx": _docx,
    ".odt": lambda paragraphs: make_odt(_body(paragraphs, "text:p")),
    ".srt": _srt,
    ".vtt": lambda paragraphs: b"WEBVTT\n\n" + _srt(paragraphs).replace(b",", b"."),
    ".xlsx": lambda paragraphs: make_xlsx([[escape(paragraph)] for paragraph in paragraphs]),
}

PIECES = [
    "He left.", "他走了。", "“Why?”", "为什么？", "See `a.b. C`", "**Stop.** Now", "(She stayed.)",
    "No", "3.5 km", "https://a.org/b?c=d.", "[text. More](a.html)", "<b>", "&", "——他说。",
    "Mr. Li",
]  # fmt: skip
GAPS = ["", " ", "  ", "\u3000", "\n", "\u00a0"]


@st.composite
def paragraphs(draw: st.DrawFn) -> list[str]:
    """One to three paragraphs of sentences, marks and half sentences with anything between."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        words = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7))
        found.append("".join(word + draw(st.sampled_from(GAPS)) for word in words).strip())
    return found


@pytest.mark.parametrize("suffix", FORMATS)
@given(content=paragraphs(), language=st.sampled_from(["en", "zh", "ru"]))
@settings(max_examples=40, deadline=None)
def test_joined_sentences_are_the_text_of_their_block(
    suffix: str, content: list[str], language: str
) -> None:
    """Nothing is added between two sentences and nothing is lost; broken lines are repaired."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(FORMATS[suffix](content))
        try:
            document = read_document(path, Side.SOURCE, language)
        except EmptyInputError:
            return
    segments = split_document(document)
    joiner = get_language(language).joiner
    for number, block in enumerate(document.blocks):
        ours = [segment for segment in segments if segment.block == number]
        text = join_lines(document.text[block.start : block.end], joiner)
        assert join_segments(document, ours).strip() == text.strip()
