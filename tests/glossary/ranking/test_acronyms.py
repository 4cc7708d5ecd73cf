"""Names that stay as they are, and acronyms that are rendered like their long forms."""

from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.term import Term
from glossary.build import build_glossary
from glossary.candidates.long_forms import is_acronym
from tests.glossary.samples import make_bitext


def test_capitals_make_an_acronym() -> None:
    """A name with one capital is not an acronym."""
    assert is_acronym("CDC")
    assert not is_acronym("Geneva")


def rendering(terms: list[Term], source: str) -> str:
    """What a term is rendered as."""
    return next((term.target for term in terms if term.source == source), "")


def test_names_that_the_translation_keeps_are_listed() -> None:
    """A code that occurs in both languages gets an entry when it is frequent."""
    pairs = [
        ("The COVID-19 vaccine is safe.", "COVID-19疫苗是安全的。"),
        ("Patients with COVID-19 need oxygen.", "COVID-19患者需要氧气。"),
        ("Schools closed because of COVID-19.", "学校因COVID-19关闭。"),
        ("Deaths from COVID-19 fell.", "COVID-19死亡人数下降。"),
        ("The tests for COVID-19 were free.", "COVID-19的检测是免费的。"),
    ]
    terms = build_glossary([make_bitext(pairs)], EmbeddedEncoder())
    assert rendering(terms, "COVID-19") == "COVID-19"


def test_an_acronym_is_rendered_like_the_long_form_that_the_text_gives() -> None:
    """The letters that the translation keeps remain as a variant, the long form as a spelling."""
    pairs = [
        ("The World Health Organization (WHO) met.", "世界卫生组织（WHO）开会。"),
        ("The World Health Organization met again.", "世界卫生组织再次开会。"),
        ("The World Health Organization has experts.", "世界卫生组织有专家。"),
        ("Reports of the WHO are public.", "WHO的报告是公开的。"),
        ("Experts of the WHO arrived.", "WHO的专家抵达。"),
        ("The budget of the WHO grew.", "WHO的预算增加。"),
        ("Inspectors of the WHO left.", "WHO的视察员离开。"),
    ]
    terms = build_glossary([make_bitext(pairs)], EmbeddedEncoder())
    term = next(term for term in terms if term.source == "WHO")
    assert term.target == "世界卫生组织"
    assert [variant.text for variant in term.target_variants] == ["WHO"]
    assert "World Health Organization" in [v.text for v in term.source_variants]
    assert term.evidence
