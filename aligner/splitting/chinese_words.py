"""Cuts Chinese text into words by jieba, with only as much of its dictionary as the text needs."""

import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from aligner.splitting.chinese_dictionary import open_dictionary

_BLOCK = 1_000
"""Number of texts whose words are looked up together."""


@lru_cache(maxsize=1)
def chinese_segmenter() -> Any:
    """The shared `jieba.Tokenizer`, to which no words must be added."""
    return new_segmenter()


def new_segmenter() -> Any:
    """A new `jieba.Tokenizer`, to which words can be added."""
    return _tokenizer_class()()


def cut_words(text: str) -> list[str]:
    """The words of a Chinese text, in order; joined, they are the text.

    >>> cut_words("核武库在扩大。")
    ['核武库', '在', '扩大', '。']
    """
    return next(cut_texts([text]))


def cut_texts(texts: Sequence[str]) -> Iterator[list[str]]:
    """The words of each text; the dictionary is searched once for all texts of a block."""
    segmenter = chinese_segmenter()
    for first in range(0, len(texts), _BLOCK):
        block = texts[first : first + _BLOCK]
        segmenter.learn("\n".join(block))
        yield from (segmenter.cut_known(text) for text in block)


@lru_cache(maxsize=1)
def _tokenizer_class() -> type[Any]:
    import jieba

    jieba.setLogLevel(logging.CRITICAL)

    class SmallTokenizer(jieba.Tokenizer):  # type: ignore[misc]  # jieba has no types
        """jieba's tokenizer with a dictionary that grows by the entries each text can need.

        jieba looks up substrings of the text that it cuts only, so the words are those of the whole
        dictionary (`tests/splitting/test_chinese_words.py` compares).
        """

        def __init__(self) -> None:
            super().__init__()
            self._dictionary = open_dictionary()
            self.total = self._dictionary.total
            self.initialized = True

        def cut(self, sentence: str, *args: Any, **kwargs: Any) -> Iterator[str]:
            self.learn(sentence)
            words: Iterator[str] = super().cut(sentence, *args, **kwargs)
            return words

        def cut_known(self, text: str) -> list[str]:
            """The words of a text whose entries `learn` has added."""
            return list(super().cut(text))

        def add_word(self, word: str, freq: int | None = None, tag: str | None = None) -> None:
            self.learn(word)
            super().add_word(word, freq, tag)

        def learn(self, text: str) -> None:
            """Adds the entries that a text can need."""
            for entry, count in self._dictionary.entries(text):
                # Words added by `add_word` keep their counts.
                self.FREQ.setdefault(entry, count)

    return SmallTokenizer
