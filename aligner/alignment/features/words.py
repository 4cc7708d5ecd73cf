"""Words of each sentence with their vectors and weights, from which word coverage is computed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligner.alignment.features.sentences import Sentences
from aligner.arrays import Float16s, Float32s, Floats, Int64s
from aligner.bitext import Run
from aligner.encoders.protocol import Encoder
from aligner.languages import get_language
from aligner.splitting.chinese_words import cut_texts
from aligner.text import KATAKANA, SCRIPTS

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
# Japanese has no word marks: runs of Chinese characters and of katakana carry the content.
_JAPANESE = re.compile(f"[{SCRIPTS['Han']}]{{1,4}}|[{KATAKANA}]+|[A-Za-z0-9]+")
_NO_WORDS = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one side, sentence after sentence; every sentence has at least one entry."""

    starts: Int64s
    """Index of the first word of each sentence, shape (sentences + 1,)."""
    ids: Int64s
    """Row in `vectors` of each word, shape (words,)."""
    weights: Float32s
    """Inverse document frequency of each word, shape (words,) (Spärck Jones 1972); 0 for the filler
    of a sentence without words."""
    vectors: Float16s
    """Unit vectors of the different words, float16 (vocabulary, dimension), as encoders round to it
    anyway; zero for the filler."""

    def part(self, run: Run) -> "Words":
        """Words of a run of sentences."""
        starts = self.starts[run.start : run.end + 1]
        span = slice(int(starts[0]), int(starts[-1]))
        return Words(starts - starts[0], self.ids[span], self.weights[span], self.vectors)


def split_texts(texts: Sequence[str], language: str) -> list[list[str]]:
    """Splits each text into words, in lower case, without punctuation.

    >>> split_texts(["It's the U.S. policy."], "en")
    [["it's", 'the', 'u', 's', 'policy']]
    """
    row = get_language(language)
    if row.splitter == "chinese":
        cut = cut_texts(texts)
        return [[w.lower() for w in words if any(c.isalnum() for c in w)] for words in cut]
    pattern = _JAPANESE if row.code == "ja" else _WORD
    return [[w.lower() for w in pattern.findall(text)] for text in texts]


@dataclass(frozen=True, slots=True)
class CountedWords:
    """Words of one side, numbered and weighted, without vectors."""

    vocabulary: list[str]
    """The different words."""
    starts: Int64s
    ids: Int64s
    idf: Float32s
    """Weight of each word of the vocabulary, shape (vocabulary,)."""

    def with_vectors(self, vectors: Floats) -> Words:
        """Adds the vectors of the vocabulary, shape (vocabulary, dimension)."""
        half = vectors.astype(np.float16)
        if _NO_WORDS in self.vocabulary:
            half[self.vocabulary.index(_NO_WORDS)] = 0
        weights = self.idf[self.ids] if len(self.ids) else self.idf
        return Words(self.starts, self.ids, weights, half)


def split_sentences(sentences: Sentences) -> list[list[str]]:
    """Words of each sentence, or a filler."""
    return [words or [_NO_WORDS] for words in split_texts(sentences.texts, sentences.language)]


def count_words(split: Sequence[Sequence[str]]) -> CountedWords:
    """Numbers the different words of all sentences of a side."""
    frequency = Counter(word for words in split for word in dict.fromkeys(words))
    vocabulary = {word: i for i, word in enumerate(frequency)}
    idf = np.array([np.log1p(len(split) / frequency[w]) for w in vocabulary], np.float32)
    if _NO_WORDS in vocabulary:
        idf[vocabulary[_NO_WORDS]] = 0
    ids = np.array([vocabulary[w] for words in split for w in words], np.int64)
    starts = np.concatenate([[0], np.cumsum([len(words) for words in split])]).astype(np.int64)
    return CountedWords(list(vocabulary), starts, ids, idf)


def find_words(sentences: Sentences, encoder: Encoder) -> Words:
    """Words of one side, each different one encoded once."""
    counted = count_words(split_sentences(sentences))
    return counted.with_vectors(encoder.encode(counted.vocabulary))
