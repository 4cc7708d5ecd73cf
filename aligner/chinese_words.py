"""Chinese words by jieba: one dictionary, silent, its cache where only the user may write."""

import logging
import os
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def chinese_segmenter() -> Any:
    """The `jieba.Tokenizer` everybody shares; do not add words to it."""
    return new_segmenter()


def new_segmenter() -> Any:
    """A `jieba.Tokenizer` of one's own, to which words can be added."""
    import jieba

    jieba.setLogLevel(logging.CRITICAL)
    segmenter = jieba.Tokenizer()
    # jieba would keep its cache under a fixed name in the folder for temporary files, which on a
    # shared machine anybody can put there first.
    segmenter.tmp_dir = str(_cache_folder())
    return segmenter


def cut_words(text: str) -> list[str]:
    """The words of a Chinese text, in order; together they are the text.

    >>> cut_words("核武库在扩大。")
    ['核武库', '在', '扩大', '。']
    """
    words: list[str] = chinese_segmenter().lcut(text)
    return words


def _cache_folder() -> Path:
    """The user's cache folder (XDG); without one jieba goes on without a cache."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "duizhao"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(os.devnull)
    return folder
