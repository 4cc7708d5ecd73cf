"""Where a translation departs from its glossary."""

from dataclasses import replace

from aligner.term import Term, TermStatus, Variant
from glossary.checking.checks import CheckOptions, check_terms
from glossary.checking.finding import Problem
from tests.glossary.samples import make_bitext

POLICY = Term("nuclear policy", "核政策", "en", "zh", 0.9, status=TermStatus.APPROVED, count=2)
BITEXT = make_bitext(
    [
        ("Nuclear policies differ.", "核政策不同。"),
        ("The nuclear policy of 1964.", "1964年的核子政策。"),
        ("A nuclear-policy debate on 25 points.", "关于35点的核方针辩论。"),
    ]
)


def problems(*terms: Term) -> list[tuple[Problem, int]]:
    """Kinds of findings and how many places each has."""
    return [(f.problem, len(f.places)) for f in check_terms([BITEXT], terms).findings]


def test_an_approved_term_that_is_not_used_is_found_with_its_places() -> None:
    """Plurals, capitals and hyphens of the source do not hide it."""
    report = check_terms([BITEXT], [POLICY])
    finding = report.findings[0]
    assert finding.problem is Problem.NOT_USED
    assert [place.link for place in finding.places] == [1, 2]
    place = finding.places[1]
    assert place.source_span is not None
    assert place.source_text[slice(*place.source_span)] == "nuclear-policy"
    assert (report.checked, report.wrong) == (3, 2)
    assert report.score == 1 - 2 / 3


def test_a_forbidden_term_that_is_used_is_found() -> None:
    """It is the gravest finding, so it comes first; the target is marked."""
    bad = replace(POLICY, target="核子政策", status=TermStatus.FORBIDDEN)
    finding = check_terms([BITEXT], [POLICY, bad]).findings[0]
    assert finding.problem is Problem.FORBIDDEN
    (place,) = finding.places
    assert place.target_span is not None
    assert place.target_text[slice(*place.target_span)] == "核子政策"


def test_several_renderings_of_a_candidate_are_found() -> None:
    """Variants with their counts, and the places where they occur."""
    term = replace(POLICY, status=TermStatus.CANDIDATE, target_variants=(Variant("核方针", 2),))
    assert (Problem.SEVERAL_RENDERINGS, 1) in problems(term)


def test_terms_rendered_alike_are_found_unless_one_is_a_form_of_the_other() -> None:
    """Two concepts with one rendering; "policy" and "policies" are one concept."""
    other = Term("differ", "核政策", "en", "zh", 0.9, count=2)
    same = Term("nuclear policies", "核政策", "en", "zh", 0.9, count=2)
    candidate = replace(POLICY, status=TermStatus.CANDIDATE)
    assert (Problem.SAME_RENDERING, 2) in problems(candidate, other)
    assert not any(p is Problem.SAME_RENDERING for p, _ in problems(candidate, same))


def test_numbers_that_differ_are_found() -> None:
    """25 against 35; 1964 is the same on both sides."""
    findings = [f for f in check_terms([BITEXT], []).findings if f.problem is Problem.NUMBER]
    assert [place.link for finding in findings for place in finding.places] == [2]


def test_an_acronym_of_the_target_that_the_source_does_not_have_is_found() -> None:
    """Spelled-out names and copied ones are fine."""
    bitext = make_bitext(
        [("The World Health Organization and the EU", "世卫组织(WHO)、EU 和 NATO")]
    )
    findings = [f for f in check_terms([bitext], []).findings if f.problem is Problem.NAME]
    assert [finding.source for finding in findings] == ["NATO"]


def test_a_term_inside_a_longer_approved_term_is_not_counted() -> None:
    """Where "nuclear policy" is right, "policy" need not be rendered on its own."""
    short = Term("policy", "方针", "en", "zh", 0.9, status=TermStatus.APPROVED)
    bitext = make_bitext([("nuclear policy", "核政策"), ("a policy", "方针")])
    assert check_terms([bitext], [POLICY, short]).wrong == 0


def test_doubtful_links_and_other_checks_can_be_left_out() -> None:
    """Options choose what is checked."""
    assert check_terms([BITEXT], [POLICY], CheckOptions(numbers=False)).wrong == 2
    doubtful = make_bitext([("nuclear policy", "无")], confidence=0.3)
    report = check_terms([doubtful], [POLICY])
    assert (report.links, report.score) == (0, 1.0)


def test_merged_forms_of_a_source_are_uses_of_the_term() -> None:
    """What was merged into an entry is checked with it."""
    merged = replace(POLICY, source_variants=(Variant("doctrine of the bomb", 1),))
    bitext = make_bitext([("The doctrine of the bomb", "学说"), ("Nuclear policies", "核政策")])
    report = check_terms([bitext], [merged])
    assert (report.checked, report.wrong) == (2, 1)


def test_latin_words_between_chinese_characters_are_found() -> None:
    """A change of script is a border of words."""
    term = Term("COVID-19", "COVID-19", "en", "zh", 0.9, status=TermStatus.APPROVED)
    bitext = make_bitext([("COVID-19 spread", "预防COVID-19疫情")])
    assert check_terms([bitext], [term]).wrong == 0


def test_a_plural_with_an_entry_of_its_own_is_not_a_use_of_the_singular() -> None:
    """The entry that is written as the text has it is the one that counts."""
    one = Term("interest rate", "利率", "en", "zh", 0.9, status=TermStatus.APPROVED)
    many = replace(one, source="interest rates", target="息率")
    bitext = make_bitext([("Interest rates rose", "息率上升"), ("The interest rate", "利率")])
    report = check_terms([bitext], [one, many])
    assert (report.checked, report.wrong) == (2, 0)
