"""The tables of a project file, as numbered migrations, applied when a file is opened."""

import sqlite3
from collections.abc import Callable

# "DUIZ" in ASCII: how `file` and we ourselves tell a project from any other SQLite database.
APPLICATION_ID = 0x4455495A


def m001_create_tables(connection: sqlite3.Connection) -> None:
    """The first version."""
    _execute(
        connection,
        """
        CREATE TABLE run (
            id INTEGER PRIMARY KEY,
            created TEXT NOT NULL,
            settings TEXT NOT NULL              -- JSON: command, options, model, versions
        );
        CREATE TABLE bitext (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            mode TEXT NOT NULL DEFAULT '',      -- how it was aligned: full, excerpt, aligned
            reason TEXT NOT NULL DEFAULT ''     -- why that mode, a sentence
        );
        CREATE TABLE document (
            id INTEGER PRIMARY KEY,
            bitext INTEGER NOT NULL REFERENCES bitext(id) ON DELETE CASCADE,
            side TEXT NOT NULL CHECK (side IN ('source', 'target')),
            language TEXT NOT NULL,
            origin TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            text TEXT NOT NULL,
            blocks TEXT NOT NULL,               -- JSON: [start, end, kind, label]
            notes TEXT NOT NULL,                -- JSON: sentences
            UNIQUE (bitext, side)
        );
        CREATE TABLE segment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
            idx INTEGER NOT NULL,               -- position on its side, shifted in place
            block INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            text TEXT NOT NULL,
            original TEXT                       -- before a person edited it
        );
        CREATE INDEX segment_place ON segment(document, idx);
        CREATE TABLE link (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            bitext INTEGER NOT NULL REFERENCES bitext(id) ON DELETE CASCADE,
            source_start INTEGER NOT NULL,
            source_end INTEGER NOT NULL,
            target_start INTEGER NOT NULL,
            target_end INTEGER NOT NULL,
            confidence REAL NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('auto', 'accepted', 'edited', 'rejected')),
            flags TEXT NOT NULL,                -- JSON: strings
            note TEXT NOT NULL,
            bookmarked INTEGER NOT NULL,
            version INTEGER NOT NULL
        );
        CREATE INDEX link_place ON link(bitext, source_start);
        CREATE TABLE term (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            source_language TEXT NOT NULL,
            target_language TEXT NOT NULL,
            confidence REAL NOT NULL,
            status TEXT NOT NULL
                CHECK (status IN ('candidate', 'approved', 'rejected', 'forbidden')),
            origin TEXT NOT NULL,
            part_of_speech TEXT NOT NULL,
            domain TEXT NOT NULL,
            note TEXT NOT NULL,
            count INTEGER NOT NULL,
            source_count INTEGER NOT NULL,
            target_count INTEGER NOT NULL,
            source_variants TEXT NOT NULL,      -- JSON: [text, count]
            target_variants TEXT NOT NULL,
            evidence TEXT NOT NULL,             -- JSON: [bitext, segment, [a, b], segment, [a, b]]
            version INTEGER NOT NULL
        );
        CREATE INDEX term_pair ON term(source, target);
        CREATE TABLE edit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            created TEXT NOT NULL,
            summary TEXT NOT NULL,
            steps BLOB NOT NULL,                -- zlib of JSON, see history.py
            undone INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE vector (
            model TEXT NOT NULL,
            hash BLOB NOT NULL,                 -- of the text
            value BLOB NOT NULL,
            PRIMARY KEY (model, hash)
        ) WITHOUT ROWID;
        """,
    )


def _execute(connection: sqlite3.Connection, script: str) -> None:
    """Run statements one by one; `executescript` would end the transaction first."""
    for statement in script.split(";"):
        connection.execute(statement)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (m001_create_tables,)

SCHEMA_VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date, a transaction for each step; `user_version` counts them."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number, migration in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            migration(connection)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
