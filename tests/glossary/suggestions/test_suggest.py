"""Suggestions from text without a counterpart: which phrases are paired, and how surely."""

import numpy as np

from aligner.encoders.embedded.encoder import EmbeddedEncoder
from glossary.candidates.corpus_index import index_sentences
from glossary.suggestions.corpus_text import CorpusText, add_corpus
from glossary.suggestions.mutual_nearest import pair_mutual_nearest, suggestion_confidence
from glossary.suggestions.title_case import undo_title_case
from glossary.suggestions.whole_phrases import are_whole


def test_only_mutual_nearest_phrases_are_paired() -> None:
    """A phrase that prefers another rendering than the one that prefers it stays alone."""
    cosine = np.array([[0.9, 0.3], [0.8, 0.5]], dtype=np.float32)
    pairs = pair_mutual_nearest(["nuclear policy", "trade"], ["核政策", "贸易"], cosine)
    assert [(i, j) for i, j, _ in pairs] == [(0, 0)]


def test_similarity_and_a_lead_over_the_rival_make_a_suggestion_surer() -> None:
    """Both count, and a lead above .12 no more than one of .12."""
    weak = suggestion_confidence(0.7, 0.02, phrase=True)
    assert weak < suggestion_confidence(0.8, 0.02, phrase=True)
    assert weak < suggestion_confidence(0.7, 0.12, phrase=True)
    assert suggestion_confidence(0.7, 0.12, phrase=True) == suggestion_confidence(
        0.7, 0.5, phrase=True
    )


def test_capitals_of_a_headline_are_undone_and_those_of_a_name_kept() -> None:
    """The form that is more similar to a rendering is the one that was meant."""
    encoder = EmbeddedEncoder()
    renderings = encoder.encode(["军事优势", "赵通"])
    names = undo_title_case(["Military Advantage", "Tong Zhao"], renderings, encoder)
    assert names == ["military advantage", "Tong Zhao"]


def test_a_phrase_with_a_word_too_many_is_not_whole() -> None:
    """A part of one phrase is more similar to the other phrase than the whole is."""
    source = index_sentences([["The United States agreed."]], "en")
    target = index_sentences([["美国国家同意了。"]], "zh")
    pairs = [("United States", "美国国家"), ("United States", "美国")]
    assert are_whole(pairs, source, target, EmbeddedEncoder()) == [False, True]


def test_corpus_text_is_added_to_the_side_of_its_language() -> None:
    """Sentences of other languages leave the side as it is."""
    side = index_sentences([["The policy."]], "en")
    corpus = [CorpusText("en", ("The strategy.",)), CorpusText("zh", ("战略。",))]
    assert add_corpus(side, corpus).tokens.texts == ("The policy.", "The strategy.")
    assert add_corpus(side, corpus[1:]) is side
