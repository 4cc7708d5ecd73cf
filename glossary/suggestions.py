"""Pairs from text without a counterpart: likeness alone, marked as suggested, never confident."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.protocol import Encoder, Vectors
from aligner.languages import get_language, is_chinese
from aligner.term import Term, TermOrigin
from glossary.candidates.analysis.registry import get_analyser
from glossary.candidates.corpus_index import SideSurvey, Survey, tags_of
from glossary.candidates.spans import find_candidates
from glossary.candidates.tokens import Token, build_table
from glossary.ranking.entries import count_forms
from glossary.ranking.termhood import NAMES, termhood_features, termhood_score

COSINE = 0.6
"""Least likeness of a suggestion, both being each other's nearest."""
LEAST = 0.6
"""Least confidence of a suggestion."""
TERMLIKE = 0.7
"""Least termhood of a candidate; lower ones were mostly single common words."""
MOST = 60
"""Suggestions in all; more would bury what was seen in links."""
CANDIDATES = 4_000
"""Candidates looked at on each side, the most term-like first."""


# Without a counterpart in sight only plain noun phrases are trusted.
_SHAPE = re.compile(r"[ANPVXBGHKD]*[NPX]")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class CorpusText:
    """Sentences of one language that have no counterpart."""

    language: str
    texts: tuple[str, ...]


def suggest(
    survey: Survey, terms: Sequence[Term], corpus: Sequence[CorpusText], encoder: Encoder
) -> list[Term]:
    """Pairs of terms of which at least one stands outside the links, surest first."""
    if not corpus:
        return []
    source = _with_corpus(survey.source, corpus)
    target = _with_corpus(survey.target, corpus)
    left = _candidates(source, {v for t in terms for v in _forms(t, source=True)})
    right = _candidates(target, {v for t in terms for v in _forms(t, source=False)})
    if not len(left) or not len(right):
        return []
    names = source.spans.spellings(source.tokens, np.array(left))
    renderings = target.spans.spellings(target.tokens, np.array(right))
    vectors = encoder.encode(renderings)
    meant = undo_titles(names, vectors, encoder)
    likeness = encoder.encode(meant) @ vectors.T
    pairs = [
        (i, j, confidence)
        for i, j, confidence in _mutual(names, renderings, likeness)
        if _plain(source.spans.keys[left[i]]) != _plain(target.spans.keys[right[j]])
    ]
    # Both as it stands in the headline and as it is meant.
    forms = sorted({(n[i], renderings[j]) for i, j, _ in pairs for n in (names, meant)})
    whole = dict(zip(forms, are_whole(forms, source, target, encoder), strict=True))
    found = [
        _suggestion(source, target, left[i], right[j], confidence)
        for i, j, confidence in pairs
        if whole[names[i], renderings[j]] and whole[meant[i], renderings[j]]
    ]
    return _without_parts(found)[:MOST]


def undo_titles(names: Sequence[str], renderings: Vectors, encoder: Encoder) -> list[str]:
    """The names, those in title case without their capitals where that fits a rendering better.

    "Military Advantage" stands in a headline; 军事优势 is more like "military advantage" (.81) than
    like it (.75). "Tong Zhao" is a name: 赵通 is like it (.77) and not like "tong zhao" (.47).
    """
    titles = [i for i, name in enumerate(names) if " " in name and name.istitle()]
    if not titles:
        return list(names)
    written = (encoder.encode([names[i] for i in titles]) @ renderings.T).max(axis=1)
    small = (encoder.encode([names[i].lower() for i in titles]) @ renderings.T).max(axis=1)
    meant = list(names)
    for i, better in zip(titles, (small > written).tolist(), strict=True):
        if better:
            meant[i] = names[i].lower()
    return meant


def _mutual(
    left: Sequence[str], right: Sequence[str], likeness: NDArray[np.float32]
) -> list[tuple[int, int, float]]:
    """The pairs of rows that are each other's nearest and how sure they are, surest first."""
    forward, backward = likeness.argmax(axis=1), likeness.argmax(axis=0)
    found = []
    for i, j in enumerate(forward.tolist()):
        best = float(likeness[i, j])
        if backward[j] != i or best < COSINE:
            continue
        rival = max(_rival(right, likeness[i], j), _rival(left, likeness[:, j], i))
        confidence = suggested_confidence(best, best - rival, phrase=" " in left[i])
        if confidence >= LEAST:
            found.append((i, j, confidence))
    return sorted(found, key=lambda row: (-row[2], row[0]))


def are_whole(
    pairs: Sequence[tuple[str, str]], source: SideSurvey, target: SideSurvey, encoder: Encoder
) -> list[bool]:
    """For each pair whether no part of one phrase is more like the other phrase than the whole.

    "United States" is more like 美国 than like 美国国家, 风险 more like "risk" than like "risk
    reduction": one of the two has a word too many.
    """
    parts = [_shorter(source, left, target, right) for left, right in pairs]
    texts = sorted({text for pair in pairs for text in pair}
                   | {part for both in parts for side in both for part in side})  # fmt: skip
    if not texts:
        return []
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    result = []
    for (left, right), (lefts, rights) in zip(pairs, parts, strict=True):
        best = float(vectors[left] @ vectors[right])
        rivals = [vectors[part] @ vectors[right] for part in lefts]
        rivals += [vectors[left] @ vectors[part] for part in rights]
        result.append(all(float(rival) < best for rival in rivals))
    return result


def _shorter(
    source: SideSurvey, left: str, target: SideSurvey, right: str
) -> tuple[list[str], list[str]]:
    """The parts of both phrases; a name that is one word on the other side has none."""
    here, there = source.analyser.analyse(left), target.analyser.analyse(right)
    one_name = len(there) == 1 and {token.tag for token in here} == {"P"}
    return ([] if one_name else _runs(left, here)), _runs(right, there)


def _runs(text: str, tokens: Sequence[Token]) -> list[str]:
    return [
        text[tokens[a].start : tokens[b - 1].end]
        for a in range(len(tokens))
        for b in range(a + 1, len(tokens) + 1)
        if b - a < len(tokens)
    ]


def _rival(texts: Sequence[str], likeness: NDArray[np.float32], best: int) -> float:
    """How alike the nearest other candidate is that is not a part of the best or the other way."""
    mine = texts[best]
    for number in np.argsort(-likeness)[:12].tolist():
        other = texts[number]
        if number != best and other not in mine and mine not in other:
            return float(likeness[number])
    return -1.0


def _without_parts(found: Sequence[Term]) -> list[Term]:
    """The suggestions without those that are parts of surer ones on both sides."""
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


def suggested_confidence(cosine: float, margin: float, *, phrase: bool) -> float:
    """How sure a pair is that nothing but likeness speaks for.

    A logistic model fitted on terms-tico19 and terms-hkma-dev without their links: 1,021 pairs of
    candidates that are each other's nearest, judged by the gold and by CC-CEDICT; .61 were right.
    """
    odds = -0.92 + 7.4 * (cosine - 0.75) + 13.0 * min(margin, 0.12) + 0.28 * phrase
    return 1 / (1 + math.exp(-odds))


def _with_corpus(side: SideSurvey, corpus: Sequence[CorpusText]) -> SideSurvey:
    """The side with the sentences of the corpus behind its own."""
    language = get_language(side.language).code
    more = [text for part in corpus if get_language(part.language).code == language
            for text in part.texts]  # fmt: skip
    if not more:
        return side
    texts = [*side.tokens.texts, *more]
    analyser = get_analyser(side.language, texts)
    tokens = build_table(texts, analyser)
    number = np.arange(len(texts), dtype=np.int32)
    return SideSurvey(
        side.language, analyser, tokens, find_candidates(tokens, analyser), number * 0, number
    )


def _candidates(side: SideSurvey, taken: set[str]) -> list[int]:
    wanted = np.arange(len(side.spans.keys))
    if not len(wanted):
        return []
    features = termhood_features(side, wanted)
    looks = termhood_score(features)
    # Half a name ("Zhao" where only "Tong Zhao" stands) is no term.
    half = features[:, NAMES.index("single_name")] * (features[:, NAMES.index("nested")] >= 1)
    looks[half > 0] = -np.inf
    ordered = [int(i) for i in np.argsort(-looks, kind="stable")]
    good = [i for i in ordered if looks[i] >= TERMLIKE]
    names = side.spans.spellings(side.tokens, np.array(good, dtype=np.int64))
    chinese = is_chinese(side.language)
    # Chinese quoted in the English text is not to be translated, nor the other way.
    tags = tags_of(side, good)
    free = [
        i
        for i, name, shape in zip(good, names, tags, strict=True)
        if len(name) > 1
        and _SHAPE.fullmatch(shape)
        and name.casefold() not in taken
        and (side.language in ("ja", "ko") or bool(_HAN.search(name)) == chinese)
    ]
    return free[:CANDIDATES]


def _forms(term: Term, *, source: bool) -> list[str]:
    own = term.source if source else term.target
    variants = term.source_variants if source else term.target_variants
    return [text.casefold() for text in (own, *(variant.text for variant in variants))]


def _suggestion(
    source: SideSurvey, target: SideSurvey, left: int, right: int, confidence: float
) -> Term:
    here = np.flatnonzero(source.spans.candidate == left)
    there = np.flatnonzero(target.spans.candidate == right)
    return Term(
        source=count_forms(source, here)[0].text,
        target=count_forms(target, there)[0].text,
        source_language=source.language,
        target_language=target.language,
        confidence=round(confidence, 4),
        origin=TermOrigin.SUGGESTED,
        source_count=len(here),
        target_count=len(there),
        source_variants=tuple(count_forms(source, here)[1:]),
    )


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
