"""The two texts of an alignment, read as the options say."""

from dataclasses import replace
from pathlib import Path

from aligner.align_options import AlignOptions
from aligner.errors import WrongUsageError
from aligner.readers.document_pair import DocumentPair, read_pair
from aligner.readers.input.encoding import check_encoding
from aligner.readers.pairing.aligned_files import read_aligned
from aligner.readers.reading import ReadOptions


def read_inputs(
    source: Path | str, target: Path | str | None, options: AlignOptions
) -> DocumentPair:
    """Both documents, with their links if they have some that are to be kept.

    Raises:
        UnreadableInputError: A file cannot be read; its subclasses say why.
        OneLanguageError: A single file holds only one language.
        WrongUsageError: `options.links` without a second text, and the like.
    """
    if options.links is not None:
        return _read_linked(source, target, options.links, options)
    languages = options.source_language, options.target_language
    reading = ReadOptions(
        lines=options.lines or options.aligned,
        all_text=options.all_text,
        encoding=check_encoding(options.encoding) if options.encoding else None,
    )
    pair = read_pair(source, target, languages, reading)
    return replace(pair, bitext=None) if options.realign or options.mode != "auto" else pair


def _read_linked(
    source: Path | str, target: Path | str | None, links: str, options: AlignOptions
) -> DocumentPair:
    if target is None:
        raise WrongUsageError("--links needs the two texts that the links are between.")
    bitext = read_aligned(
        source,
        target,
        links,
        source_language=options.source_language,
        target_language=options.target_language,
    )
    return DocumentPair(bitext.source, bitext.target, bitext)
