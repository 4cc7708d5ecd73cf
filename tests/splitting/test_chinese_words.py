"""Chinese words are those of jieba, whatever way its dictionary is kept."""

import logging
from pathlib import Path
from typing import Any

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.splitting import chinese_dictionary
from aligner.splitting.chinese_words import chinese_segmenter, cut_texts, cut_words, new_segmenter

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def whole() -> Any:
    """The tokenizer as it comes, with the whole dictionary in memory."""
    jieba.setLogLevel(logging.CRITICAL)
    return jieba.Tokenizer()


def _lines() -> list[str]:
    files = sorted(SEEDS.glob("*.txt"))
    assert files
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_words_of_the_seeds(whole: Any) -> None:
    """The words of the example texts are those that jieba finds."""
    lines = _lines()
    assert list(cut_texts(lines)) == [whole.lcut(line) for line in lines]


@pytest.fixture(scope="module")
def dictionary_words(whole: Any) -> list[str]:
    """Words of all lengths, and beginnings that are none."""
    whole.initialize()
    return sorted(whole.FREQ)[::97]


def test_words_in_a_row(whole: Any, dictionary_words: list[str]) -> None:
    """Words of the dictionary that run into each other are cut as jieba cuts them."""
    texts = ["".join(dictionary_words[i::500]) for i in range(500)]
    assert list(cut_texts(texts)) == [whole.lcut(text) for text in texts]


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("中国人民大学生活动物理想不到处 aB9.%-\n，\U00020000𝒳"), max_size=40)
)
def test_any_text(whole: Any, text: str) -> None:
    """Whatever the text, the words are jieba's, and together they are the text."""
    assert cut_words(text) == whole.lcut(text)
    assert [*chinese_segmenter().tokenize(text)] == [*whole.tokenize(text)]


def test_added_words(whole: Any) -> None:
    """A word that was added is cut as one, also where its parts are in the dictionary."""
    own, jiebas = new_segmenter(), jieba.Tokenizer()
    for word, count in (("核武库在扩大", None), ("地缘政治影响力", 100_000), ("扩大", 5)):
        own.add_word(word, count)
        jiebas.add_word(word, count)
    text = "核武库在扩大，地缘政治影响力也在扩大。"
    assert own.lcut(text) == jiebas.lcut(text)
    assert own.lcut(text) != whole.lcut(text)
    assert cut_words(text) == whole.lcut(text)


def test_dictionary_is_kept_and_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table goes into the user's cache folder; a broken one is made again."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    opened = chinese_dictionary.open_dictionary.__wrapped__
    first = opened()
    (file,) = (tmp_path / "duizhao").iterdir()
    assert dict(opened().entries("中国人")) == dict(first.entries("中国人"))
    file.write_bytes(b"broken")
    assert dict(opened().entries("中国人")) == dict(first.entries("中国人"))
    assert opened().total == first.total


def test_no_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no cache folder can be made the dictionary is made each time."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert dict(chinese_dictionary.open_dictionary.__wrapped__().entries("人"))["人"] > 0
