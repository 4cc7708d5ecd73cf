"""Term candidates: the runs of tokens in each sentence that may be a term, and their keys."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import overload

import numpy as np

from aligner.arrays import Int32s, Int64s, Ints
from glossary.candidates.tokens import Analyser, TokenizedSentences


@dataclass(frozen=True, slots=True)
class SpanTable:
    """All occurrences of the candidates of one side, in text order."""

    keys: "CandidateKeys"
    """Each candidate once, in the form that is counted."""
    sentence: Int32s
    """The sentence of each occurrence, shape (occurrences,) like the next three."""
    candidate: Int32s
    """The number of the candidate in `keys`."""
    first: Int32s
    """The first token."""
    last: Int32s
    """The token after the last."""
    bounds: Int64s
    """Sentence i has the occurrences bounds[i] … bounds[i + 1]."""

    def last_occurrence(self) -> Int64s:
        """The last occurrence of each candidate, shape (candidates,)."""
        result = np.zeros(len(self.keys), dtype=np.int64)
        result[self.candidate] = np.arange(len(self.candidate))
        return result

    def first_occurrence(self) -> Int64s:
        """The first occurrence of each candidate, shape (candidates,)."""
        result = np.zeros(len(self.keys), dtype=np.int64)
        result[self.candidate[::-1]] = np.arange(len(self.candidate))[::-1]
        return result

    def spellings(self, tokens: TokenizedSentences, wanted: Ints) -> list[str]:
        """How each wanted candidate is written, from inside a sentence where possible."""
        opens = self.first == tokens.bounds[self.sentence]
        chosen = np.zeros(len(self.keys), dtype=np.int64)
        numbers = np.arange(len(self.candidate))
        for mask in (opens, ~opens):
            chosen[self.candidate[mask][::-1]] = numbers[mask][::-1]
        return [self.surface(tokens, occurrence) for occurrence in chosen[wanted].tolist()]

    def surface(self, tokens: TokenizedSentences, occurrence: int) -> str:
        """The characters of an occurrence, with single spaces."""
        first, last = int(self.first[occurrence]), int(self.last[occurrence])
        return " ".join(tokens.text(int(self.sentence[occurrence]), first, last).split())


def find_candidates(tokens: TokenizedSentences, analyser: Analyser) -> SpanTable:
    """The candidates of one side."""
    # Bytes and arrays: a hundred thousand sentences have millions of candidates.
    known: dict[bytes, int] = {}
    columns = [array("i") for _ in range(4)]
    example = array("i"), array("i")
    bounds = array("q", [0])
    for sentence, tags in enumerate(tokens.tags):
        offset = int(tokens.bounds[sentence])
        words = tokens.word[offset : offset + len(tags)]
        for a, b in analyser.spans(tags):
            run = words[a:b].tobytes()
            number = known.setdefault(run, len(known))
            if number == len(example[0]):
                example[0].append(offset + a)
                example[1].append(offset + b)
            for column, value in zip(
                columns, (sentence, number, offset + a, offset + b), strict=True
            ):
                column.append(value)
        bounds.append(len(columns[0]))
    arrays = [np.array(column, dtype=np.int32) for column in columns]
    return SpanTable(
        keys=CandidateKeys(tokens, analyser.joiner, *example),
        sentence=arrays[0],
        candidate=arrays[1],
        first=arrays[2],
        last=arrays[3],
        bounds=np.array(bounds, dtype=np.int64),
    )


class CandidateKeys(Sequence[str]):
    """The keys of all candidates, each put together only when it is asked for."""

    def __init__(
        self, tokens: TokenizedSentences, joiner: str, first: "array[int]", last: "array[int]"
    ) -> None:
        self._tokens = tokens
        self._joiner = joiner
        self._first = first
        self._last = last

    def __len__(self) -> int:
        return len(self._first)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        numbers = self._tokens.word[self._first[index] : self._last[index]].tolist()
        return _join_words([self._tokens.words[number] for number in numbers], self._joiner)


def _join_words(words: list[str], joiner: str) -> str:
    """A key from its words; a hyphen and 's are written without a space before them."""
    if joiner:
        return joiner.join(words).replace(" - ", "-").replace(" 's", "'s")
    text = words[0]
    for left, right in pairwise(words):
        text += (" " if left[-1].isascii() and right[0].isascii() else "") + right
    return text.replace(" - ", "-")
