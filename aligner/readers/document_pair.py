"""Files → source and target document: two files, or one that contains both languages."""

from dataclasses import dataclass
from pathlib import Path

from aligner.bitext import Bitext, BlockKind, Document, Side
from aligner.errors import OneLanguageError, WrongUsageError
from aligner.language_detection import UNKNOWN
from aligner.languages import get_language
from aligner.readers.document import make_document, read_blocks, read_document
from aligner.readers.input.raw_input import RawInput, read_input
from aligner.readers.layout.bilingual import find_languages, split_languages
from aligner.readers.pairing.aligned_files import read_aligned_file
from aligner.readers.reading import Reading, ReadOptions
from aligner.readers.registry import find_aligned_reader

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
        return DocumentPair(
            read_document(source, Side.SOURCE, languages[0], options),
            read_document(target, Side.TARGET, languages[1], options),
        )
    raw = read_input(source)
    if find_aligned_reader(raw):
        bitext = read_aligned_file(raw, *languages)
        return DocumentPair(bitext.source, bitext.target, bitext)
    reading = read_blocks(raw, options)
    first, second = _choose_pair(raw, reading, *languages)
    source_blocks, target_blocks = split_languages(reading.text, reading.blocks, first, second)
    for code, blocks in ((second, source_blocks), (first, target_blocks)):
        if not any(block.kind is not BlockKind.FURNITURE for block in blocks):
            raise OneLanguageError(raw.origin, code)
    return DocumentPair(
        make_document(raw, reading, Side.SOURCE, first, source_blocks),
        make_document(raw, reading, Side.TARGET, second, target_blocks),
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
