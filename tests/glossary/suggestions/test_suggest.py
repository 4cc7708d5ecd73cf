"""Suggestions from text without a counterpart: which phrases are paired, and how surely."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.term import Term, TermEvidence, TermOrigin
from glossary.candidates.corpus_index import SideIndex, index_corpus, index_sentences
from glossary.suggestions.corpus_text import CorpusText, add_corpus
from glossary.suggestions.mutual_nearest import pair_mutual_nearest, suggestion_confidence
from glossary.suggestions.remainders import find_remainders
from glossary.suggestions.suggest import suggest
from glossary.suggestions.title_case import undo_title_case, write_small
from glossary.suggestions.whole_phrases import are_whole
from tests.glossary.samples import make_bitext


def test_only_mutual_nearest_phrases_are_paired() -> None:
    """A phrase that prefers another rendering than the one that prefers it stays alone."""
    cosine = np.array([[0.9, 0.3], [0.8, 0.5]], dtype=np.float32)
    pairs = pair_mutual_nearest(["nuclear policy", "trade"], ["核政策", "贸易"], cosine)
    assert [(pair.left, pair.right) for pair in pairs] == [(0, 0)]


@pytest.mark.parametrize(
    ("cosine", "margin", "phrase", "company"),
    [(0.8, 0.02, False, False), (0.7, 0.12, False, False), (0.7, 0.02, True, False),
     (0.7, 0.02, False, True)],
)  # fmt: skip
def test_similarity_lead_length_and_company_make_a_suggestion_surer(
    cosine: float, margin: float, phrase: bool, company: bool
) -> None:
    """Each of them counts by itself."""
    weak = suggestion_confidence(0.7, 0.02, phrase=False, company=False)
    assert weak < suggestion_confidence(cosine, margin, phrase=phrase, company=company)


def test_a_great_lead_over_the_rival_counts_no_more_than_a_clear_one() -> None:
    """A lead above .12 is as good as one of .12."""
    one, other = (
        suggestion_confidence(0.7, margin, phrase=True, company=False) for margin in (0.12, 0.5)
    )
    assert one == other


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


UNALIGNED = [
    ("The authors draw on these Cold War case studies.", "冷战案例表明了这一点。"),
    ("Some speak of a New Cold War now.", "北京寻求的不是军事优势。"),
    ("Chinese leaders want greater leverage in China.", "中国领导人希望获得更大的影响力。"),
    ("China has its own policy.", "中国有自己的政策。"),
    ("Beijing Seeks Leverage More Than Military Advantage", "其他领导人不这么看。"),
    ("Modernizing Confidence-Building Measures: Cold War Case Studies", "冷战早已结束。"),
    ("They say that confidence building measures stabilise it.", "新冷战已经开始。"),
    ("The authors agreed.", "信任措施至关重要。"),
]
"""Sentences of two texts, of which only those on China are linked."""


def suggest_from_excerpt(corpus: Sequence[CorpusText] = ()) -> dict[str, str]:
    """The suggestions of the texts, source and rendering."""
    whole = make_bitext(UNALIGNED)
    index = index_corpus([replace(whole, links=whole.links[2:4])])
    terms = [
        Term("Chinese", "中国", "en", "zh", 0.9),
        Term("Chinese leaders", "中国领导人", "en", "zh", 0.9,
             evidence=(TermEvidence("sample", 2, (0, 15), 2, (0, 5)),)),
    ]  # fmt: skip
    found = suggest(index, terms, corpus, EmbeddedEncoder())
    assert all(term.origin is TermOrigin.SUGGESTED for term in found)
    return {term.source: term.target for term in found}


def test_terms_are_suggested_from_the_unaligned_part_of_the_texts() -> None:
    """No corpus is needed, the longer term does not hide the shorter, and no piece is suggested."""
    found = suggest_from_excerpt()
    assert found["New Cold War"] == "新冷战"
    assert found["Cold War"] == "冷战"
    assert found["military advantage"] == "军事优势"
    assert found["confidence-building measures"] == "信任措施"
    assert not {"building measures", "Cold War case"} & found.keys()


def test_what_a_known_term_leaves_of_a_longer_one_is_suggested() -> None:
    """The rest of "Chinese leaders" 中国领导人, of which only one side stands outside the links."""
    assert suggest_from_excerpt()["leaders"] == "领导人"


def test_a_phrase_beside_a_known_term_on_both_sides_is_suggested() -> None:
    """案例 is nearer to "case", but stands behind 冷战 as "case studies" does behind "Cold War"."""
    assert suggest_from_excerpt()["case studies"] == "案例"


def test_a_corpus_in_another_wording_does_not_displace_the_text() -> None:
    """The text says 军事优势; the corpus speaks of 优越性, and adds what the text does not have."""
    corpus = [
        CorpusText(
            "zh", ("这带来军事上的优势，也就是军事优越性。", "军事优势很大。", "核扩散很危险。")
        ),
        CorpusText("en", ("Nuclear proliferation is dangerous.",)),
    ]
    alone, with_corpus = suggest_from_excerpt(), suggest_from_excerpt(corpus)
    assert alone.items() <= with_corpus.items()
    assert with_corpus["nuclear proliferation"] == "核扩散"


def test_remainders_open_or_close_both_sides() -> None:
    """A shorter term at other ends of the two sides leaves nothing that belongs together."""
    nuclear = Term("nuclear", "核", "en", "zh", 0.9)
    policy = Term("nuclear policy", "核政策", "en", "zh", 0.9)
    turned = Term("policy on nuclear", "核政策", "en", "zh", 0.9)
    assert list(find_remainders([nuclear, policy, turned])) == [(policy, "policy", "政策")]


@pytest.mark.parametrize(
    ("texts", "name", "expected"),
    [
        (["Beijing Seeks Military Advantage"], "Military Advantage", "military advantage"),
        (["These Cold War studies help."], "Cold War", "Cold War"),
        (["Carter Center China Focus Program"], "China Focus", "China Focus"),
        (
            ["They share Chinese views.", "Case Studies and Chinese Perspectives Reviewed"],
            "Chinese Perspectives",
            "Chinese perspectives",
        ),
    ],
)
def test_phrases_of_headlines_are_written_as_in_running_text(
    texts: list[str], name: str, expected: str
) -> None:
    """Names and words that running text capitalises keep their capitals."""
    side = index_sentences([texts], "en")
    keys = list(side.spans.keys)
    number = next(i for i in range(len(keys)) if _written(side, i) == name)
    assert write_small(side, number, name) == expected


def _written(side: SideIndex, number: int) -> str:
    return side.spans.spellings(side.tokens, np.array([number]))[0]
