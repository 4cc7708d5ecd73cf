"""Sentences as arrays of tokens: the table every later step counts on."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

CONTENT_TAGS = "ANPVGBUDXW"
"""Tags of words that carry meaning: adjective, noun, name, verb, gerund, participle, number,
adverb, unknown, weak modifier. The other tags: I preposition, T determiner or 的, C conjunction,
H hyphen, S possessive, F place word, Q measure word, K prefix, E Chinese preposition, O anything
else, Z punctuation."""


class Token(NamedTuple):
    """A word of a sentence, or a punctuation mark."""

    key: str
    """What is counted: lower case, plural ending removed."""
    tag: str
    """One letter, see `CONTENT_TAGS`."""
    start: int
    end: int


class Analyser(Protocol):
    """Cuts the sentences of one language into tokens and says which runs of them can be terms."""

    joiner: str
    """What stands between the words of a term's key."""

    def analyse(self, text: str) -> list[Token]:
        """The tokens of a sentence, in order; white space belongs to none."""
        ...

    def spans(self, tags: str) -> tuple[tuple[int, int], ...]:
        """The runs of tokens that can be a term, for the tags of a sentence."""
        ...

    def frequency(self, word: str) -> float:
        """How often a word stands in general text, per million words."""
        ...


@dataclass(frozen=True, slots=True)
class TokenTable:
    """All sentences of one side, flat; token numbers run through the whole side."""

    texts: tuple[str, ...]
    bounds: NDArray[np.int64]
    """Sentence i has the tokens bounds[i] … bounds[i + 1]."""
    words: tuple[str, ...]
    """The vocabulary."""
    word: NDArray[np.int32]
    """For each token the number of its key in `words`."""
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    content: NDArray[np.bool_]
    tags: tuple[str, ...]
    """For each sentence the tags of its tokens, one letter each."""

    def spellings(self) -> list[str]:
        """For each word of the vocabulary how it is written in the text, for the encoder.

        Encoders tell Reading from reading; so the spelling is one from inside a sentence where
        there is one.
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
        """The characters from token `first` up to (not with) token `last`."""
        return self.texts[sentence][self.start[first] : self.end[last - 1]]


def build_table(texts: Sequence[str], analyser: Analyser) -> TokenTable:
    """The token table of the sentences of one side."""
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
    return TokenTable(
        texts=tuple(texts),
        bounds=np.array(bounds, dtype=np.int64),
        words=tuple(vocabulary),
        word=np.array(word, dtype=np.int32),
        start=np.array(start, dtype=np.int32),
        end=np.array(end, dtype=np.int32),
        content=np.isin(content, np.frombuffer(CONTENT_TAGS.encode(), dtype=np.uint8)),
        tags=tuple(tags),
    )
