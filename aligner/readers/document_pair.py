"""Files → source and target document: two files, or one that contains both languages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from aligner.bitext import Bitext, Block, BlockKind, Document, Side
from aligner.errors import OneLanguageError, WrongUsageError
from aligner.language_detection import UNKNOWN, detect_language, detect_two
from aligner.languages import get_language
from aligner.readers.document import (
    expect_languages,
    make_document,
    read_blocks,
    read_document,
    sample_text,
)
from aligner.readers.input.raw_input import RawInput, read_input
from aligner.readers.layout.bilingual import find_languages, split_languages
from aligner.readers.layout.furniture import keep_shared
from aligner.readers.layout.marked_sides import Sides, divide_by_marks
from aligner.readers.pairing.aligned_files import read_aligned_file
from aligner.readers.pairing.file_names import find_language
from aligner.readers.reading import Reading, ReadOptions
from aligner.readers.registry import STRING_READERS, find_aligned_reader
from aligner.readers.strings.pair_strings import pair_strings
from aligner.wording import count_noun

__all__ = ["DocumentPair", "read_document", "read_documents", "read_pair"]


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """Source and target document, with their links if the file has links."""

    source: Document
    target: Document
    bitext: Bitext | None = None
    """Both texts with their sentences and links, if the file is aligned already."""


def read_documents(
    source: Path | str,
    target: Path | str | None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    lines: bool = False,
    all_text: bool = False,
) -> tuple[Document, Document]:
    """Source and target document, from two files or from one that contains both languages.

    If there is one file, the language that comes first is the source unless the caller names the
    languages; both documents then share its text.

    Raises:
        UnreadableInputError: A file is missing, damaged, empty or in no known format.
        OneLanguageError: A single file does not contain two languages.
        WrongUsageError: Both sides are standard input, or both languages are the same.
    """
    options = ReadOptions(lines=lines, all_text=all_text)
    sides = read_pair(source, target, (source_language, target_language), options)
    return sides.source, sides.target


def read_pair(
    source: Path | str,
    target: Path | str | None,
    languages: tuple[str | None, str | None],
    options: ReadOptions,
) -> DocumentPair:
    """Source and target document, and their links if a single file is aligned already.

    Languages that are None are detected. Raises what `read_documents` raises.
    """
    if target is not None:
        if str(source) == "-" and str(target) == "-":
            raise WrongUsageError("Only one of the two texts can come from standard input (-).")
        readers = tuple(STRING_READERS.get(RawInput(str(p), b"").suffix) for p in (source, target))
        if readers[0] and readers[1]:
            raws = tuple(read_input(p, encoding=options.encoding) for p in (source, target))
            bitext = pair_strings((raws[0], raws[1]), (readers[0], readers[1]), languages)
            return DocumentPair(bitext.source, bitext.target, bitext)
        return DocumentPair(*_read_two((source, target), languages, options))
    raw = read_input(
        source, encoding=options.encoding, languages=tuple(code for code in languages if code)
    )
    if find_aligned_reader(raw):
        bitext = read_aligned_file(raw, *languages)
        return DocumentPair(bitext.source, bitext.target, bitext)
    reading = read_blocks(raw, options)
    if reading.comments and (pair := _read_comments(raw, reading, *languages)):
        return pair
    if sides := divide_by_marks(reading.text, reading.blocks):
        return _read_marked(raw, reading, sides, languages)
    first, second = _choose_pair(raw, reading, *languages)
    source_blocks, target_blocks = split_languages(reading.text, reading.blocks, first, second)
    for code, blocks in ((second, source_blocks), (first, target_blocks)):
        if not any(block.kind is not BlockKind.FURNITURE for block in blocks):
            raise OneLanguageError(raw.origin, code)
    return DocumentPair(
        make_document(raw, reading, Side.SOURCE, first, source_blocks),
        make_document(raw, reading, Side.TARGET, second, target_blocks),
    )


def _read_two(
    paths: tuple[Path | str, Path | str],
    languages: tuple[str | None, str | None],
    options: ReadOptions,
) -> tuple[Document, Document]:
    """The documents of two files, whose languages are found together."""
    raws, readings = [], []
    for path, language in zip(paths, languages, strict=True):
        expected = expect_languages(path, language)
        raws.append(read_input(path, encoding=options.encoding, languages=expected))
        readings.append(read_blocks(raws[-1], options))
    named = [get_language(code).code if code else None for code in languages]
    if not all(named):
        texts = (sample_text(readings[0]), sample_text(readings[1]))
        names = (find_language(paths[0]), find_language(paths[1]))
        expected_two = (named[0] or names[0], named[1] or names[1])
        found = detect_two(texts, expected_two)
        named = [code or other for code, other in zip(named, found, strict=True)]
    source, target = (
        make_document(
            raw,
            reading,
            side,
            code or UNKNOWN,
            reading.blocks,
            more_notes=_comments_left_out(reading),
        )
        for raw, reading, side, code in zip(
            raws, readings, (Side.SOURCE, Side.TARGET), named, strict=True
        )
    )
    return keep_shared(source, target)


def _read_marked(
    raw: RawInput, reading: Reading, sides: Sides, languages: tuple[str | None, str | None]
) -> DocumentPair:
    """The sides of a text that marks them; both may be in one language (classical and modern)."""
    documents = []
    for side, blocks, language in zip(Side, sides, languages, strict=True):
        text = sample_text(replace(reading, blocks=blocks))
        code = get_language(language).code if language else detect_language(text)
        documents.append(make_document(raw, reading, side, code, blocks))
    return DocumentPair(documents[0], documents[1])


def _comments_left_out(reading: Reading) -> tuple[str, ...]:
    """A note where the comments that are left out may be text: a tenth of the file or more."""
    if 10 * _length(reading.comments) < _length(reading.blocks):
        return ()
    count = count_noun(len(reading.comments), "paragraph")
    were = "was" if len(reading.comments) == 1 else "were"
    note = f"{count} in comments (<!-- … -->) {were} left out."
    return (note,) if reading.comments else ()


def _length(blocks: Iterable[Block]) -> int:
    return sum(block.end - block.start for block in blocks)


def _read_comments(
    raw: RawInput, reading: Reading, source: str | None, target: str | None
) -> DocumentPair | None:
    """The file's comments as source and its text as target, if they are in two languages.

    Sites that are translated page by page keep the original so, above each paragraph.
    """
    texts = (sample_text(replace(reading, blocks=reading.comments)), sample_text(reading))
    found = [
        get_language(code).code if code else detect_language(text)
        for code, text in zip((source, target), texts, strict=True)
    ]
    if found[0][:2] == found[1][:2] or 10 * _length(reading.comments) < _length(reading.blocks):
        return None
    count = count_noun(len(reading.comments), "paragraph")
    note = f"{count} in comments (<!-- … -->) were read as the source text."
    return DocumentPair(
        make_document(raw, reading, Side.SOURCE, found[0], reading.comments, more_notes=(note,)),
        make_document(raw, reading, Side.TARGET, found[1], reading.blocks),
    )


def _choose_pair(
    raw: RawInput, reading: Reading, source: str | None, target: str | None
) -> tuple[str, str]:
    """The two language codes of a bilingual file, source first."""
    named = [get_language(code).code if code else None for code in (source, target)]
    if named[0] and named[1]:
        if named[0] == named[1]:
            raise WrongUsageError(
                f"Source and target are both {named[0]}; a translation needs two languages."
            )
        return named[0], named[1]
    found = [code for code in find_languages(reading.text, reading.blocks) if code != UNKNOWN]
    known = named[0] or named[1]
    others = [code for code in found if code[:2] != (known or "")[:2]]
    if len(found) < 2 or not others:
        raise OneLanguageError(raw.origin, found[0] if found else UNKNOWN)
    if named[0]:
        return named[0], others[0]
    if named[1]:
        return others[0], named[1]
    return found[0], found[1]
