"""Given terms are found in sentences."""

import pytest

from glossary.checking.occurrences import find_term, term_pattern

FOUND = [
    ("nuclear policy", "Nuclear policies", "Nuclear policies"),
    (
        "confidence-building measure",
        "confidence building measures.",
        "confidence building measures",
    ),
    ("U.S.", "the U.S. army", "U.S."),
    ("核武器", "拥有核 武器的", None),
    ("核政策", "其核政策是", "核政策"),
    ("COVID-19疫情", "COVID-19 疫情", "COVID-19 疫情"),
    ("art", "a start", None),
    ("China", "Chinatown", None),
    ("C++", "in C++ and", "C++"),
]


@pytest.mark.parametrize(("term", "text", "found"), FOUND)
def test_terms_are_found_whole(term: str, text: str, found: str | None) -> None:
    """Case, hyphens and plural endings do not matter; parts of words are not found."""
    spans = find_term(term_pattern(term), text)
    assert [text[a:b] for a, b in spans] == ([found] if found else [])
