"""Reads what a glossary can be built from besides links: more text, and known terms."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from aligner.bitext import Bitext, Side
from aligner.readers.document import read_document
from aligner.splitting import split_document
from aligner.term import Term
from glossary.suggestions.corpus_text import CorpusText
from glossary.termbase.read import read_termbase


def read_corpus(path: Path) -> CorpusText:
    """The sentences of a document in one language.

    Raises:
        UnreadableInputError: The file cannot be read.
    """
    document = read_document(path, Side.TARGET)
    segments = split_document(document)
    return CorpusText(document.language, tuple(segment.text for segment in segments))


def read_termbases(paths: Iterable[Path], bitexts: Sequence[Bitext]) -> list[Term]:
    """The known terms of the files, for each pair of languages that the bitexts have.

    Raises:
        UnreadableInputError: A file cannot be read.
        EmptyInputError: A file has no terms in one of these pairs of languages.
    """
    pairs = dict.fromkeys((b.source.language, b.target.language) for b in bitexts)
    return [term for path in paths for pair in pairs for term in read_termbase(path, *pair)]
