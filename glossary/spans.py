"""Where term candidates stand: the runs of tokens of each sentence, and their keys."""

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glossary.tokens import Analyser, TokenTable

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class SpanTable:
    """All candidates of one side with their places, in text order."""

    keys: tuple[str, ...]
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
    known: dict[tuple[int, ...], int] = {}
    keys: list[str] = []
    rows: list[tuple[int, int, int, int]] = []
    bounds = [0]
    for sentence, tags in enumerate(table.tags):
        offset = int(table.bounds[sentence])
        words = table.word[offset : offset + len(tags)].tolist()
        for a, b in analyser.spans(tags):
            run = tuple(words[a:b])
            number = known.get(run)
            if number is None:
                number = known[run] = len(keys)
                keys.append(_join(table, run, analyser.joiner))
            rows.append((sentence, number, offset + a, offset + b))
        bounds.append(len(rows))
    columns = np.array(rows, dtype=np.int32).reshape(-1, 4)
    return SpanTable(
        keys=tuple(keys),
        sentence=columns[:, 0].copy(),
        candidate=columns[:, 1].copy(),
        first=columns[:, 2].copy(),
        last=columns[:, 3].copy(),
        bounds=np.array(bounds, dtype=np.int64),
    )


def _join(table: TokenTable, run: tuple[int, ...], joiner: str) -> str:
    """The words of a key; a hyphen and 's stick to their neighbours."""
    words = [table.words[number] for number in run]
    if not joiner:
        text = words[0]
        for left, right in itertools.pairwise(words):
            text += (" " if left[-1].isascii() and right[0].isascii() else "") + right
        return text.replace(" - ", "-")
    return joiner.join(words).replace(" - ", "-").replace(" 's", "'s")
