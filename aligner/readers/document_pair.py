"""Files → source and target document: two files, or one that holds both languages."""

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
    """Source and target as they were read."""

    source: Document
    target: Document
    bitext: Bitext | None = None
    """The same texts with their sentences and links, if the file is aligned already."""


def read_documents(
    source: Path | str,
    target: Path | str | None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    lines: bool = False,
    all_text: bool = False,
) -> tuple[Document, Document]:
    """Source and target document, from two files or from one that holds both languages.

    In one file the language that comes first is the source unless the caller says otherwise; both
    documents then share its text. Raises UnreadableInputError and its leaves; OneLanguageError if
    one file should hold two languages and does not.
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
    """Like `read_documents`, with the links of a single file that is aligned already.

    The languages are detected where they are None.
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
    given = [get_language(code).code if code else None for code in (source, target)]
    if given[0] and given[1]:
        if given[0] == given[1]:
            raise WrongUsageError(
                f"Source and target are both {given[0]}; a translation needs two languages."
            )
        return given[0], given[1]
    found = [code for code in find_languages(reading.text, reading.blocks) if code != UNKNOWN]
    known = given[0] or given[1]
    others = [code for code in found if code[:2] != (known or "")[:2]]
    if len(found) < 2 or not others:
        raise OneLanguageError(raw.origin, found[0] if found else UNKNOWN)
    if given[0]:
        return given[0], others[0]
    if given[1]:
        return others[0], given[1]
    return found[0], found[1]
