"""The links of one pair as a whole: filters, counts, the index of the list, the map.

Reads only. Everything here answers within some tenths of a second at 50,000 links.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aligner.bitext import Side
from aligner.confidence import NOT_SCORED, UNCERTAIN
from aligner.project.queue import Queue
from aligner.project.store import LINK_ORDER, Project

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
    "paired": "(source_end > source_start AND target_end > target_start)",
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
class RowFilter:
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


class ReviewProgress(NamedTuple):
    """How far the review has come."""

    links: int
    decided: int
    uncertain: int
    """Links below the threshold, decided or not."""
    uncertain_done: int
    expected_wrong: float
    """Links still wrong among the undecided ones, by their calibrated confidence."""
    bookmarked: int
    scored: bool = True
    """Whether the confidence of the links says anything."""


class MapCell(NamedTuple):
    """A cell of the map: row and target, how many links, the least sure undecided one."""

    row: int
    target: int
    links: int
    lowest: float


class Overview:
    """Queries on all links of one pair of a project."""

    def __init__(self, project: Project, name: str) -> None:
        self.queue = Queue(project, name)
        self.number = self.queue.number
        self._connection = project.connection

    def index(self, chosen: RowFilter) -> "array[int]":
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

    def progress(self, below: float = UNCERTAIN) -> ReviewProgress:
        """Counts for the whole pair."""
        row = self._connection.execute(
            "SELECT count(*), sum(status <> 'auto'), sum(confidence < ?), "
            "sum(confidence < ? AND status <> 'auto'), "
            "sum(CASE WHEN status = 'auto' THEN 1 - confidence ELSE 0 END), sum(bookmarked) "
            "FROM link WHERE bitext = ?",
            (below, below, self.number),
        ).fetchone()
        counts = [value or 0 for value in tuple(row)]
        reason = self._connection.execute(
            "SELECT reason FROM bitext WHERE id = ?", (self.number,)
        ).fetchone()["reason"]
        return ReviewProgress._make([*counts, NOT_SCORED not in (reason or "")])

    def counts(self, below: float = UNCERTAIN) -> dict[str, int]:
        """How many links each filter would find."""
        sums = ", ".join(f"sum({condition})" for condition in _CONDITIONS.values())
        row = self._connection.execute(
            f"SELECT sum(status = 'auto' AND confidence < ?), {sums} FROM link WHERE bitext = ?",
            (below, self.number),
        ).fetchone()
        return dict(zip(("below", *_CONDITIONS), (value or 0 for value in tuple(row)), strict=True))

    def map(self, width: int, height: int) -> list[MapCell]:
        """The alignment as a dot plot: rows in their order down, target sentences to the right."""
        rows = self._connection.execute(
            f"SELECT place * ? / ? AS y, (target_start + target_end) * ? / (2 * ?) AS x, "
            "count(*) AS links, "
            "min(CASE WHEN status = 'auto' THEN confidence ELSE 1 END) AS lowest "
            f"FROM ({_PLACES}) WHERE source_end > source_start AND target_end > target_start "
            "AND status <> 'rejected' GROUP BY y, x",
            (height, self._rows(), width, max(1, self.queue.size(Side.TARGET)), self.number),
        )
        return [MapCell(row["y"], row["x"], row["links"], row["lowest"]) for row in rows]

    def uncertain_by_height(self, height: int, below: float = UNCERTAIN) -> list[tuple[int, int]]:
        """Number of uncertain links in each of `height` equal stretches of the rows."""
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

    # ── inside ───────────────────────────────────────────────────────────────

    def _hits(self, chosen: RowFilter) -> tuple[str, list[float]]:
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
                    (self.queue.document_id(side), value),
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


def _with_context(hits: Sequence[bool], context: int) -> list[int]:
    shown: list[int] = []
    last = -1
    for i in (i for i, hit in enumerate(hits) if hit):
        first = max(last + 1, i - context)
        last = min(len(hits) - 1, i + context)
        shown.extend(range(first, last + 1))
    return shown
