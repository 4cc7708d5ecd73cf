"""One edit of a project while it is made: rows changed against the versions their editor saw."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from aligner.bitext import Link, LinkStatus, Segment, Side
from aligner.errors import ChangedElsewhereError
from aligner.project import history
from aligner.project.history import EditStep, Table
from aligner.project.rows import Row, link_row, segment_row, term_row
from aligner.term import Term


class Edit:
    """Changes of links, segments and terms inside one transaction; `Project.edit` makes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.steps: list[EditStep] = []

    # ── links ────────────────────────────────────────────────────────────────

    def add_link(self, bitext: int, link: Link) -> int:
        """Add a link; its number."""
        return self._add("link", link_row(bitext, link))

    def change_link(self, seen: Link, link: Link) -> None:
        """Put `link` in the place of the one that was `seen` (its id and version count)."""
        now = self._expect("link", seen.id, seen.version)
        self._change("link", now, link_row(now["bitext"], link))

    def remove_link(self, seen: Link) -> None:
        """Remove a link."""
        self._remove("link", self._expect("link", seen.id, seen.version))

    def replace_links(self, bitext: int, old: Sequence[Link], new: Sequence[Link]) -> None:
        """Make `new` the links of a bitext or of a part of it, touching only what differs.

        A link between the same segments keeps its number, note and bookmark.
        """
        waiting: dict[tuple[object, object], list[Link]] = {}
        for link in old:
            waiting.setdefault((link.source, link.target), []).append(link)
        fresh: list[Link] = []
        for link in new:
            same = waiting.get((link.source, link.target))
            if not same:
                fresh.append(link)
                continue
            seen = same.pop()
            if seen.status is LinkStatus.AUTO:
                self._refresh_link(seen, link)
        for links in waiting.values():
            for link in links:
                self.remove_link(link)
        for link in fresh:
            self.add_link(bitext, link)

    def _refresh_link(self, seen: Link, link: Link) -> None:
        update = replace(seen, confidence=link.confidence, flags=link.flags, status=link.status)
        if update != seen:
            self.change_link(seen, update)

    # ── segments ─────────────────────────────────────────────────────────────

    def segment_id(self, bitext: int, side: Side, index: int) -> int:
        """The row of a segment."""
        row = self._connection.execute(
            "SELECT segment.id FROM segment JOIN document ON document.id = segment.document "
            "WHERE document.bitext = ? AND document.side = ? AND segment.idx = ?",
            (bitext, side.value, index),
        ).fetchone()
        if row is None:
            raise ChangedElsewhereError("This sentence")
        return int(row["id"])

    def change_segment(self, bitext: int, side: Side, seen: Segment, segment: Segment) -> None:
        """Put `segment` in the place of the one that was `seen` (its text counts)."""
        row_id = self.segment_id(bitext, side, seen.index)
        now = history.read_row(self._connection, "segment", row_id)
        assert now is not None
        if now["text"] != seen.text:
            raise ChangedElsewhereError("This sentence")
        self._change("segment", now, segment_row(now["document"], segment))

    def split_segment(
        self, bitext: int, side: Side, seen: Segment, first: Segment, second: Segment
    ) -> None:
        """Cut a segment in two; those after it, and the links, are renumbered.

        The link that held the segment holds both parts afterwards.
        """
        row_id = self.segment_id(bitext, side, seen.index)
        now = history.read_row(self._connection, "segment", row_id)
        assert now is not None
        self._do(
            {
                "shift": now["document"],
                "bitext": bitext,
                "side": side.value,
                "from": seen.index + 1,
                "by": 1,
                "cut": len(seen.text) - len(second.text),
            }
        )
        self.change_segment(bitext, side, seen, replace(first, index=seen.index))
        self._add("segment", segment_row(now["document"], replace(second, index=seen.index + 1)))

    # ── terms ────────────────────────────────────────────────────────────────

    def add_term(self, term: Term) -> int:
        """Add a term; its number."""
        return self._add("term", term_row(term))

    def change_term(self, seen: Term, term: Term) -> None:
        """Put `term` in the place of the one that was `seen` (its id and version count)."""
        self._change("term", self._expect("term", seen.id, seen.version), term_row(term))

    def remove_term(self, seen: Term) -> None:
        """Remove a term."""
        self._remove("term", self._expect("term", seen.id, seen.version))

    # ── rows ─────────────────────────────────────────────────────────────────

    def _expect(self, table: Table, row_id: int, version: int) -> Row:
        now = history.read_row(self._connection, table, row_id)
        if now is None or now["version"] != version:
            raise ChangedElsewhereError(history.NAMES[table])
        return now

    def _add(self, table: Table, row: Row) -> int:
        row_id = history.insert_row(self._connection, table, row)
        self.steps.append(
            {"table": table, "id": row_id, "before": None, "after": {"id": row_id, **row}}
        )
        return row_id

    def _change(self, table: Table, now: Row, row: Row) -> None:
        after = {"id": now["id"], **row}
        if "version" in after:
            after["version"] = now["version"] + 1
        assignments = ", ".join(f'"{column}" = ?' for column in after)
        self._connection.execute(
            f"UPDATE {table} SET {assignments} WHERE id = ?", (*after.values(), now["id"])
        )
        self.steps.append({"table": table, "id": now["id"], "before": now, "after": after})

    def _remove(self, table: Table, now: Row) -> None:
        self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (now["id"],))
        self.steps.append({"table": table, "id": now["id"], "before": now, "after": None})

    def _do(self, step: EditStep) -> None:
        history.apply_step(self._connection, step)
        self.steps.append(step)
