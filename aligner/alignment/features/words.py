"""The words of each sentence with their vectors and weights: the stuff of word coverage."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.features.sentences import Sentences
from aligner.bitext import Run
from aligner.encoders.protocol import Encoder
from aligner.languages import get_language
from aligner.splitting.chinese_words import cut_texts

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
# Japanese has no word marks: runs of Chinese characters and of katakana carry the content.
_JAPANESE = re.compile(r"[一-鿿々]{1,4}|[ァ-ヺー]+|[A-Za-z0-9]+")
_NO_WORDS = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one side, sentence after sentence; every sentence has at least one entry."""

    starts: NDArray[np.int64]
    """Where the words of each sentence begin; one more entry than there are sentences."""
    ids: NDArray[np.int64]
    """Row in `vectors` of each word."""
    weights: NDArray[np.float32]
    """Inverse document frequency of each word (Spärck Jones 1972); 0 for the filler of a sentence
    without words."""
    vectors: NDArray[np.float16]
    """A unit vector for each different word; the filler's is zero. Half precision, as encoders
    round to it anyway."""

    def part(self, run: Run) -> "Words":
        """The words of a run of sentences."""
        starts = self.starts[run.start : run.end + 1]
        span = slice(int(starts[0]), int(starts[-1]))
        return Words(starts - starts[0], self.ids[span], self.weights[span], self.vectors)


def split_words(text: str, language: str) -> list[str]:
    """The words of a sentence, in lower case, without punctuation.

    >>> split_words("It's the U.S. policy.", "en")
    ["it's", 'the', 'u', 's', 'policy']
    """
    return split_texts([text], language)[0]


def split_texts(texts: Sequence[str], language: str) -> list[list[str]]:
    """The words of each sentence, as `split_words` gives them."""
    row = get_language(language)
    if row.splitter == "chinese":
        cut = cut_texts(texts)
        return [[w.lower() for w in words if any(c.isalnum() for c in w)] for words in cut]
    pattern = _JAPANESE if row.code == "ja" else _WORD
    return [[w.lower() for w in pattern.findall(text)] for text in texts]


@dataclass(frozen=True, slots=True)
class CountedWords:
    """The words of one side, numbered and weighed."""

    vocabulary: list[str]
    """Each different word once."""
    starts: NDArray[np.int64]
    ids: NDArray[np.int64]
    idf: NDArray[np.float32]
    """The weight of each word of the vocabulary."""

    def with_vectors(self, vectors: NDArray[np.floating]) -> Words:
        """The same with the vectors of the vocabulary."""
        half = vectors.astype(np.float16)
        if _NO_WORDS in self.vocabulary:
            half[self.vocabulary.index(_NO_WORDS)] = 0
        weights = self.idf[self.ids] if len(self.ids) else self.idf
        return Words(self.starts, self.ids, weights, half)


def split_sentences(sentences: Sentences) -> list[list[str]]:
    """The words of each sentence, at least a filler each."""
    return [words or [_NO_WORDS] for words in split_texts(sentences.texts, sentences.language)]


def count_words(split: Sequence[Sequence[str]]) -> CountedWords:
    """The words of all sentences of a side, each different one numbered."""
    frequency = Counter(word for words in split for word in dict.fromkeys(words))
    vocabulary = {word: i for i, word in enumerate(frequency)}
    idf = np.array([np.log1p(len(split) / frequency[w]) for w in vocabulary], np.float32)
    if _NO_WORDS in vocabulary:
        idf[vocabulary[_NO_WORDS]] = 0
    ids = np.array([vocabulary[w] for words in split for w in words], np.int64)
    starts = np.concatenate([[0], np.cumsum([len(words) for words in split])]).astype(np.int64)
    return CountedWords(list(vocabulary), starts, ids, idf)


def find_words(sentences: Sentences, encoder: Encoder) -> Words:
    """The words of one side, each different one encoded once."""
    counted = count_words(split_sentences(sentences))
    return counted.with_vectors(encoder.encode(counted.vocabulary))
