"""A file in one language → a document."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from aligner.bitext import Block, BlockKind, Document, Side
from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.language_detection import detect_language
from aligner.languages import get_language
from aligner.readers.input.raw_input import RawInput, read_input
from aligner.readers.layout.furniture import mark_furniture
from aligner.readers.layout.number_columns import drop_number_columns
from aligner.readers.pairing.file_names import find_language
from aligner.readers.reading import DEFAULT_READING, Reading, ReadOptions
from aligner.readers.registry import find_reader
from aligner.text import ends_sentence, has_letters


def read_document(
    path: Path | str,
    side: Side,
    language: str | None = None,
    options: ReadOptions = DEFAULT_READING,
) -> Document:
    """The document in a file of one language, which is detected unless it is named.

    Raises:
        UnreadableInputError: The file is missing, damaged, empty or in no known format.
        WrongUsageError: `language` is not a language code.
    """
    raw = read_input(path, encoding=options.encoding, languages=expect_languages(path, language))
    reading = read_blocks(raw, options)
    code = get_language(language).code if language else detect_language(sample_text(reading))
    return make_document(raw, reading, side, code, reading.blocks)


def expect_languages(path: Path | str, language: str | None) -> tuple[str, ...]:
    """The languages that the user, or else the name of the file, leads to expect in it."""
    code = get_language(language).code if language else find_language(path)
    return (code,) if code else ()


def read_blocks(raw: RawInput, options: ReadOptions) -> Reading:
    """The text and blocks of a file, with page furniture marked.

    Raises:
        UnreadableInputError: The file is damaged or contains no text.
    """
    reading = find_reader(raw).read(raw, options)
    _refuse_surrogates(raw, reading)
    blocks = reading.blocks
    if not options.lines:
        words = keep_lettered(reading.text, drop_number_columns(reading.text, blocks))
        blocks = mark_furniture(reading.text, words)
    if not any(has_letters(reading.text[b.start : b.end]) for b in blocks):
        raise EmptyInputError(raw.origin)
    return replace(reading, blocks=blocks)


def keep_lettered(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without those that have no letter: page numbers, scene breaks, numbers in cells.

    They are nobody's sentence. The cues of subtitles keep their places.
    """
    return tuple(
        block
        for block in blocks
        if block.kind is BlockKind.CUE or has_letters(text[block.start : block.end])
    )


def _refuse_surrogates(raw: RawInput, reading: Reading) -> None:
    """Raises for lone surrogates, which neither SQLite nor XML can store."""
    try:
        reading.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableInputError(
            raw.origin,
            f"character {error.start} is half of a pair (a lone surrogate), so it is damaged. "
            "Save it again as UTF-8.",
        ) from None


def sample_text(reading: Reading) -> str:
    """A sample of the text without furniture, long enough to detect the language."""
    parts: list[str] = []
    length = 0
    for block in reading.blocks:
        if block.kind is not BlockKind.FURNITURE:
            parts.append(reading.text[block.start : block.end])
            length += len(parts[-1])
            if length > 20_000:
                break
    return "\n".join(parts) or reading.text


def make_document(
    raw: RawInput,
    reading: Reading,
    side: Side,
    language: str,
    blocks: Iterable[Block],
    *,
    more_notes: tuple[str, ...] = (),
) -> Document:
    """The document made of some blocks of a file, with notes on what was changed while reading."""
    blocks = tuple(blocks)
    notes = (*reading.notes, *more_notes, *_line_notes(reading.text, blocks))
    return Document(
        side, language, raw.origin, raw.sha256, reading.text, blocks, notes, reading.unbroken
    )


_JOINED = re.compile(r"[\d,]+ lines? that broke inside a sentence")


def is_detail(note: str) -> bool:
    """Whether a note says what is usual: that broken lines were joined."""
    return bool(_JOINED.match(note))


def _line_notes(text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    broken = 0
    for block in blocks:
        lines = text[block.start : block.end].split("\n")
        broken += sum(not ends_sentence(line) for line in lines[:-1] if line.strip())
    if not broken:
        return ()
    if broken == 1:
        return ("1 line that broke inside a sentence was joined to the next.",)
    return (f"{broken} lines that broke inside a sentence were joined.",)
