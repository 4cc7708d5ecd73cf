"""Suggests terms: pairs found by similarity alone, marked as suggested, never very confident."""

from collections.abc import Sequence

import numpy as np

from aligner.encoders.protocol import Encoder
from aligner.term import Term, TermOrigin
from glossary.candidates.corpus_index import CorpusIndex, SideIndex
from glossary.ranking.forms import count_forms
from glossary.suggestions.candidates import collect_forms, find_new_candidates
from glossary.suggestions.corpus_text import CorpusText, add_corpus
from glossary.suggestions.mutual_nearest import pair_mutual_nearest
from glossary.suggestions.title_case import undo_title_case
from glossary.suggestions.whole_phrases import are_whole

MAX_SUGGESTIONS = 60
"""Most suggestions; more would bury what was found in links."""


def suggest(
    index: CorpusIndex, terms: Sequence[Term], corpus: Sequence[CorpusText], encoder: Encoder
) -> list[Term]:
    """Pairs of new terms, of which at least one occurs outside the links, surest first."""
    if not corpus:
        return []
    source, target = add_corpus(index.source, corpus), add_corpus(index.target, corpus)
    known_sources, known_targets = collect_forms(terms)
    left = find_new_candidates(source, known_sources)
    right = find_new_candidates(target, known_targets)
    if not left or not right:
        return []
    names = source.spans.spellings(source.tokens, np.array(left))
    renderings = target.spans.spellings(target.tokens, np.array(right))
    vectors = encoder.encode(renderings)
    untitled = undo_title_case(names, vectors, encoder)
    pairs = [
        (i, j, confidence)
        for i, j, confidence in pair_mutual_nearest(
            names, renderings, encoder.encode(untitled) @ vectors.T
        )
        if not _are_equal(source.spans.keys[left[i]], target.spans.keys[right[j]])
    ]
    # The phrase must be whole both as it is written in the headline and without its capitals.
    forms = sorted({(n[i], renderings[j]) for i, j, _ in pairs for n in (names, untitled)})
    whole = dict(zip(forms, are_whole(forms, source, target, encoder), strict=True))
    found = [
        _make_suggestion(source, target, left[i], right[j], confidence)
        for i, j, confidence in pairs
        if whole[names[i], renderings[j]] and whole[untitled[i], renderings[j]]
    ]
    return _drop_overlapping(found)[:MAX_SUGGESTIONS]


def _drop_overlapping(found: Sequence[Term]) -> list[Term]:
    """The suggestions without those that overlap a surer one on both sides."""
    kept: list[Term] = []
    for term in found:
        if not any(
            _overlap(term.source.casefold(), other.source.casefold())
            and _overlap(term.target, other.target)
            for other in kept
        ):
            kept.append(term)
    return kept


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _are_equal(source: str, target: str) -> bool:
    """Whether two phrases have the same letters and digits."""
    one, other = ("".join(c for c in text.casefold() if c.isalnum()) for text in (source, target))
    return one == other


def _make_suggestion(
    source: SideIndex, target: SideIndex, left: int, right: int, confidence: float
) -> Term:
    here = np.flatnonzero(source.spans.candidate == left)
    there = np.flatnonzero(target.spans.candidate == right)
    source_forms, target_forms = count_forms(source, here), count_forms(target, there)
    return Term(
        source=source_forms[0].text,
        target=target_forms[0].text,
        source_language=source.language,
        target_language=target.language,
        confidence=round(confidence, 4),
        origin=TermOrigin.SUGGESTED,
        source_count=len(here),
        target_count=len(there),
        source_variants=tuple(source_forms[1:]),
    )
