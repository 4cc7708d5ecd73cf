"""The clauses of each sentence with their vectors: evidence finer than sentences.

Where a translator moves a clause over the end of a sentence, whole sentences look alike on either
side of the border; the clause itself says where it belongs.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.protocol import Encoder, Vectors

Floats = NDArray[np.floating]

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


def find_clauses(
    sentences: Sequence[str], wanted: Iterable[int], whole: Floats, encoder: Encoder
) -> Clauses:
    """The clauses of one side, those of the wanted sentences with their vectors.

    `whole` has the vector of each sentence, which is that of its only clause too. The others have
    zeros.
    """
    near = sorted(wanted)
    split = [[text] for text in sentences]
    for i in near:
        split[i] = split_clauses(sentences[i])
    starts = np.concatenate([[0], np.cumsum([len(clauses) for clauses in split])])
    vectors = np.zeros((int(starts[-1]), whole.shape[1]), np.float32)
    alone = [i for i in near if split[i] == [sentences[i]]]
    vectors[starts[alone]] = whole[alone]
    several = [i for i in near if split[i] != [sentences[i]]]
    made = encoder.encode([clause for i in several for clause in split[i]])
    vectors[[k for i in several for k in range(starts[i], starts[i + 1])]] = made
    lengths = [max(1, _letters(clause)) for clauses in split for clause in clauses]
    return Clauses(starts.astype(np.int64), vectors, np.array(lengths, np.float32))


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
