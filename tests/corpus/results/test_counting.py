"""Terms counted in all links, and samples of links."""

from dataclasses import replace

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.corpus.results.counting import count_terms_in_links
from aligner.corpus.results.sampling import sample_links, to_bitexts
from aligner.term import Term, Variant
from aligner.term_matching import TermMatcher
from tests.corpus.results.test_filtering import links_of


def term(source: str, target: str, *forms: str) -> Term:
    """A term with further forms of its source."""
    variants = tuple(Variant(form, 1) for form in forms)
    return Term(source, target, "en", "zh", 0.9, source_variants=variants)


def test_counts_by_hand() -> None:
    """Links with both terms, with the source in any form, with the target."""
    links = links_of(
        {"source": "Treaties matter.", "target": "条约很重要。"},
        {"source": "The treaty, a treaty!", "target": "条约。"},
        {"source": "THE TREATY failed.", "target": "协定失败了。"},
        {"source": "Entreaty is no such word.", "target": "条约吗？"},
    )
    (treaty,) = count_terms_in_links(links, [term("treaty", "条约", "treaties", "treaty")])
    assert (treaty.count, treaty.source_count, treaty.target_count) == (2, 3, 3)


def test_forms_and_renderings_get_their_own_counts() -> None:
    """Links with the form; links with the term and the rendering. Case makes no form."""
    links = links_of(
        {"source": "Treaties matter.", "target": "条约很重要。"},
        {"source": "The treaty failed.", "target": "协定失败了。"},
        {"source": "A TREATY, two treaties.", "target": "条约和协定。"},
        {"source": "Nothing of the kind.", "target": "协定。"},
    )
    known = replace(
        term("treaty", "条约", "Treaty", "treaties", "treatise"),
        target_variants=(Variant("协定", 7), Variant("条款", 1)),
    )
    (treaty,) = count_terms_in_links(links, [known])
    assert (treaty.count, treaty.source_count, treaty.target_count) == (2, 3, 2)
    assert treaty.source_variants == (Variant("treaties", 2),)
    assert treaty.target_variants == (Variant("协定", 2),)


def test_terms_within_and_beside_each_other() -> None:
    """A term inside a longer one counts for both, and so do two that share a space."""
    links = links_of({"source": "nuclear non-proliferation treaty", "target": "不扩散核武器条约"})
    terms = [
        term("nuclear", "核"),
        term("treaty", "条约"),
        term("non-proliferation treaty", "不扩散核武器条约"),
        term("Treaty", "武器"),
    ]
    assert [t.count for t in count_terms_in_links(links, terms)] == [1, 1, 1, 1]


WORDS = ["arm", "Arms", "policy", "policies", "box", "U.S.", "C++", "核", "武器", "ß", "5G", "핵"]
FORMS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).flatmap(
    lambda words: st.sampled_from(["".join(words), " ".join(words), "-".join(words)])
)
TEXTS = st.lists(
    st.sampled_from([*WORDS, " ", " ", "-", " – ", ", ", ".", "1", "_", "ﬁ", "s"]), max_size=12
).map("".join)


@settings(deadline=None, max_examples=40)
@given(
    forms=st.lists(FORMS, min_size=1, max_size=5),
    texts=st.lists(TEXTS, min_size=1, max_size=5),
    language=st.sampled_from(["de", "zh", "ko"]),
)
def test_counted_is_what_the_finder_of_terms_finds(
    forms: list[str], texts: list[str], language: str
) -> None:
    """Law: polars and `TermMatcher` carry out the same rules."""
    if language == "de":  # Korean words have no particles there
        forms, texts = ([t.replace("핵", "") for t in some] for some in (forms, texts))
    links = links_of(*({"source": text, "source_lang": language} for text in texts))
    terms = [replace(term(form, "x"), source_language=language) for form in forms]
    matcher = TermMatcher.of_sources(terms)
    found = [matcher.first(text) for text in texts]
    counts = [counted.source_count for counted in count_terms_in_links(links, terms)]
    assert counts == [sum(i in places for places in found) for i in range(len(terms))]


def test_languages_apart() -> None:
    """A term is looked for in links of its own languages only."""
    links = links_of({"source": "Gift", "target": "毒药", "source_lang": "de"})
    assert count_terms_in_links(links, [term("gift", "毒药")])[0].count == 0


def test_no_terms_and_no_links() -> None:
    """Nothing to count is no error."""
    assert count_terms_in_links(links_of({}), []) == []
    assert count_terms_in_links(links_of({}).limit(0), [term("a", "b")])[0].count == 0


def test_sample_is_fair_and_stable() -> None:
    """About as many links as wanted, the same ones whatever order they come in."""
    rows = [{"source": f"Sentence {n}", "target": f"第{n}句"} for n in range(2_000)]
    links = links_of(*rows)
    chosen = sample_links(links, 500)
    assert 400 < len(chosen) < 600
    backwards = sample_links(links_of(*reversed(rows)), 500)
    assert set(chosen["source"]) == set(backwards["source"])
    assert len(sample_links(links, 5_000)) == 2_000


def test_sample_as_bitexts() -> None:
    """One bitext for each pair of languages; spans and links fit their texts."""
    links = links_of(
        {"source": "One. Two.", "target": "一。二。", "confidence": 0.5},
        {"source": "Drei.", "target": "三。", "source_lang": "de"},
        {"source": "left out", "target_ids": []},
    )
    bitexts = to_bitexts(sample_links(links, 100))
    assert [bitext.name for bitext in bitexts] == ["en-zh", "de-zh"]
    (link,) = bitexts[0].linked()
    assert (bitexts[0].source_texts(link), link.confidence) == (["One. Two."], 0.5)
    for bitext in bitexts:
        for segment in bitext.target_segments:
            assert bitext.target.text[segment.start : segment.end] == segment.text
    assert to_bitexts(sample_links(pl.LazyFrame(links.collect().clear()), 5)) == []
