"""The long forms of acronyms, as the text itself gives them."""

import pytest

from glossary.candidates.long_forms import (
    choose_long_forms,
    count_content_words,
    count_long_forms,
    expand_acronyms,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the World Health Organization (WHO) said", {"WHO": "World Health Organization"}),
        ("confidence-building measures (CBMs)", {"CBM": "confidence-building measures"}),
        ("gross domestic product （GDP）", {"GDP": "gross domestic product"}),
        ("a plan of the board (FSB)", {}),
        ("in the first case (see Table 1)", {}),
        ("the year (2019)", {}),
        ("He left. Another Big Company (ABC)", {"ABC": "Another Big Company"}),
    ],
)
def test_the_letters_are_found_in_the_words_before_the_bracket(
    text: str, expected: dict[str, str]
) -> None:
    """What does not match letter by letter explains nothing."""
    assert choose_long_forms(count_long_forms([text])) == expected


def test_the_commonest_long_form_counts() -> None:
    """An acronym can be explained in several ways."""
    texts = ["Bank of Iceland (BI)", "the Bank of Italy (BI)", "the Bank of Italy (BI)"]
    assert choose_long_forms(count_long_forms(texts)) == {"BI": "Bank of Italy"}


def test_acronyms_are_written_out_as_whole_words_only() -> None:
    """Acronyms are written out in the plural too, but not inside other names."""
    forms = {"CBM": "confidence-building measure", "UN": "United Nations"}
    assert expand_acronyms("CBMs and UNICEF", forms) == "confidence-building measure and UNICEF"


def test_function_words_do_not_count() -> None:
    """A hyphen separates words."""
    assert count_content_words("confidence-building measures of the Conference") == 4
