"""Text of one language that has no counterpart, and the index of a side enlarged by it."""

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.languages import get_language
from glossary.candidates.corpus_index import SideIndex, index_sentences


@dataclass(frozen=True, slots=True)
class CorpusText:
    """Sentences of one language without a counterpart."""

    language: str
    texts: tuple[str, ...]


def add_corpus(side: SideIndex, corpus: Sequence[CorpusText]) -> SideIndex:
    """The index of a side with the sentences of its language in `corpus` after its own."""
    language = get_language(side.language).code
    more = [text for part in corpus if get_language(part.language).code == language
            for text in part.texts]  # fmt: skip
    return index_sentences([[*side.tokens.texts, *more]], side.language) if more else side
