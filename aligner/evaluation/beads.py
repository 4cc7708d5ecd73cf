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


class Bead(NamedTuple):
    """Source sentences and their translation: numbers from 0, sorted, () for none."""

    source: Ids
    target: Ids

    @property
    def filled(self) -> bool:
        """Whether both sides have a sentence; otherwise it says "no counterpart"."""
        return bool(self.source and self.target)

    @property
    def kind(self) -> str:
        """How many sentences to how many.

        >>> Bead((3, 4), (5,)).kind
        '2-1'
        """
        return f"{len(self.source)}-{len(self.target)}"


class PredictedBead(NamedTuple):
    """A bead that an aligner found, and its confidence if the file has one."""

    bead: Bead
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """The right alignment of one pair of texts."""

    beads: tuple[Bead, ...]
    alternatives: Mapping[Bead, frozenset[Bead]]
    """Further right answers for a bead, because the same passage occurs a second time."""
    unaligned: frozenset[int] | None = None
    """Source sentences without a counterpart, where the gold is a case of an excerpt. There, beads
    with an empty side are optional, and nothing is known of target sentences outside the beads."""

    @property
    def right(self) -> frozenset[Bead]:
        """Every bead that counts as exactly right."""
        return frozenset(self.beads).union(*self.alternatives.values())


def read_predictions(path: Path | str, text: str) -> list[PredictedBead]:
    """The predicted beads in the text of a file, in either of two formats.

    Lines `[0]:[0, 1]` or `[0]:[0, 1]:0.97`; or JSON lines with `source_ids`, `target_ids` and
    `confidence`, of which links that a person rejected are left out. Beads empty on both sides are
    dropped. `path` is named in messages only.

    Raises:
        UnreadableInputError: A line is in neither format.
    """
    rows = ((n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip())
    predictions = (_read_row(path, number, row) for number, row in rows)
    return [row for row in predictions if row and (row.bead.source or row.bead.target)]


def read_gold(path: Path | str, text: str) -> Gold:
    """The gold alignment in the text of a file: beads, JSON lines, or the JSON of an excerpt case.

    A case is one object with `beads` and, if there are any, `alternatives` (beads with the source
    side of one of `beads`) and `unaligned_en` or `unaligned_source`.

    Raises:
        UnreadableInputError: The text is in none of these formats.
    """
    case = _parse_case(text)
    if case is not None:
        return _read_case(path, case)
    return Gold(tuple(prediction.bead for prediction in read_predictions(path, text)), {})


def _read_row(path: Path | str, number: int, row: str) -> PredictedBead | None:
    try:
        return _read_json_row(row) if row.startswith("{") else _read_line(row)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        shown = row if len(row) <= 60 else f"{row[:57]}..."
        raise UnreadableInputError(
            path,
            f"line {number} is not a bead: {shown!r}. A line looks like [3, 4]:[5] or "
            "[3, 4]:[5]:0.93, or is a JSON object with source_ids and target_ids.",
        ) from error


def _read_line(row: str) -> PredictedBead:
    match = _LINE.match(row)
    if match is None:
        raise ValueError(row)
    source, target = (_ids(part.split(",")) for part in match.group(1, 2))
    return PredictedBead(Bead(source, target), float(match[3]) if match[3] else None)


def _read_json_row(row: str) -> PredictedBead | None:
    data = json.loads(row)
    if data.get("status") == "rejected":
        return None
    confidence = data.get("confidence")
    bead = Bead(_ids(data["source_ids"]), _ids(data["target_ids"]))
    return PredictedBead(bead, None if confidence is None else float(confidence))


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
        beads = tuple(Bead(_ids(source), _ids(target)) for source, target in case["beads"])
        by_source = {bead.source: bead for bead in beads}
        alternatives: dict[Bead, set[Bead]] = {}
        for source, target in case.get("alternatives", ()):
            other = Bead(_ids(source), _ids(target))
            alternatives.setdefault(by_source[other.source], set()).add(other)
        unaligned = frozenset(_ids(case.get("unaligned_en", case.get("unaligned_source", ()))))
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableInputError(
            path,
            "it has beads, but not in the form of a gold case. Each bead and each alternative is "
            "[[source ids], [target ids]], and an alternative has the source ids of a bead.",
        ) from error
    frozen = {bead: frozenset(others) for bead, others in alternatives.items()}
    return Gold(beads, frozen, unaligned)
