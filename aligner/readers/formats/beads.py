"""Files of links between two texts of one sentence a line: Vecalign's beads, hunalign's ladder.

The scores of beads and rungs are costs in one program, similarities or odds in another. A score
between 0 and 1 behind a bead is taken for a confidence; every other link gets confidence 1.
"""

import re
from itertools import pairwise

from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import IndexedBead

_BEAD = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*(-?[\d.eE+-]+))?\s*")
_RUNG = re.compile(r"\s*(\d{1,9})\s+(\d{1,9})(?:\s+-?[\d.eE+-]+)?\s*")


def read_beads(raw: RawInput) -> list[IndexedBead]:
    """The links of the file, in order.

    Raises:
        UnreadableInputError: A line is not a link.
    """
    text, _ = decode(raw)
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        raise EmptyInputError(raw.origin)
    if _RUNG.fullmatch(lines[0][1]):
        return _read_ladder(raw, lines)
    beads: list[IndexedBead] = []
    for number, line in lines:
        match = _BEAD.fullmatch(line)
        if not match:
            raise _refusal(raw, number, "[0]:[0, 1]:0.97")
        ids = [tuple(int(n) for n in re.findall(r"\d{1,9}", match[i])) for i in (1, 2)]
        beads.append(IndexedBead(ids[0], ids[1], _score(match[3])))
    return beads


def _read_ladder(raw: RawInput, lines: list[tuple[int, str]]) -> list[IndexedBead]:
    """The beads of a ladder: one between each two rungs."""
    rungs: list[tuple[int, int]] = []
    for number, line in lines:
        match = _RUNG.fullmatch(line)
        if not match:
            raise _refusal(raw, number, "0 0 0.3")
        rung = int(match[1]), int(match[2])
        if rungs and (rung[0] < rungs[-1][0] or rung[1] < rungs[-1][1]):
            raise UnreadableInputError(
                raw.origin, f"line {number} goes back: this is not a ladder."
            )
        if rungs and max(rung[0] - rungs[-1][0], rung[1] - rungs[-1][1]) > 100_000:
            raise UnreadableInputError(raw.origin, f"line {number} skips 100,000 sentences.")
        rungs.append(rung)
    return [
        IndexedBead(tuple(range(a, c)), tuple(range(b, d))) for (a, b), (c, d) in pairwise(rungs)
    ]


def _score(text: str | None) -> float:
    try:
        value = float(text or "")
    except ValueError:
        return 1.0
    return value if 0.0 < value <= 1.0 else 1.0


def _refusal(raw: RawInput, number: int, example: str) -> UnreadableInputError:
    return UnreadableInputError(
        raw.origin, f"line {number} is not a link; a link looks like {example}."
    )
