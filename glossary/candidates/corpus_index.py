"""The corpus index: tokens, term candidates and links of all bitexts, as later steps count them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligner.arrays import Float32s, Int32s
from aligner.bitext import Bitext, Link, Side
from aligner.progress import Progress
from glossary.candidates.analysis.registry import get_analyser
from glossary.candidates.spans import SpanTable, find_candidates
from glossary.candidates.tokens import Analyser, TokenizedSentences, tokenize_sentences

Range = tuple[int, int]
"""First number and the one after the last."""

MIN_CONFIDENCE = 0.15
"""Links with a lower confidence are ignored: they would pair terms by chance."""


@dataclass(frozen=True, slots=True)
class TokenRanges:
    """A link as a range of tokens on either side."""

    source: Range
    target: Range
    weight: float
    """Confidence of the link."""


@dataclass(frozen=True, slots=True)
class SideIndex:
    """One language of all bitexts."""

    language: str
    analyser: Analyser
    tokens: TokenizedSentences
    spans: SpanTable
    bitext_number: Int32s
    """The bitext that each sentence comes from, shape (sentences,)."""
    segment_number: Int32s
    """The number of each sentence within its bitext, shape (sentences,)."""


@dataclass(frozen=True, slots=True)
class CorpusIndex:
    """Both languages and the links between them."""

    source: SideIndex
    target: SideIndex
    link_tokens: tuple[TokenRanges, ...]
    """The links as ranges of tokens."""
    link_sentences: tuple[tuple[Range, Range], ...]
    """The links as ranges of sentences, source and target."""
    bitext_names: tuple[str, ...]

    @property
    def spans(self) -> tuple[SpanTable, SpanTable]:
        """The candidates of source and target."""
        return self.source.spans, self.target.spans

    @property
    def link_weights(self) -> Float32s:
        """The confidence of each link, shape (links,)."""
        return np.array([link.weight for link in self.link_tokens], dtype=np.float32)


def index_corpus(bitexts: Sequence[Bitext], progress: Progress | None = None) -> CorpusIndex:
    """Index the bitexts, all of which must have the same pair of languages."""
    report = progress or (lambda _what, _done, _total: None)
    report("reading", 0, 2)
    source = _index_side(bitexts, Side.SOURCE)
    report("reading", 1, 2)
    target = _index_side(bitexts, Side.TARGET)
    sentences: list[tuple[Range, Range]] = []
    weights: list[float] = []
    first_source = first_target = 0
    for bitext in bitexts:
        for link in bitext.linked():
            if link.confidence >= MIN_CONFIDENCE:
                sentences.append(_sentence_ranges(link, first_source, first_target))
                weights.append(link.confidence)
        first_source += len(bitext.source_segments)
        first_target += len(bitext.target_segments)
    link_tokens = tuple(
        TokenRanges(_token_range(source.tokens, left), _token_range(target.tokens, right), weight)
        for (left, right), weight in zip(sentences, weights, strict=True)
    )
    names = tuple(bitext.name for bitext in bitexts)
    return CorpusIndex(source, target, link_tokens, tuple(sentences), names)


def index_sentences(texts: Sequence[Sequence[str]], language: str) -> SideIndex:
    """Index sentences of one language; `texts` has the sentences of one bitext each."""
    flat = [text for part in texts for text in part]
    analyser = get_analyser(language, flat)
    tokens = tokenize_sentences(flat, analyser)
    return SideIndex(
        language=language,
        analyser=analyser,
        tokens=tokens,
        spans=find_candidates(tokens, analyser),
        bitext_number=np.repeat(np.arange(len(texts)), [len(part) for part in texts]).astype(
            np.int32
        ),
        segment_number=np.concatenate(
            [np.arange(len(part)) for part in texts] or [np.zeros(0, dtype=np.int64)]
        ).astype(np.int32),
    )


def candidate_tags(side: SideIndex, wanted: Sequence[int] | Int32s) -> list[str]:
    """The tags of each wanted candidate, taken from its last occurrence."""
    spans = side.spans
    flat = "".join(side.tokens.tags)
    chosen = spans.last_occurrence()[np.asarray(wanted, dtype=np.int64)]
    first, last = spans.first[chosen].tolist(), spans.last[chosen].tolist()
    return [flat[a:b] for a, b in zip(first, last, strict=True)]


def _index_side(bitexts: Sequence[Bitext], side: Side) -> SideIndex:
    texts = [[segment.text for segment in bitext.segments(side)] for bitext in bitexts]
    language = bitexts[0].source.language if side is Side.SOURCE else bitexts[0].target.language
    return index_sentences(texts, language)


def _sentence_ranges(link: Link, first_source: int, first_target: int) -> tuple[Range, Range]:
    return (
        (first_source + link.source.start, first_source + link.source.end),
        (first_target + link.target.start, first_target + link.target.end),
    )


def _token_range(tokens: TokenizedSentences, sentences: Range) -> Range:
    return int(tokens.bounds[sentences[0]]), int(tokens.bounds[sentences[1]])
