"""Reads what a glossary can be built from besides links: more text, and known terms."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from aligner.bitext import Bitext, Side
from aligner.readers.document import read_document
from aligner.splitting import split_document
from aligner.term import Term
from aligner.term_matching import TermMatcher
from glossary.suggestions.corpus_text import CorpusText
from glossary.termbase.read import describe, read_termbase


def read_corpus(path: Path) -> CorpusText:
    """The sentences of a document in one language.

    Raises:
        UnreadableInputError: The file cannot be read.
    """
    document = read_document(path, Side.TARGET)
    segments = split_document(document)
    return CorpusText(document.language, tuple(segment.text for segment in segments))


def read_termbases(
    paths: Iterable[Path],
    bitexts: Sequence[Bitext],
    say: Callable[[str], None] = lambda _sentence: None,
) -> list[Term]:
    """The known terms of the files, for each pair of languages that the bitexts have.

    `say` is told of each file how many terms were read and occur, and what is in doubt.

    Raises:
        UnreadableInputError: A file cannot be read.
        EmptyInputError: A file has no terms in one of these pairs of languages.
    """
    pairs = dict.fromkeys((b.source.language, b.target.language) for b in bitexts)
    terms: list[Term] = []
    for path in paths:
        for pair in pairs:
            termbase = read_termbase(path, *pair)
            say(f"{path}: {describe(termbase, _count_occurring(termbase.terms, bitexts, pair))}")
            for note in termbase.notes:
                say(f"{path}: {note}")
            terms += termbase.terms
    return terms


def _count_occurring(
    terms: Sequence[Term], bitexts: Sequence[Bitext], pair: tuple[str, str]
) -> int:
    """How many of the terms occur in the source texts of a pair of languages."""
    matcher = TermMatcher.of_sources(terms)
    found: set[int] = set()
    for bitext in bitexts:
        if (bitext.source.language, bitext.target.language) == pair:
            for segment in bitext.source_segments:
                found |= {number for _, _, number in matcher.find(segment.text)}
    return len(found)
