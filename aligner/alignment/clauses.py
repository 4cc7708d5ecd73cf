"""The clauses of each sentence with their vectors: evidence finer than sentences.

Where a translator moves a clause over the end of a sentence, whole sentences look alike on either
side of the border; the clause itself says where it belongs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.protocol import Encoder, Vectors

_CUT = re.compile(r"(?<=[,，、;；:：—–…!?！？。”\"」])\s*(?![\s,，、;；:：—–…!?！？。”\"’」])")
_SHORTEST, _SHORTEST_WIDE = 10, 4
"""Letters a clause has at least, in an alphabet and in Chinese characters: "Well," alone says
nothing of what it belongs to."""
_WIDE = re.compile(r"[\u2e80-\uffef]")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one side, sentence after sentence; at least one each."""

    starts: NDArray[np.int64]
    """Where the clauses of each sentence begin; one more entry than there are sentences."""
    vectors: Vectors
    lengths: NDArray[np.float32]
    """Letters of each clause; at least 1."""


def split_clauses(text: str) -> list[str]:
    """The clauses of a sentence, short ones joined to the next.

    >>> split_clauses("Well, he said nothing, and we left.")
    ['Well, he said nothing,', 'and we left.']
    """
    clauses: list[str] = []
    held = ""
    for part in _CUT.split(text):
        if not part.strip():
            continue
        held += part if not held or _WIDE.match(part) else " " + part
        if _letters(held) >= (_SHORTEST_WIDE if _WIDE.search(held) else _SHORTEST):
            clauses.append(held)
            held = ""
    if held and clauses and _letters(held) < _SHORTEST_WIDE:
        clauses[-1] += held
    elif held:
        clauses.append(held)
    return clauses or [text]


def find_clauses(texts: Sequence[str], encoder: Encoder) -> Clauses:
    """The clauses of one side."""
    split = [split_clauses(text) for text in texts]
    starts = np.concatenate([[0], np.cumsum([len(clauses) for clauses in split])])
    flat = [clause for clauses in split for clause in clauses]
    lengths = np.array([max(1, _letters(clause)) for clause in flat], np.float32)
    return Clauses(starts.astype(np.int64), encoder.encode(flat), lengths)


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
