"""Terms are found whole, in every spelling, and at the right place."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aligner.term_matching import TermHit, TermMatcher, fold, longest, spellings, term_key

FOUND = [
    ("warhead", "ten warheads", ["warheads"]),
    ("nuclear policy", "Nuclear policies", ["Nuclear policies"]),
    ("box", "Boxes in a box", ["Boxes", "box"]),
    (
        "confidence-building measure",
        "confidence building measures.",
        ["confidence building measures"],
    ),
    ("first use", "no first-use, no FIRST  USE", ["first-use", "FIRST  USE"]),
    ("nuclear policy", "nuclear, policy", []),
    ("U.S.", "the U.S. army", ["U.S."]),
    ("C++", "in C++ and", ["C++"]),
    ("art", "a start, a cart", []),
    ("China", "Chinatown", []),
    ("weiß", "Sie weiß es", ["weiß"]),
    ("Straße", "die STRASSE", ["STRASSE"]),
    ("café", "Café, cafés", ["Café"]),
    ("caf", "café", []),
    ("политика", "геополитика, политика", ["политика"]),
    ("核武器", "拥有核 武器的", []),
    ("核政策", "其核政策是", ["核政策"]),
    ("COVID-19疫情", "COVID-19 疫情和COVID19疫情", ["COVID-19 疫情", "COVID19疫情"]),
    ("NATO", "北约NATO成员", ["NATO"]),
    ("5G网络", "５Ｇ网络", ["５Ｇ网络"]),
    ("first strike", "a ﬁrst – strike", ["ﬁrst – strike"]),
    ("핵정책", "그의 핵정책은", ["핵정책"]),
    ("정책", "핵정책", []),
    ("นโยบาย", "มีนโยบายใหม่", ["นโยบาย"]),
    ("", "nothing", []),
    (" - ", "nothing", []),
]


@pytest.mark.parametrize(("term", "text", "words"), FOUND)
def test_terms_are_found_whole(term: str, text: str, words: list[str]) -> None:
    """Case, width, hyphens and plural endings do not matter; parts of words are not found."""
    assert [text[start:end] for start, end, _ in TermMatcher([(term, 0)]).find(text)] == words


WORDS = st.sampled_from(
    ["arm", "arms", "policy", "nuclear", "box", "C++", "核", "武器", "政策", "ß"]
)
FORMS = st.lists(WORDS, min_size=1, max_size=3).flatmap(
    lambda words: st.sampled_from(["".join(words), " ".join(words), "-".join(words)])
)
TEXTS = st.lists(
    st.sampled_from(
        [
            *("arm", "Arms", "policies", "policy", "nuclear", "box", "es", "C++", "核", "武器"),
            *("政策", "ß", "ﬁ", " ", " ", "-", " – ", ", ", "1", "_"),
        ]
    ),
    max_size=14,
).map("".join)


def found_alone(form: str, text: str) -> list[tuple[int, int]]:
    """The places of one term by a regular expression, without overlap."""
    folded, offsets = fold(text)
    letter = "[a-z0-9ß]"
    ways = "|".join(re.escape(s) for s in sorted(spellings(form), key=len, reverse=True))
    pattern = rf"(?:(?<!{letter})|(?!{letter}))(?:{ways})(?:(?!{letter})|(?<!{letter}))"
    places = [match.span() for match in re.finditer(pattern, folded)] if ways else []
    if offsets is None:
        return places
    return [(offsets[start], offsets[end - 1] + 1) for start, end in places]


@settings(deadline=None)
@given(forms=st.lists(FORMS, max_size=6), text=TEXTS)
def test_many_terms_are_found_as_each_alone(forms: list[str], text: str) -> None:
    """Law: looking for many terms at once finds what a pattern for each of them finds."""
    hits = TermMatcher((form, i) for i, form in enumerate(forms)).find(text)
    for number, form in enumerate(forms):
        assert [hit[:2] for hit in hits if hit.term == number] == found_alone(form, text)
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)


@settings(deadline=None)
@given(form=FORMS, before=st.sampled_from(["", "ten ", "(", "核", "ﬁ "]))
def test_every_spelling_is_found_where_it_was_put(form: str, before: str) -> None:
    """Law: capitals, hyphens and plurals change nothing; offsets are those of the text."""
    assume(before != "核" or "核" not in form)
    for spelling in spellings(form):
        for written in (spelling, spelling.replace(" ", "-"), spelling.replace(" ", " \n")):
            hits = TermMatcher([(form, 7)]).find(f"{before}{written}.")
            assert TermHit(len(before), len(before) + len(written), 7) in hits


def test_occurrences_of_a_term_do_not_overlap() -> None:
    """A term that repeats a character is found where it first occurs, and only there."""
    assert TermMatcher([("核核", 7)]).find("核核核。") == [TermHit(0, 2, 7)]


@settings(deadline=None)
@given(form=FORMS)
def test_all_spellings_have_one_key(form: str) -> None:
    """Law: two ways to write the words of a term compare equal."""
    assert term_key(form) == term_key(form.upper().replace(" ", "-")) == term_key(f" {form} ")


@settings(deadline=None)
@given(text=st.text(max_size=40))
def test_any_text_is_searched(text: str) -> None:
    """Law: offsets lie in the text, whatever characters it has; a text contains itself."""
    matcher = TermMatcher([(text, 0), (text[:3], 1)])
    hits = matcher.find(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in hits)
    assert bool(hits) >= bool(spellings(text))


def test_the_longest_of_overlapping_terms_is_kept() -> None:
    """Leftmost first; terms that are written alike are kept together."""
    matcher = TermMatcher([("arm", 0), ("arms control", 1), ("Arms", 2), ("control regime", 3)])
    text = "armed arms control regime, arms"
    kept = [(text[start:end], terms) for start, end, terms in longest(matcher.find(text))]
    assert kept == [("arms control", [1]), ("arms", [0, 2])]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("analysis", "The analyses were repeated."),
        ("mouse", "Mice received a dose."),
        ("selection criterion", "The selection criteria are listed."),
        ("liver metastasis", "Liver metastases were found."),
        ("woman", "the women in the study"),
        ("appendix", "See the appendices."),
        ("bacterium", "These bacteria grow."),
        ("larva", "The larvae hatch."),
        ("half-life", "Their half-lives differ."),
    ],
)
def test_irregular_plurals_are_found(term: str, text: str) -> None:
    """Nouns from Latin, Greek and Old English have their own plurals."""
    assert [hit.term for hit in TermMatcher([(term, 0)]).find(text)] == [0]
