"""Names that stay as they are, and acronyms that are spelt out."""

from aligner.encoders.embedded import EmbeddedEncoder
from aligner.term import Term
from glossary.acronyms import index_long_forms, is_acronym
from glossary.build import build_glossary
from tests.glossary.samples import make_bitext


def test_long_forms_are_found_by_their_initials() -> None:
    """With and without the small words."""
    index = index_long_forms({0: "centers for disease control", 1: "policy"})
    assert index == {"cdc": [0], "cfdc": [0]}


def test_capitals_make_an_acronym() -> None:
    """A name with one capital is none."""
    assert is_acronym("CDC")
    assert not is_acronym("Geneva")


def rendering(terms: list[Term], source: str) -> str:
    """What a term is rendered as."""
    return next((term.target for term in terms if term.source == source), "")


def test_names_that_the_translation_keeps_are_listed() -> None:
    """A code that stands in both languages is worth an entry when it comes often."""
    pairs = [
        ("The COVID-19 vaccine is safe.", "COVID-19疫苗是安全的。"),
        ("Patients with COVID-19 need oxygen.", "COVID-19患者需要氧气。"),
        ("Schools closed because of COVID-19.", "学校因COVID-19关闭。"),
        ("Deaths from COVID-19 fell.", "COVID-19死亡人数下降。"),
        ("The tests for COVID-19 were free.", "COVID-19的检测是免费的。"),
    ]
    terms = build_glossary([make_bitext(pairs)], EmbeddedEncoder())
    assert rendering(terms, "COVID-19") == "COVID-19"
