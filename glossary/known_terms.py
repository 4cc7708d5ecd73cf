"""Known terms: counted in the texts, and not proposed again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from aligner.term import Term, TermEvidence
from aligner.term_matching import TermMatcher, term_key
from glossary.candidates.corpus_index import CorpusIndex, SideIndex
from glossary.ranking.make_terms import MAX_EVIDENCE

Span = tuple[int, int]


def merge_known(terms: list[Term], known: Sequence[Term], index: CorpusIndex) -> list[Term]:
    """The known terms that the texts have, with their counts, then the new ones with other sources.

    A termbase of thousands would bury what was found; what does not occur stays in its file, which
    `glossary check` reads as well.
    """
    if not known:
        return terms
    fitting = [
        term
        for term in known
        if term.source_language.split("-")[0] == index.source.language.split("-")[0]
        and term.target_language.split("-")[0] == index.target.language.split("-")[0]
    ]
    names = {term_key(term.source) for term in fitting}
    counted = [term for term in count_known(fitting, index) if term.source_count]
    return counted + [replace(term) for term in terms if term_key(term.source) not in names]


def count_known(terms: Sequence[Term], index: CorpusIndex) -> list[Term]:
    """The terms with their counts, and the first links that hold both sides as evidence."""
    sources = _Occurrences(TermMatcher.of_sources(terms), index.source)
    targets = _Occurrences(
        TermMatcher((term.target, i) for i, term in enumerate(terms)), index.target
    )
    counts = [0] * len(terms)
    evidence: list[list[TermEvidence]] = [[] for _ in terms]
    for (a, b), (c, d) in index.link_sentences:
        left, right = sources.first(range(a, b)), targets.first(range(c, d))
        for number in left.keys() & right.keys():
            counts[number] += 1
            if len(evidence[number]) < MAX_EVIDENCE:
                evidence[number].append(_evidence(index, left[number], right[number]))
    return [
        replace(
            term,
            count=counts[i],
            source_count=sources.counts[i],
            target_count=targets.counts[i],
            evidence=tuple(evidence[i]),
        )
        for i, term in enumerate(terms)
    ]


class _Occurrences:
    """Where terms occur in the sentences of one side."""

    def __init__(self, matcher: TermMatcher, side: SideIndex) -> None:
        self.counts: Counter[int] = Counter()
        self._first: list[dict[int, Span]] = []
        """The first occurrence of each term in each sentence."""
        for text in side.tokens.texts:
            first: dict[int, Span] = {}
            for start, end, number in matcher.find(text):
                self.counts[number] += 1
                first.setdefault(number, (start, end))
            self._first.append(first)

    def first(self, sentences: Iterable[int]) -> dict[int, tuple[int, Span]]:
        """The first sentence that has each term, and where; `sentences` are those of a link."""
        found: dict[int, tuple[int, Span]] = {}
        for sentence in sentences:
            for number, span in self._first[sentence].items():
                found.setdefault(number, (sentence, span))
        return found


def _evidence(index: CorpusIndex, left: tuple[int, Span], right: tuple[int, Span]) -> TermEvidence:
    return TermEvidence(
        index.bitext_names[int(index.source.bitext_number[left[0]])],
        int(index.source.segment_number[left[0]]),
        left[1],
        int(index.target.segment_number[right[0]]),
        right[1],
    )
