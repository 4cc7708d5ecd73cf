"""Sentences as flat arrays of tokens, on which every later step counts."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from aligner.arrays import Bools, Int32s, Int64s

CONTENT_TAGS = "ANPVGBUDXW"
"""Tags of content words, which carry meaning: A adjective, N noun, P name, V verb, G gerund,
B participle, U number, D adverb, X unknown, W weak modifier. The other tags: I preposition,
T determiner or 的, C conjunction, H hyphen, S possessive, F place word, Q measure word, K prefix,
E Chinese preposition, O anything else, Z punctuation."""


class Token(NamedTuple):
    """A word of a sentence, or a punctuation mark."""

    key: str
    """The form that is counted: lower case, without a plural ending."""
    tag: str
    """One letter; see `CONTENT_TAGS`."""
    start: int
    """Offset of the first character in the sentence."""
    end: int
    """Offset after the last character."""


class Analyser(Protocol):
    """Cuts the sentences of one language into tokens and finds the runs that may be terms."""

    joiner: str
    """What separates the words in the key of a candidate: a space, or nothing."""

    def analyse(self, text: str) -> list[Token]:
        """The tokens of a sentence, in order; white space belongs to no token."""
        ...

    def spans(self, tags: str) -> tuple[tuple[int, int], ...]:
        """The runs of tokens that may be a term, given the tags of a sentence."""
        ...

    def frequency(self, word: str) -> float:
        """Occurrences of a word in general text, per million words."""
        ...


@dataclass(frozen=True, slots=True)
class TokenizedSentences:
    """All sentences of one side; the tokens are numbered through the whole side."""

    texts: tuple[str, ...]
    """The sentences as they were read."""
    bounds: Int64s
    """Sentence i has the tokens bounds[i] … bounds[i + 1]."""
    words: tuple[str, ...]
    """The vocabulary: every key once."""
    word: Int32s
    """The number of each token's key in `words`, shape (tokens,) like the next three."""
    start: Int32s
    """Offset of the first character in the sentence."""
    end: Int32s
    """Offset after the last character."""
    content: Bools
    """Whether the token is a content word."""
    tags: tuple[str, ...]
    """The tags of the tokens of each sentence, one letter a token."""

    def spellings(self) -> list[str]:
        """How each word of the vocabulary is written in the text, for the encoder.

        Encoders distinguish Reading from reading, so a spelling from inside a sentence is
        preferred to one from its beginning.
        """
        inside = np.ones(len(self.word), dtype=np.bool_)
        firsts = self.bounds[:-1][self.bounds[:-1] < len(self.word)]
        inside[firsts] = False
        chosen = np.full(len(self.words), -1, dtype=np.int64)
        numbers = np.arange(len(self.word))
        for mask in (~inside, inside):
            chosen[self.word[mask][::-1]] = numbers[mask][::-1]
        sentence = np.searchsorted(self.bounds, chosen, side="right") - 1
        return [
            self.text(s, token, token + 1)
            for s, token in zip(sentence.tolist(), chosen.tolist(), strict=True)
        ]

    def text(self, sentence: int, first: int, last: int) -> str:
        """The characters from token `first` up to, but not including, token `last`."""
        return self.texts[sentence][self.start[first] : self.end[last - 1]]


def tokenize_sentences(texts: Sequence[str], analyser: Analyser) -> TokenizedSentences:
    """Tokenize the sentences of one side."""
    vocabulary: dict[str, int] = {}
    word, start, end = array("i"), array("i"), array("i")
    tags: list[str] = []
    bounds = [0]
    for text in texts:
        tokens = analyser.analyse(text)
        for token in tokens:
            word.append(vocabulary.setdefault(token.key, len(vocabulary)))
            start.append(token.start)
            end.append(token.end)
        tags.append("".join(token.tag for token in tokens))
        bounds.append(len(word))
    content = np.frombuffer("".join(tags).encode("ascii"), dtype=np.uint8)
    return TokenizedSentences(
        texts=tuple(texts),
        bounds=np.array(bounds, dtype=np.int64),
        words=tuple(vocabulary),
        word=np.array(word, dtype=np.int32),
        start=np.array(start, dtype=np.int32),
        end=np.array(end, dtype=np.int32),
        content=np.isin(content, np.frombuffer(CONTENT_TAGS.encode(), dtype=np.uint8)),
        tags=tuple(tags),
    )
