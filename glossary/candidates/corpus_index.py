"""Everything that is counted in the texts before pairs are judged: tokens, candidates, links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.bitext import Bitext, Link
from glossary.candidates.analysis.registry import get_analyser
from glossary.candidates.spans import SpanTable, find_candidates
from glossary.candidates.tokens import Analyser, TokenTable, build_table
from glossary.pairing.word_alignment import Place

Range = tuple[int, int]

DOUBTFUL = 0.15
"""Links less sure than this are not looked at: they would pair terms by chance."""


@dataclass(frozen=True, slots=True)
class SideSurvey:
    """One language's side of all bitexts."""

    language: str
    analyser: Analyser
    tokens: TokenTable
    spans: SpanTable
    origin: NDArray[np.int32]
    """For each sentence the bitext it belongs to."""
    index: NDArray[np.int32]
    """For each sentence its number in that bitext."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Both sides and the links between them."""

    source: SideSurvey
    target: SideSurvey
    places: tuple[Place, ...]
    """The links as ranges of tokens."""
    sentences: tuple[tuple[Range, Range], ...]
    """The same links as ranges of sentences."""
    names: tuple[str, ...]
    """The bitexts' names."""

    @property
    def spans(self) -> tuple[SpanTable, SpanTable]:
        """The candidates of both sides."""
        return self.source.spans, self.target.spans

    @property
    def weights(self) -> NDArray[np.float32]:
        """The confidence of each link."""
        return np.array([place.weight for place in self.places], dtype=np.float32)


def survey(
    bitexts: Sequence[Bitext], progress: Callable[[str, int, int], None] | None = None
) -> Survey:
    """Count what stands in the bitexts; all must have the same pair of languages."""
    report = progress or (lambda _what, _done, _total: None)
    report("reading", 0, 2)
    source = _side(
        [[segment.text for segment in bitext.source_segments] for bitext in bitexts],
        bitexts[0].source.language,
    )
    report("reading", 1, 2)
    target = _side(
        [[segment.text for segment in bitext.target_segments] for bitext in bitexts],
        bitexts[0].target.language,
    )
    sentences: list[tuple[Range, Range]] = []
    weights: list[float] = []
    here = there = 0
    for bitext in bitexts:
        for link in bitext.linked():
            if link.confidence < DOUBTFUL:
                continue
            sentences.append(_sentences(link, here, there))
            weights.append(link.confidence)
        here += len(bitext.source_segments)
        there += len(bitext.target_segments)
    places = tuple(
        Place(_tokens(source.tokens, left), _tokens(target.tokens, right), weight)
        for (left, right), weight in zip(sentences, weights, strict=True)
    )
    names = tuple(bitext.name for bitext in bitexts)
    return Survey(source, target, places, tuple(sentences), names)


def _side(texts: list[list[str]], language: str) -> SideSurvey:
    flat = [text for part in texts for text in part]
    analyser = get_analyser(language, flat)
    tokens = build_table(flat, analyser)
    return SideSurvey(
        language=language,
        analyser=analyser,
        tokens=tokens,
        spans=find_candidates(tokens, analyser),
        origin=np.repeat(np.arange(len(texts)), [len(part) for part in texts]).astype(np.int32),
        index=np.concatenate(
            [np.arange(len(part)) for part in texts] or [np.zeros(0, dtype=np.int64)]
        ).astype(np.int32),
    )


def _sentences(link: Link, here: int, there: int) -> tuple[Range, Range]:
    return (
        (here + link.source.start, here + link.source.end),
        (there + link.target.start, there + link.target.end),
    )


def _tokens(table: TokenTable, sentences: Range) -> Range:
    return int(table.bounds[sentences[0]]), int(table.bounds[sentences[1]])


def tags_of(side: SideSurvey, wanted: Sequence[int] | NDArray[np.int32]) -> list[str]:
    """The tags of each wanted candidate where it stands last."""
    spans = side.spans
    place = np.zeros(len(spans.keys), dtype=np.int64)
    place[spans.candidate] = np.arange(len(spans.candidate))
    flat = "".join(side.tokens.tags)
    chosen = place[np.asarray(wanted, dtype=np.int64)]
    first, last = spans.first[chosen].tolist(), spans.last[chosen].tolist()
    return [flat[a:b] for a, b in zip(first, last, strict=True)]
