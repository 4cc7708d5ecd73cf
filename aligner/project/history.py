"""The edit log: every change of a person is a list of invertible steps, so undo and redo never end.

A step is one of

    {"table": T, "id": N, "before": row or null, "after": row or null}   added, changed, removed
    {"shift": document id, "bitext": N, "side": S, "from": K, "by": B, "cut": C}   numbers moved

The second kind exists because splitting one sentence renumbers all that follow: one statement
instead of fifty thousand rows in the log. C is where the second half began in the whole sentence.
"""

import json
import sqlite3
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from aligner.errors import ChangedElsewhereError
from aligner.project.evidence import move_evidence
from aligner.project.rows import Row

EditStep = dict[str, Any]

Table = Literal["link", "segment", "term"]

NAMES = {"link": "This link", "segment": "This sentence", "term": "This term"}


def read_row(connection: sqlite3.Connection, table: str, row_id: int) -> Row | None:
    """The row as it is now, its id included; None if it was removed."""
    row = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return None if row is None else dict(row)


def apply_step(connection: sqlite3.Connection, step: EditStep) -> None:
    """Carry out one step; `ChangedElsewhereError` when the row is not what the step expects."""
    if "shift" in step:
        _shift(connection, step)
        return
    table, row_id = step["table"], step["id"]
    now = read_row(connection, table, row_id)
    if _without_version(now) != _without_version(step["before"]):
        raise ChangedElsewhereError(NAMES[table])
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
    if step["after"] is not None:
        after = dict(step["after"])
        if "version" in after and now is not None:
            after["version"] = now["version"] + 1
        insert_row(connection, table, after)


def insert_row(connection: sqlite3.Connection, table: str, row: Row) -> int:
    """Insert a row and return its id."""
    columns = ", ".join(f'"{column}"' for column in row)
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values())
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def inverse(step: EditStep) -> EditStep:
    """The step that takes this one back."""
    if "shift" in step:
        return {**step, "by": -step["by"]}
    return {**step, "before": step["after"], "after": step["before"]}


def record(connection: sqlite3.Connection, summary: str, steps: Sequence[EditStep]) -> int:
    """Write an edit that has been carried out; what had been undone can no longer be redone."""
    connection.execute("DELETE FROM edit WHERE undone = 1")
    packed = zlib.compress(json.dumps(list(steps), ensure_ascii=False).encode(), 6)
    cursor = connection.execute(
        "INSERT INTO edit (created, summary, steps) VALUES (?, ?, ?)",
        (datetime.now(UTC).isoformat(timespec="seconds"), summary, packed),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def undo(connection: sqlite3.Connection) -> str | None:
    """Take the newest edit back; its summary, or None when there is nothing to undo."""
    edit = connection.execute(
        "SELECT * FROM edit WHERE undone = 0 ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if edit is None:
        return None
    for step in reversed(unpack(edit["steps"])):
        apply_step(connection, inverse(step))
    connection.execute("UPDATE edit SET undone = 1 WHERE id = ?", (edit["id"],))
    return str(edit["summary"])


def redo(connection: sqlite3.Connection) -> str | None:
    """Carry the edit undone last out again; its summary, or None."""
    edit = connection.execute(
        "SELECT * FROM edit WHERE undone = 1 ORDER BY id ASC LIMIT 1"
    ).fetchone()
    if edit is None:
        return None
    for step in unpack(edit["steps"]):
        apply_step(connection, step)
    connection.execute("UPDATE edit SET undone = 0 WHERE id = ?", (edit["id"],))
    return str(edit["summary"])


def unpack(steps: bytes) -> list[EditStep]:
    """The steps of a row of the edit log."""
    loaded: list[EditStep] = json.loads(zlib.decompress(steps))
    return loaded


def _without_version(row: Row | None) -> Row | None:
    if row is None:
        return None
    return {column: value for column, value in row.items() if column != "version"}


def _shift(connection: sqlite3.Connection, step: EditStep) -> None:
    """Renumber the sentences from `from` on, the links after them, terms' places.

    A link that begins at `from` or later moves; one that ends after `from` grows or shrinks.
    """
    first, by, side = step["from"], step["by"], step["side"]
    if by < 0:
        first -= by  # the inverse of a shift: those that were moved are `by` further on
    connection.execute(
        "UPDATE segment SET idx = idx + ? WHERE document = ? AND idx >= ?",
        (by, step["shift"], first),
    )
    for column in (f"{side}_start", f"{side}_end"):
        connection.execute(
            f"UPDATE link SET {column} = {column} + ? WHERE bitext = ? AND {column} >= ?",
            (by, step["bitext"], first),
        )
    move_evidence(connection, step)
