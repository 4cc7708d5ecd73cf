"""Where term candidates stand: the runs of tokens of each sentence, and their keys."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from glossary.candidates.tokens import Analyser, TokenTable

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class SpanTable:
    """All candidates of one side with their places, in text order."""

    keys: "Keys"
    """Each candidate once, as it is counted."""
    sentence: Ints
    """For each place: the sentence, the candidate, the first token and the one after the last."""
    candidate: Ints
    first: Ints
    last: Ints
    bounds: NDArray[np.int64]
    """Sentence i has the places bounds[i] … bounds[i + 1]."""

    def spellings(self, table: TokenTable, wanted: NDArray[np.integer[Any]]) -> list[str]:
        """For each wanted candidate how it is written, from inside a sentence where possible."""
        opens = self.first == table.bounds[self.sentence]
        chosen = np.zeros(len(self.keys), dtype=np.int64)
        numbers = np.arange(len(self.candidate))
        for mask in (opens, ~opens):
            chosen[self.candidate[mask][::-1]] = numbers[mask][::-1]
        return [
            " ".join(
                table.text(
                    int(self.sentence[place]), int(self.first[place]), int(self.last[place])
                ).split()
            )
            for place in chosen[wanted].tolist()
        ]


def find_candidates(table: TokenTable, analyser: Analyser) -> SpanTable:
    """The candidates of one side."""
    # Bytes and arrays: a hundred thousand sentences have millions of candidates.
    known: dict[bytes, int] = {}
    columns = [array("i") for _ in range(4)]
    example = array("i"), array("i")
    bounds = array("q", [0])
    for sentence, tags in enumerate(table.tags):
        offset = int(table.bounds[sentence])
        words = table.word[offset : offset + len(tags)]
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
        keys=Keys(table, analyser.joiner, *example),
        sentence=arrays[0],
        candidate=arrays[1],
        first=arrays[2],
        last=arrays[3],
        bounds=np.array(bounds, dtype=np.int64),
    )


class Keys(Sequence[str]):
    """The keys of all candidates, put together when they are asked for."""

    def __init__(
        self, table: TokenTable, joiner: str, first: "array[int]", last: "array[int]"
    ) -> None:
        self._table = table
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
        numbers = self._table.word[self._first[index] : self._last[index]].tolist()
        return _join([self._table.words[number] for number in numbers], self._joiner)


def _join(words: list[str], joiner: str) -> str:
    """The words of a key; a hyphen and 's stick to their neighbours."""
    if joiner:
        return joiner.join(words).replace(" - ", "-").replace(" 's", "'s")
    text = words[0]
    for left, right in pairwise(words):
        text += (" " if left[-1].isascii() and right[0].isascii() else "") + right
    return text.replace(" - ", "-")
