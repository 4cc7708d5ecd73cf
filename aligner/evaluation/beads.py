"""Alignments as people and programs exchange them: one bead a line, JSON lines, or a gold case.

Reads only; `--format beads` and `--format jsonl` of the exporters write what is read here.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from aligner.errors import UnreadableInputError

Ids = tuple[int, ...]

_LINE = re.compile(
    r"\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*)?$"
)


class Pair(NamedTuple):
    """Which source sentences belong to which target sentences: 0-based, sorted, () for none."""

    source: Ids
    target: Ids

    @property
    def filled(self) -> bool:
        """Whether both sides have a sentence; otherwise it says "no counterpart"."""
        return bool(self.source and self.target)

    @property
    def kind(self) -> str:
        """How many sentences to how many.

        >>> Pair((3, 4), (5,)).kind
        '2-1'
        """
        return f"{len(self.source)}-{len(self.target)}"


class Bead(NamedTuple):
    """A predicted pair and how sure the aligner was of it, if it said."""

    pair: Pair
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """The right answer for one pair of texts."""

    pairs: tuple[Pair, ...]
    alternatives: Mapping[Pair, frozenset[Pair]]
    """Further right answers for a pair, because the same passage stands in a second place."""
    unaligned: frozenset[int] | None = None
    """Source sentences without a counterpart, where the gold is a case of an excerpt: there, empty
    sides may be written or not, and nothing is known of the target sentences outside the pairs."""

    @property
    def right(self) -> frozenset[Pair]:
        """Every pair that counts as exactly right."""
        return frozenset(self.pairs).union(*self.alternatives.values())


def read_beads(path: Path | str, text: str) -> list[Bead]:
    """The predicted beads in a file's text, whichever of the formats it has.

    Lines `[0]:[0, 1]` or `[0]:[0, 1]:0.97`; or JSON lines with `source_ids`, `target_ids` and
    `confidence`, of which links that a person rejected are left out. Beads empty on both sides are
    dropped. `path` is for the messages.

    Raises:
        UnreadableInputError: A line is neither.
    """
    rows = ((n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip())
    beads = (_read_row(path, number, row) for number, row in rows)
    return [bead for bead in beads if bead and (bead.pair.source or bead.pair.target)]


def read_gold(path: Path | str, text: str) -> Gold:
    """The right answer in a file's text: beads, JSON lines, or the JSON of an excerpt case.

    A case is one object with `beads` and, if there are any, `alternatives` (pairs with the source
    side of a bead) and `unaligned_en` or `unaligned_source`.

    Raises:
        UnreadableInputError: The text is none of these.
    """
    case = _parse_case(text)
    if case is not None:
        return _read_case(path, case)
    return Gold(tuple(bead.pair for bead in read_beads(path, text)), {})


def _read_row(path: Path | str, number: int, row: str) -> Bead | None:
    try:
        return _read_json_row(row) if row.startswith("{") else _read_line(row)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        shown = row if len(row) <= 60 else f"{row[:57]}..."
        raise UnreadableInputError(
            path,
            f"line {number} is not a bead: {shown!r}. A line looks like [3, 4]:[5] or "
            "[3, 4]:[5]:0.93, or is a JSON object with source_ids and target_ids.",
        ) from error


def _read_line(row: str) -> Bead:
    match = _LINE.match(row)
    if match is None:
        raise ValueError(row)
    source, target = (_ids(part.split(",")) for part in match.group(1, 2))
    return Bead(Pair(source, target), float(match[3]) if match[3] else None)


def _read_json_row(row: str) -> Bead | None:
    data = json.loads(row)
    if data.get("status") == "rejected":
        return None
    confidence = data.get("confidence")
    pair = Pair(_ids(data["source_ids"]), _ids(data["target_ids"]))
    return Bead(pair, None if confidence is None else float(confidence))


def _ids(values: Iterable[Any]) -> Ids:
    texts = [str(value).strip() for value in values]
    return tuple(sorted({_id(text) for text in texts if text}))


def _id(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _parse_case(text: str) -> dict[str, Any] | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and "beads" in data else None


def _read_case(path: Path | str, case: dict[str, Any]) -> Gold:
    try:
        pairs = tuple(Pair(_ids(source), _ids(target)) for source, target in case["beads"])
        by_source = {pair.source: pair for pair in pairs}
        alternatives: dict[Pair, set[Pair]] = {}
        for source, target in case.get("alternatives", ()):
            pair = Pair(_ids(source), _ids(target))
            alternatives.setdefault(by_source[pair.source], set()).add(pair)
        unaligned = frozenset(_ids(case.get("unaligned_en", case.get("unaligned_source", ()))))
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableInputError(
            path,
            "it has beads, but not in the form of a gold case. Each bead and each alternative is "
            "[[source ids], [target ids]], and an alternative has the source ids of a bead.",
        ) from error
    frozen = {pair: frozenset(others) for pair, others in alternatives.items()}
    return Gold(pairs, frozen, unaligned)
