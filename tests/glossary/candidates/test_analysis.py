"""Words and term candidates of each language; the cases are in tests/cases/glossary."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.candidates.analysis.english import EnglishAnalyser, noun_lemma
from glossary.candidates.analysis.registry import get_analyser
from glossary.candidates.spans import find_candidates
from glossary.candidates.tokens import tokenize_sentences
from tests.glossary.samples import CASES

ENGLISH: dict[str, Any] = json.loads((CASES / "english.json").read_text(encoding="utf-8"))
CHINESE: dict[str, Any] = json.loads((CASES / "chinese.json").read_text(encoding="utf-8"))


def candidates(text: str, language: str) -> set[str]:
    """The keys of the candidates of one sentence."""
    analyser = get_analyser(language, [text])
    return set(find_candidates(tokenize_sentences([text], analyser), analyser).keys)


@pytest.mark.parametrize(("word", "lemma"), ENGLISH["lemmas"])
def test_plural_endings_are_removed(word: str, lemma: str) -> None:
    """A noun's key is its singular."""
    assert noun_lemma(word) == lemma


@pytest.mark.parametrize(("text", "wanted", "unwanted"), ENGLISH["candidates"])
def test_english_candidates(text: str, wanted: list[str], unwanted: list[str]) -> None:
    """Noun phrases, names and acronyms are found whole; parts of hyphenated words are not."""
    found = candidates(text, "en")
    assert set(wanted) <= found
    assert not found & set(unwanted)


@pytest.mark.parametrize(("text", "wanted", "unwanted"), CHINESE["candidates"])
def test_chinese_candidates(text: str, wanted: list[str], unwanted: list[str]) -> None:
    """Runs that begin and end with content words, never with a function word."""
    found = candidates(text, "zh")
    assert set(wanted) <= found
    assert not found & set(unwanted)


def test_traditional_text_is_segmented_like_simplified_text() -> None:
    """The key keeps the characters of the text."""
    assert "核武器" in candidates("中國擁有核武器。", "zh-TW")
    assert "軍事優勢" in candidates("尋求軍事優勢。", "zh-TW")


def test_other_languages_have_candidates_too() -> None:
    """Without a tagger the commonest words are the function words."""
    texts = ["la politique de la France", "la politique de la Chine", "la crise de la dette"] * 3
    analyser = get_analyser("fr", texts)
    keys = set(find_candidates(tokenize_sentences(texts, analyser), analyser).keys)
    assert "politique" in keys
    assert "la" not in keys


def test_acronyms_lose_their_plural() -> None:
    """NGOs are counted with NGO."""
    tokens = EnglishAnalyser().analyse("Many NGOs and SARS patients")
    assert [token.key for token in tokens] == ["many", "ngo", "and", "sars", "patient"]


@pytest.mark.parametrize("language", ["en", "zh", "zh-TW", "fr"])
@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=80))
def test_tokens_lie_in_the_text(language: str, text: str) -> None:
    """Any text: tokens are in order, do not overlap, and cover all that is not white space."""
    tokens = get_analyser(language, [text]).analyse(text)
    at = 0
    for token in tokens:
        assert text[at : token.start].strip() == ""
        assert token.start < token.end
        at = token.end
    assert text[at:].strip() == ""
