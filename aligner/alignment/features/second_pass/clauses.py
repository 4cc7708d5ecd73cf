"""Clauses of each sentence with their vectors: evidence finer than sentences.

Where a translator moves a clause across a sentence border, the whole sentences on either side look
alike; the clause itself says where it belongs.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from aligner.arrays import Float32s, Floats, Int64s
from aligner.encoders.protocol import Encoder, Vectors
from aligner.text import WIDE

_CUT = re.compile(r"(?<=[,，、;；:：—–…!?！？。”\"」])\s*(?![\s,，、;；:：—–…!?！？。”\"’」])")
_SHORTEST, _SHORTEST_WIDE = 10, 4
"""Fewest letters of a clause, in an alphabet and in Chinese characters: "Well," by itself does not
say what it belongs to."""
_WIDE = re.compile(f"[{WIDE}]")


@dataclass(frozen=True, slots=True)
class Clauses:
    """Clauses of one side, sentence after sentence; at least one each."""

    starts: Int64s
    """Index of the first clause of each sentence, shape (sentences + 1,)."""
    vectors: Vectors
    lengths: Float32s
    """Letters of each clause, at least 1; shape (clauses,)."""


def split_clauses(text: str) -> list[str]:
    """Splits a sentence into clauses and joins short ones to the next.

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
    """Finds the clauses of one side and encodes those of the wanted sentences.

    `whole` has the vector of each sentence, shape (sentences, dimension), which is also that of its
    only clause. The vectors of clauses of other sentences are zero.
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
