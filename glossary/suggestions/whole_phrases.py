"""Tells pairs of whole phrases from pairs in which one side has a word too many."""

from collections.abc import Sequence

from aligner.encoders.protocol import Encoder
from glossary.candidates.corpus_index import SideIndex
from glossary.candidates.tokens import Token


def are_whole(
    pairs: Sequence[tuple[str, str]],
    source: SideIndex,
    target: SideIndex,
    encoder: Encoder,
    *,
    alone: bool = False,
) -> list[bool]:
    """Whether, in each pair, no part of a phrase is more similar to the other than the whole is.

    "United States" is more similar to 美国 than to 美国国家, 风险 more to "risk" than to "risk
    reduction": one of the two phrases has a word too many. With `alone` only those parts count that
    the text also has outside the phrase: 案例 may be nearer to "case", but where "case" stands in
    "case studies" alone, no other pair of it is possible.
    """
    parts = [_find_parts(source, left, target, right) for left, right in pairs]
    if alone:
        texts_of = ["\n".join(side.tokens.texts).casefold() for side in (source, target)]
        parts = [
            (_stand_alone(lefts, left, texts_of[0]), _stand_alone(rights, right, texts_of[1]))
            for (left, right), (lefts, rights) in zip(pairs, parts, strict=True)
        ]
    texts = sorted({text for pair in pairs for text in pair}
                   | {part for both in parts for side in both for part in side})  # fmt: skip
    if not texts:
        return []
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    result = []
    for (left, right), (lefts, rights) in zip(pairs, parts, strict=True):
        whole = float(vectors[left] @ vectors[right])
        rivals = [vectors[part] @ vectors[right] for part in lefts]
        rivals += [vectors[left] @ vectors[part] for part in rights]
        result.append(all(float(rival) < whole for rival in rivals))
    return result


def _find_parts(
    source: SideIndex, left: str, target: SideIndex, right: str
) -> tuple[list[str], list[str]]:
    """The parts of both phrases; a name that is one word in the other language has none."""
    here, there = source.analyser.analyse(left), target.analyser.analyse(right)
    one_name = len(there) == 1 and {token.tag for token in here} == {"P"}
    return ([] if one_name else _shorter_runs(left, here)), _shorter_runs(right, there)


def _stand_alone(parts: Sequence[str], phrase: str, text: str) -> list[str]:
    """The parts that occur in a text more often than the phrase does."""
    times = text.count(phrase.casefold())
    return [part for part in parts if text.count(part.casefold()) > times]


def _shorter_runs(text: str, tokens: Sequence[Token]) -> list[str]:
    return [
        text[tokens[a].start : tokens[b - 1].end]
        for a in range(len(tokens))
        for b in range(a + 1, len(tokens) + 1)
        if b - a < len(tokens)
    ]
