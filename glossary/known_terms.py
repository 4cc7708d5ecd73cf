"""Known terms: found in the texts again, not proposed again."""

from collections.abc import Sequence
from dataclasses import replace

from aligner.term import Term
from glossary.candidates.corpus_index import Survey
from glossary.checking.occurrences import TermFinder


def merge_known(terms: list[Term], known: Sequence[Term], survey: Survey) -> list[Term]:
    """The known terms with what was seen of them, then the new ones whose source is not known."""
    if not known:
        return terms
    fitting = [
        term
        for term in known
        if term.source_language.split("-")[0] == survey.source.language.split("-")[0]
        and term.target_language.split("-")[0] == survey.target.language.split("-")[0]
    ]
    names = {fold(term.source) for term in fitting}
    finder = TermFinder(survey)
    return [finder.count(term) for term in fitting] + [
        replace(term) for term in terms if fold(term.source) not in names
    ]


def fold(text: str) -> str:
    """A term as it is compared: case, hyphens and blanks do not matter.

    >>> fold("Confidence-Building  measures")
    'confidence building measures'
    """
    return " ".join(text.casefold().replace("-", " ").split())
