"""The links of one pair as a reviewer needs them: pages, neighbours, filters, counts, a map.

Reads only. Everything here answers within a few hundredths of a second at 50,000 links.
"""

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aligner.bitext import Document, Link, Run, Segment, Side
from aligner.project.history import Step, unpack
from aligner.project.rows import read_document, read_link, read_segment
from aligner.project.store import LINK_ORDER, Project

UNCERTAIN = 0.8
"""Links below this confidence are the reviewer's work, unless another threshold is asked for."""

_REVERSED = ", ".join(f"{column} DESC" for column in LINK_ORDER.split(", "))

# Confidence in thousandths (10 bits), status (2 bits), then one bit for each property.
_BITS = """
    CAST(confidence * 1000 AS INTEGER)
    | (CASE status WHEN 'auto' THEN 0 WHEN 'accepted' THEN 1 WHEN 'edited' THEN 2 ELSE 3 END << 10)
    | ((source_end - source_start <> 1 OR target_end - target_start <> 1) << 12)
    | ((source_end = source_start OR target_end = target_start) << 13)
    | ((flags <> '[]') << 14)
    | (bookmarked << 15)
    | ((note <> '') << 16)
"""

_PLACES = (
    f"SELECT *, row_number() OVER (ORDER BY {LINK_ORDER}) - 1 AS place FROM link WHERE bitext = ?"
)

_CONDITIONS = {
    "not-1-1": "(source_end - source_start <> 1 OR target_end - target_start <> 1)",
    "empty": "(source_end = source_start OR target_end = target_start)",
    "flagged": "flags <> '[]'",
    "unreviewed": "status = 'auto'",
    "bookmarked": "bookmarked",
    "noted": "note <> ''",
    "rejected": "status = 'rejected'",
    "edited": "status = 'edited'",
}
"""What can be asked of a link, by the name the page and the terminal use."""

FILTERS = tuple(_CONDITIONS)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which links to show; all conditions hold together."""

    below: float | None = None
    """Undecided links below this confidence."""
    conditions: tuple[str, ...] = ()
    """Names out of `FILTERS`."""
    words: str = ""
    """Part of a sentence of either side, capital or small."""
    context: int = 1
    """Rows shown above and below each hit."""

    def __bool__(self) -> bool:
        return self.below is not None or bool(self.conditions) or bool(self.words.strip())


class Progress(NamedTuple):
    """How far the review has come."""

    links: int
    decided: int
    uncertain: int
    """Links below the threshold, decided or not."""
    uncertain_done: int
    expected_wrong: float
    """Links still wrong among the undecided ones, by their calibrated confidence."""
    bookmarked: int


class Place(NamedTuple):
    """A cell of the map: row and target, how many links, the least sure undecided one."""

    row: int
    target: int
    links: int
    lowest: float


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

    # ── the whole ────────────────────────────────────────────────────────────

    def index(self, chosen: Filter) -> "array[int]":
        """Three numbers a row: link id (negative: shown as context), position in the text, bits."""
        cursor = self._connection.cursor()
        cursor.row_factory = None
        where, values = self._hits(chosen)
        rows = cursor.execute(
            f"SELECT id, {_BITS}, {where} FROM link WHERE bitext = ? ORDER BY {LINK_ORDER}",
            (*values, self.number),
        ).fetchall()
        found = self._with_words(chosen.words)
        hits = [bool(hit) and (found is None or row_id in found) for row_id, _, hit in rows]
        shown = _with_context(hits, chosen.context) if chosen else range(len(rows))
        numbers = array("i")
        for i in shown:
            row_id, bits, _ = rows[i]
            numbers.extend((row_id if hits[i] else -row_id, i, bits))
        return numbers

    def progress(self, below: float = UNCERTAIN) -> Progress:
        """Counts for the whole pair."""
        row = self._connection.execute(
            "SELECT count(*), sum(status <> 'auto'), sum(confidence < ?), "
            "sum(confidence < ? AND status <> 'auto'), "
            "sum(CASE WHEN status = 'auto' THEN 1 - confidence ELSE 0 END), sum(bookmarked) "
            "FROM link WHERE bitext = ?",
            (below, below, self.number),
        ).fetchone()
        counts = [value or 0 for value in tuple(row)]
        return Progress(*counts)

    def counts(self, below: float = UNCERTAIN) -> dict[str, int]:
        """How many links each filter would find."""
        sums = ", ".join(f"sum({condition})" for condition in _CONDITIONS.values())
        row = self._connection.execute(
            f"SELECT sum(status = 'auto' AND confidence < ?), {sums} FROM link WHERE bitext = ?",
            (below, self.number),
        ).fetchone()
        return dict(zip(("below", *_CONDITIONS), (value or 0 for value in tuple(row)), strict=True))

    def map(self, width: int, height: int) -> list[Place]:
        """The alignment as a dot plot: rows in their order down, target sentences to the right."""
        rows = self._connection.execute(
            f"SELECT place * ? / ? AS y, (target_start + target_end) * ? / (2 * ?) AS x, "
            "count(*) AS links, "
            "min(CASE WHEN status = 'auto' THEN confidence ELSE 1 END) AS lowest "
            f"FROM ({_PLACES}) WHERE source_end > source_start AND target_end > target_start "
            "AND status <> 'rejected' GROUP BY y, x",
            (height, self._rows(), width, max(1, self.size(Side.TARGET)), self.number),
        )
        return [Place(row["y"], row["x"], row["links"], row["lowest"]) for row in rows]

    def stretches(self, height: int, below: float = UNCERTAIN) -> list[tuple[int, int]]:
        """How many uncertain links each of `height` equal stretches of the rows holds."""
        rows = self._connection.execute(
            f"SELECT place * ? / ? AS y, count(*) AS links FROM ({_PLACES}) "
            "WHERE status = 'auto' AND confidence < ? GROUP BY y",
            (height, self._rows(), self.number, below),
        )
        return [(row["y"], row["links"]) for row in rows]

    def _rows(self) -> int:
        (count,) = self._connection.execute(
            "SELECT count(*) FROM link WHERE bitext = ?", (self.number,)
        ).fetchone()
        return max(1, int(count))

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

    def _hits(self, chosen: Filter) -> tuple[str, list[float]]:
        conditions = [_CONDITIONS[name] for name in chosen.conditions if name in _CONDITIONS]
        values: list[float] = []
        if chosen.below is not None:
            conditions.append("(status = 'auto' AND confidence < ?)")
            values.append(chosen.below)
        return " AND ".join(conditions) or "1", values

    def _with_words(self, words: str) -> set[int] | None:
        """The links whose sentences hold the words; None when no words are asked for."""
        needle = words.strip().casefold()
        if not needle:
            return None
        condition, value = self._holds_words(needle)
        found: set[int] = set()
        for side in Side:
            places = [
                row["idx"]
                for row in self._connection.execute(
                    f"SELECT idx FROM segment WHERE document = ? AND {condition} ORDER BY idx",
                    (self.document_id(side), value),
                )
            ]
            rows = self._connection.execute(
                f"SELECT id, {side.value}_start AS first, {side.value}_end AS after FROM link "
                "WHERE bitext = ?",
                (self.number,),
            )
            found.update(
                row["id"]
                for row in rows
                if bisect_left(places, row["first"]) < bisect_left(places, row["after"])
            )
        return found

    def _holds_words(self, needle: str) -> tuple[str, str]:
        """The quickest condition that finds a case-folded needle, and its value."""
        if needle.isascii():
            for special in "\\%_":
                needle = needle.replace(special, f"\\{special}")
            return "text LIKE ? ESCAPE '\\'", f"%{needle}%"
        if needle.upper() == needle:
            return "instr(text, ?) > 0", needle  # a script without capitals
        self._connection.create_function("fold", 1, str.casefold, deterministic=True)
        return "instr(fold(text), ?) > 0", needle

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


def waiting_edit(project: Project, *, undone: bool) -> list[Step]:
    """The steps that the next undo (or, with `undone`, the next redo) would go through."""
    row = project.connection.execute(
        "SELECT steps FROM edit WHERE undone = ? ORDER BY "
        + ("id ASC" if undone else "id DESC")
        + " LIMIT 1",
        (int(undone),),
    ).fetchone()
    return [] if row is None else unpack(row["steps"])


def _with_context(hits: Sequence[bool], context: int) -> list[int]:
    shown: list[int] = []
    last = -1
    for i in (i for i, hit in enumerate(hits) if hit):
        first = max(last + 1, i - context)
        last = min(len(hits) - 1, i + context)
        shown.extend(range(first, last + 1))
    return shown


def _bands(runs: Iterable[Run]) -> list[tuple[int, int]]:
    """The runs, with those that lie close together made one: fewer questions to the database."""
    bands: list[tuple[int, int]] = []
    for start, end in sorted((run.start, run.end) for run in runs if run):
        if bands and start <= bands[-1][1] + 50:
            bands[-1] = (bands[-1][0], max(bands[-1][1], end))
        else:
            bands.append((start, end))
    return bands
