"""The links of one pair as a reviewer needs them: rows, neighbours, sentences. Reads only."""

import sqlite3
from collections.abc import Iterable

from aligner.bitext import Document, Link, Run, Segment, Side
from aligner.project.history import EditStep, unpack
from aligner.project.rows import read_document, read_link, read_segment
from aligner.project.store import LINK_ORDER, Project

_REVERSED = ", ".join(f"{column} DESC" for column in LINK_ORDER.split(", "))


class Queue:
    """Queries on the links of one pair of a project."""

    def __init__(self, project: Project, name: str) -> None:
        self.name = name
        self.number = project.bitext_id(name)
        self._connection = project.connection

    # ── links ────────────────────────────────────────────────────────────────

    def links(self, ids: Iterable[int]) -> list[Link]:
        """Those of the links that are still there, in source order."""
        wanted = list(ids)
        marks = ", ".join("?" * len(wanted))
        rows = self._connection.execute(
            f"SELECT * FROM link WHERE bitext = ? AND id IN ({marks}) ORDER BY {LINK_ORDER}",
            (self.number, *wanted),
        )
        return [read_link(row) for row in rows]

    def first(self, count: int) -> list[Link]:
        """The links the text begins with."""
        rows = self._connection.execute(
            f"SELECT * FROM link WHERE bitext = ? ORDER BY {LINK_ORDER} LIMIT ?",
            (self.number, count),
        )
        return [read_link(row) for row in rows]

    def below(self, link: Link, count: int) -> list[Link]:
        """The next links in source order."""
        return self._neighbours(link, count, compare=">", order=LINK_ORDER)

    def above(self, link: Link, count: int) -> list[Link]:
        """The links before this one, the nearest first."""
        return self._neighbours(link, count, compare="<", order=_REVERSED)

    def nearest_fixed(self, link: Link) -> tuple[Link | None, Link | None]:
        """The decided pairs above and below, between which a stretch can be aligned again."""
        fixed = (
            "AND status IN ('accepted', 'edited') "
            "AND source_end > source_start AND target_end > target_start"
        )
        above = self._neighbours(link, 1, compare="<", order=_REVERSED, also=fixed)
        below = self._neighbours(link, 1, compare=">", order=LINK_ORDER, also=fixed)
        return (above[0] if above else None, below[0] if below else None)

    def next_uncertain(self, link: Link, below: float, *, back: bool = False) -> Link | None:
        """The next undecided link under a confidence, or the one before."""
        compare, order = ("<", _REVERSED) if back else (">", LINK_ORDER)
        also = f"AND status = 'auto' AND confidence < {float(below)!r}"
        found = self._neighbours(link, 1, compare=compare, order=order, also=also)
        return found[0] if found else None

    def worst(self) -> Link | None:
        """The undecided link most likely wrong."""
        row = self._connection.execute(
            "SELECT * FROM link WHERE bitext = ? AND status = 'auto' "
            f"ORDER BY confidence, {LINK_ORDER} LIMIT 1",
            (self.number,),
        ).fetchone()
        return None if row is None else read_link(row)

    def position(self, link: Link) -> int:
        """The number of the row, counted from 1."""
        (before,) = self._connection.execute(
            "SELECT count(*) FROM link WHERE bitext = ? AND source_start <= ? "
            f"AND ({LINK_ORDER}) < (?, ?, ?, ?)",
            (
                self.number,
                link.source.start,
                link.source.start,
                int(bool(link.source)),
                link.target.start,
                link.id,
            ),
        ).fetchone()
        return int(before) + 1

    def holding(self, side: Side, segment: int) -> list[Link]:
        """The links that hold a segment."""
        rows = self._connection.execute(
            f"SELECT * FROM link WHERE bitext = ? AND {side.value}_start <= ? "
            f"AND {side.value}_end > ? ORDER BY {LINK_ORDER}",
            (self.number, segment, segment),
        )
        return [read_link(row) for row in rows]

    # ── texts ────────────────────────────────────────────────────────────────

    def document(self, side: Side) -> Document:
        """The document of a side."""
        return read_document(self._document(side))

    def document_id(self, side: Side) -> int:
        """The row of a side's document."""
        return int(self._document(side, "id")["id"])

    def read_text(self, side: Side, start: int, end: int) -> str:
        """A stretch of the text as it was read from the file."""
        (text,) = self._connection.execute(
            "SELECT substr(text, ?, ?) FROM document WHERE id = ?",
            (start + 1, end - start, self.document_id(side)),
        ).fetchone()
        return str(text)

    def languages(self) -> tuple[str, str]:
        """The codes of the source and of the target language."""
        source, target = (self._document(side, "id, language")["language"] for side in Side)
        return source, target

    def origins(self) -> tuple[str, str]:
        """The files of the source and of the target."""
        source, target = (self._document(side, "id, origin")["origin"] for side in Side)
        return source, target

    def size(self, side: Side) -> int:
        """How many segments a side has."""
        (count,) = self._connection.execute(
            "SELECT count(*) FROM segment WHERE document = ?", (self.document_id(side),)
        ).fetchone()
        return int(count)

    def segments(self, side: Side, runs: Iterable[Run]) -> dict[int, Segment]:
        """The segments of some runs, by their number."""
        document = self.document_id(side)
        found = {}
        for start, end in _bands(runs):
            rows = self._connection.execute(
                "SELECT * FROM segment WHERE document = ? AND idx >= ? AND idx < ?",
                (document, start, end),
            )
            found.update({row["idx"]: read_segment(row) for row in rows})
        return found

    # ── inside ───────────────────────────────────────────────────────────────

    def _neighbours(
        self, link: Link, count: int, *, compare: str, order: str, also: str = ""
    ) -> list[Link]:
        rows = self._connection.execute(
            f"SELECT * FROM link WHERE bitext = ? AND source_start {compare}= ? "
            f"AND ({LINK_ORDER}) {compare} (?, ?, ?, ?) {also} ORDER BY {order} LIMIT ?",
            (
                self.number,
                link.source.start,
                link.source.start,
                int(bool(link.source)),
                link.target.start,
                link.id,
                count,
            ),
        )
        return [read_link(row) for row in rows]

    def _document(self, side: Side, columns: str = "*") -> sqlite3.Row:
        row: sqlite3.Row = self._connection.execute(
            f"SELECT {columns} FROM document WHERE bitext = ? AND side = ?",
            (self.number, side.value),
        ).fetchone()
        return row


def revision(project: Project) -> str:
    """Changes with every edit, undo and run, whoever makes it."""
    row = project.connection.execute(
        "SELECT (SELECT max(id) FROM edit), (SELECT sum(undone) FROM edit), "
        "(SELECT max(id) FROM run)"
    ).fetchone()
    return ".".join(str(value or 0) for value in tuple(row))


def waiting_edit(project: Project, *, undone: bool) -> list[EditStep]:
    """The steps that the next undo (or, with `undone`, the next redo) would go through."""
    row = project.connection.execute(
        "SELECT steps FROM edit WHERE undone = ? ORDER BY "
        + ("id ASC" if undone else "id DESC")
        + " LIMIT 1",
        (int(undone),),
    ).fetchone()
    return [] if row is None else unpack(row["steps"])


def _bands(runs: Iterable[Run]) -> list[tuple[int, int]]:
    """The runs, with those that lie close together made one: fewer questions to the database."""
    bands: list[tuple[int, int]] = []
    for start, end in sorted((run.start, run.end) for run in runs if run):
        if bands and start <= bands[-1][1] + 50:
            bands[-1] = (bands[-1][0], max(bands[-1][1], end))
        else:
            bands.append((start, end))
    return bands
