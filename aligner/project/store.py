"""The project file: one SQLite database that holds documents, links, terms, edits and settings."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aligner.bitext import Bitext, Document, Link, Segment, Side
from aligner.errors import ProjectError, UnreadableProjectError
from aligner.project import history
from aligner.project.edit import Edit
from aligner.project.file import damaged, make_file, open_file
from aligner.project.rows import (
    Row,
    document_row,
    link_row,
    read_document,
    read_link,
    read_segment,
    read_term,
    segment_row,
    term_row,
    to_json,
)
from aligner.project.vectors import VectorCache
from aligner.term import Term, TermStatus

LINK_ORDER = "source_start, source_end > source_start, target_start, id"
"""Source order; a target-only link comes before the link whose source begins at its place."""


class Project:
    """An open project file. Use it in a `with` statement."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self.vectors = VectorCache(connection)

    @property
    def connection(self) -> sqlite3.Connection:
        """The database, for the questions that `queue` asks. Changes go through `edit`."""
        return self._connection

    # ── opening ──────────────────────────────────────────────────────────────

    @classmethod
    def create(cls, path: Path) -> "Project":
        """A new, empty project, complete on disk before it gets its name.

        Raises `ProjectError` when the file is there already or the folder cannot be written.
        """
        make_file(path)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> "Project":
        """The project of a file, brought up to date if an older version wrote it.

        Raises `UnreadableProjectError` when there is none, it is something else, it is damaged, or
        a newer version of the program wrote it.
        """
        return cls(path, open_file(path))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise damaged(self.path, error) from error

    # ── reading ──────────────────────────────────────────────────────────────

    def names(self) -> list[str]:
        """The names of the bitexts, in the order they were added."""
        rows = self._connection.execute("SELECT name FROM bitext ORDER BY id")
        return [row["name"] for row in rows]

    def bitext_id(self, name: str) -> int:
        """The number of a bitext; `ProjectError` when there is none of that name."""
        row = self._connection.execute("SELECT id FROM bitext WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise ProjectError(self.path, f"holds no pair named {name!r}. It holds {self.names()}.")
        return int(row["id"])

    def bitexts(self) -> list[Bitext]:
        """All pairs of documents with their segments and links."""
        return [self.bitext(name) for name in self.names()]

    def bitext(self, name: str) -> Bitext:
        """One pair of documents with its segments and links, in source order."""
        number = self.bitext_id(name)
        source, target = (self._document(number, side) for side in Side)
        return Bitext(
            name=name,
            source=read_document(source),
            target=read_document(target),
            source_segments=self._segments(source["id"]),
            target_segments=self._segments(target["id"]),
            links=tuple(self.links(name)),
        )

    def links(self, name: str) -> list[Link]:
        """The links of a pair, in source order."""
        rows = self._connection.execute(
            f"SELECT * FROM link WHERE bitext = ? ORDER BY {LINK_ORDER}", (self.bitext_id(name),)
        )
        return [read_link(row) for row in rows]

    def mode(self, name: str) -> tuple[str, str]:
        """How a pair was aligned, and why so."""
        row = self._connection.execute(
            "SELECT mode, reason FROM bitext WHERE id = ?", (self.bitext_id(name),)
        ).fetchone()
        return row["mode"], row["reason"]

    def terms(self) -> list[Term]:
        """The glossary, most confident first; among equals the decided terms come first."""
        rows = self._connection.execute(
            "SELECT * FROM term ORDER BY confidence DESC, source, target, id"
        )
        return [read_term(row) for row in rows]

    def settings(self) -> list[dict[str, Any]]:
        """What the runs that made this project were told, newest last."""
        rows = self._connection.execute("SELECT created, settings FROM run ORDER BY id")
        return [{"created": row["created"], **json.loads(row["settings"])} for row in rows]

    def edits(self) -> list[tuple[int, str, str, bool]]:
        """The edit log: number, time, summary, whether it is undone."""
        rows = self._connection.execute("SELECT id, created, summary, undone FROM edit ORDER BY id")
        return [(r["id"], r["created"], r["summary"], bool(r["undone"])) for r in rows]

    def check(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when it is sound."""
        try:
            rows = self._connection.execute("PRAGMA integrity_check(10)").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [row[0] for row in rows if row[0] != "ok"]

    # ── writing ──────────────────────────────────────────────────────────────

    @contextmanager
    def edit(self, summary: str) -> Iterator[Edit]:
        """One edit: all its changes are saved together, under one entry of the undo log, or none.

        Raises `ChangedElsewhereError` when a row is not the one the editor saw.
        """
        with self._transaction():
            edit = Edit(self._connection)
            yield edit
            if edit.steps:
                history.record(self._connection, summary, edit.steps)

    def undo(self) -> str | None:
        """Take the newest edit back; what it was, or None when there is nothing to undo."""
        with self._transaction():
            return history.undo(self._connection)

    def redo(self) -> str | None:
        """Carry out again what was undone last; what it was, or None."""
        with self._transaction():
            return history.redo(self._connection)

    def save_run(self, settings: dict[str, Any]) -> None:
        """Note the options and versions of a run, so that its result can be reproduced."""
        with self._transaction():
            self._connection.execute(
                "INSERT INTO run (created, settings) VALUES (?, ?)",
                (datetime.now(UTC).isoformat(timespec="seconds"), to_json(settings)),
            )

    def save_bitext(self, bitext: Bitext, *, mode: str = "", reason: str = "") -> None:
        """Add a pair, or put this one in the place of the pair of the same name.

        Links that stay as they were keep their number, note and bookmark. Replacing is one entry
        of the undo log as long as the documents and sentences stay the same; new documents begin
        anew (decisions must have been carried over before, see `decisions`).
        """
        with self._transaction():
            number = self._same_text(bitext)
            if number is None:
                number = self._insert_bitext(bitext)
                for link in bitext.links:
                    history.insert_row(self._connection, "link", link_row(number, link))
            else:
                edit = Edit(self._connection)
                edit.replace_links(number, self.links(bitext.name), bitext.links)
                if edit.steps:
                    history.record(self._connection, f"align {bitext.name} again", edit.steps)
            self._connection.execute(
                "UPDATE bitext SET mode = ?, reason = ? WHERE id = ?", (mode, reason, number)
            )

    def save_terms(self, terms: Sequence[Term]) -> None:
        """Put a newly built glossary in the place of the old one; decided terms stay as decided.

        A new term of the same pair brings its counts and evidence to the decided one.
        """
        with self._transaction():
            new = {(term.source, term.target): term for term in terms}
            for old in self.terms():
                key = (old.source, old.target)
                if old.status is TermStatus.CANDIDATE and not old.note and not old.version:
                    self._connection.execute("DELETE FROM term WHERE id = ?", (old.id,))
                elif key in new:
                    self._refresh_term(old, new.pop(key))
            for term in new.values():
                history.insert_row(self._connection, "term", term_row(term))

    def vacuum(self, *, drop_vectors: bool = False) -> None:
        """Give unused room back; `drop_vectors` empties the cache first."""
        if drop_vectors:
            self.vectors.clear()
        self._connection.execute("VACUUM")

    # ── inside ───────────────────────────────────────────────────────────────

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.rollback()
            raise

    def _document(self, bitext: int, side: Side) -> sqlite3.Row:
        row: sqlite3.Row | None = self._connection.execute(
            "SELECT * FROM document WHERE bitext = ? AND side = ?", (bitext, side.value)
        ).fetchone()
        if row is None:
            raise UnreadableProjectError(
                self.path, f"is damaged: the {side.value} document is missing."
            )
        return row

    def _segments(self, document: int) -> tuple[Segment, ...]:
        rows = self._connection.execute(
            "SELECT * FROM segment WHERE document = ? ORDER BY idx", (document,)
        )
        return tuple(read_segment(row) for row in rows)

    def _same_text(self, bitext: Bitext) -> int | None:
        """The number of the pair of this name if its documents and sentences are these."""
        if bitext.name not in self.names():
            return None
        number = self.bitext_id(bitext.name)
        rows = {side: self._document(number, side) for side in Side}
        same = (
            read_document(rows[Side.SOURCE]) == bitext.source
            and read_document(rows[Side.TARGET]) == bitext.target
            and self._segments(rows[Side.SOURCE]["id"]) == bitext.source_segments
            and self._segments(rows[Side.TARGET]["id"]) == bitext.target_segments
        )
        return number if same else None

    def _insert_bitext(self, bitext: Bitext) -> int:
        if bitext.name in self.names():
            # The steps of the log name rows that were removed with the old texts.
            self._connection.execute("DELETE FROM edit")
            self._connection.execute("DELETE FROM bitext WHERE name = ?", (bitext.name,))
        number = history.insert_row(self._connection, "bitext", {"name": bitext.name})
        for document, segments in (
            (bitext.source, bitext.source_segments),
            (bitext.target, bitext.target_segments),
        ):
            self._insert_document(number, document, segments)
        return number

    def _insert_document(
        self, bitext: int, document: Document, segments: Sequence[Segment]
    ) -> None:
        number = history.insert_row(self._connection, "document", document_row(bitext, document))
        rows: list[Row] = [segment_row(number, segment) for segment in segments]
        self._connection.executemany(
            'INSERT INTO segment (document, idx, block, start, "end", text, original) '
            "VALUES (:document, :idx, :block, :start, :end, :text, :original)",
            rows,
        )

    def _refresh_term(self, old: Term, new: Term) -> None:
        row = term_row(new)
        kept = ("confidence", "status", "origin", "part_of_speech", "domain", "note", "version")
        row.update({column: term_row(old)[column] for column in kept})
        assignments = ", ".join(f'"{column}" = ?' for column in row)
        self._connection.execute(
            f"UPDATE term SET {assignments} WHERE id = ?", (*row.values(), old.id)
        )
