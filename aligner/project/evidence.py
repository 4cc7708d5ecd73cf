"""Where terms were seen: the places move when a sentence is cut in two."""

import json
import sqlite3
from typing import Any

from aligner.bitext import Side

# Place of (segment, span) in a row of evidence: [bitext, segment, [a, b], segment, [a, b]].
COLUMNS = {Side.SOURCE.value: (1, 2), Side.TARGET.value: (3, 4)}


def move_evidence(connection: sqlite3.Connection, step: dict[str, Any]) -> None:
    """Renumber the places of all terms as the step renumbers the sentences.

    The step's `from` is the number that the second half of the cut sentence gets (`by` 1) or gives
    up (`by` -1), its `cut` the place in the whole sentence where that half begins. A term across
    the cut stays where it began.
    """
    (name,) = connection.execute(
        "SELECT name FROM bitext WHERE id = ?", (step["bitext"],)
    ).fetchone()
    rows = connection.execute("SELECT id, evidence FROM term").fetchall()
    for number, text in rows:
        evidence = json.loads(text)
        moved = [_move(place, step) if place[0] == name else place for place in evidence]
        if moved != evidence:
            connection.execute(
                "UPDATE term SET evidence = ? WHERE id = ?",
                (json.dumps(moved, ensure_ascii=False), number),
            )


def _move(place: list[Any], step: dict[str, Any]) -> list[Any]:
    column, span_column = COLUMNS[step["side"]]
    first, by, cut = step["from"], step["by"], step.get("cut")
    segment, (start, end) = place[column], place[span_column]
    if segment > first or (segment == first and (by > 0 or cut is None)):
        segment += by
    elif segment == first:
        segment, start, end = segment + by, start + cut, end + cut
    elif by > 0 and cut is not None and segment == first - 1 and start >= cut:
        segment, start, end = segment + by, start - cut, end - cut
    moved = list(place)
    moved[column], moved[span_column] = segment, [start, end]
    return moved
