"""The glossary of real sentences with the real encoder."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from aligner.bitext import LinkStatus
from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.project.store import Project
from aligner.term import Term, TermOrigin, TermStatus
from glossary.build import build_glossary, build_options
from glossary.suggestions.corpus_text import CorpusText
from tests.glossary.samples import make_bitext, nuclear_bitext, nuclear_pairs


@cache
def nuclear_terms() -> tuple[Term, ...]:
    """The glossary of the 120 sentence pairs."""
    return tuple(build_glossary([nuclear_bitext()], EmbeddedEncoder()))


def rendering(terms: Sequence[Term], source: str) -> str:
    """What a term is rendered as."""
    return next((t.target for t in terms if t.source.casefold() == source.casefold()), "")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("nuclear weapons", "核武器"),
        ("nuclear energy", "核能"),
        ("nuclear-weapon-free zone", "无核武器区"),
        ("nuclear disarmament", "核裁军"),
        ("Review Conference", "审议大会"),
    ],
)
def test_terms_of_the_text_are_found(source: str, target: str) -> None:
    """Frequent terms have their usual rendering."""
    terms = nuclear_terms()
    found = rendering(terms, source) or rendering(terms, source.removesuffix("s"))
    assert found == target


def test_evidence_marks_the_terms() -> None:
    """Each place shows the source term, or a form of it, and the target term."""
    bitext = nuclear_bitext()
    for term in nuclear_terms():
        assert term.evidence
        for place in term.evidence:
            source = bitext.source_segments[place.source_segment].text
            target = bitext.target_segments[place.target_segment].text
            shown = source[slice(*place.source_span)].casefold()
            forms = {term.source, *(v.text for v in term.source_variants)}
            assert " ".join(shown.split()) in {form.casefold() for form in forms}
            assert target[slice(*place.target_span)].replace(" ", "")


def test_counts_are_consistent() -> None:
    """A pair occurs in no more links than either of its terms; confidences are probabilities."""
    for term in nuclear_terms():
        assert 1 <= term.count <= min(term.source_count, term.target_count)
        assert 0 < term.confidence <= 1


def test_each_source_term_has_one_entry() -> None:
    """Further renderings are variants, not entries."""
    sources = [term.source.casefold() for term in nuclear_terms()]
    assert len(sources) == len(set(sources))


def test_the_same_text_gives_the_same_glossary() -> None:
    """Nothing depends on chance or on the order of dictionaries."""
    assert tuple(build_glossary([nuclear_bitext()], EmbeddedEncoder())) == nuclear_terms()


def test_it_works_from_chinese_too() -> None:
    """The sides can be exchanged."""
    pairs = [(target, source) for source, target in nuclear_pairs()]
    bitext = make_bitext(pairs, languages=("zh", "en"))
    assert rendering(build_glossary([bitext], EmbeddedEncoder()), "核裁军") == "nuclear disarmament"


def test_rejected_and_doubtful_links_are_ignored() -> None:
    """Terms come from accepted or probable links only."""
    bitext = nuclear_bitext()
    rejected = replace(
        bitext, links=tuple(replace(link, status=LinkStatus.REJECTED) for link in bitext.links)
    )
    doubtful = replace(bitext, links=tuple(replace(link, confidence=0.01) for link in bitext.links))
    assert build_glossary([rejected], EmbeddedEncoder()) == []
    assert build_glossary([doubtful], EmbeddedEncoder()) == []


def test_the_limit_keeps_the_best() -> None:
    """A limit shortens the list."""
    terms = build_glossary([nuclear_bitext()], EmbeddedEncoder(), options=build_options(10, 0.5))
    assert len(terms) == 10
    assert min(term.confidence for term in terms) >= 0.5


def test_surer_entries_only_when_they_are_asked_for() -> None:
    """No entry shows less than what was asked for."""
    terms = build_glossary([nuclear_bitext()], EmbeddedEncoder(), options=build_options(None, 0.93))
    assert 0 < len(terms) < len(nuclear_terms())
    assert min(term.confidence for term in terms) >= 0.93


def test_known_terms_are_matched_and_not_proposed_again() -> None:
    """A known term comes back with its counts; its source has no candidate beside it."""
    known = Term("Nuclear weapons", "核武器", "en", "zh", 1.0, status=TermStatus.APPROVED,
                 origin=TermOrigin.TERMBASE)  # fmt: skip
    terms = build_glossary([nuclear_bitext()], EmbeddedEncoder(), known=[known])
    mine = [t for t in terms if t.source.casefold() in ("nuclear weapons", "nuclear weapon")]
    assert [term.status for term in mine] == [TermStatus.APPROVED]
    assert mine[0].count > 10
    assert mine[0].evidence


def test_corpus_terms_are_only_suggested() -> None:
    """Text without a counterpart gives pairs that are marked and that no link is evidence for."""
    pairs = list(nuclear_pairs())
    bitext = make_bitext(
        [*pairs[:30], ("The climate conference discussed fisheries.", "会议开始了。")]
    )
    corpus = [CorpusText("zh", ("渔业和气候会议。", "渔业是重要的。"))]
    suggested = [
        term
        for term in build_glossary([bitext], EmbeddedEncoder(), corpus=corpus)
        if term.origin is TermOrigin.SUGGESTED
    ]
    assert suggested
    assert all(not term.evidence and term.count == 0 for term in suggested)


def test_decisions_survive_a_new_build(tmp_path: Path) -> None:
    """What a person decided stays, whatever the new glossary says."""
    with Project.create(tmp_path / "p.duizhao") as project:
        project.save_bitext(nuclear_bitext())
        decided = Term("nuclear weapons", "核子武器", "en", "zh", 0.9, status=TermStatus.FORBIDDEN)
        project.save_terms([decided])
        project.save_terms(list(nuclear_terms()))
        kept = [term for term in project.terms() if term.target == "核子武器"]
        assert [term.status for term in kept] == [TermStatus.FORBIDDEN]
        assert len(project.terms()) == len(nuclear_terms()) + 1


def test_no_text_no_terms() -> None:
    """Empty bitexts are no error."""
    assert build_glossary([], EmbeddedEncoder()) == []
    assert build_glossary([make_bitext([])], EmbeddedEncoder()) == []
    assert build_glossary([make_bitext([("", "")])], EmbeddedEncoder()) == []
