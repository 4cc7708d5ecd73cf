"""The vectors that a shard keeps: a file of their own, so that no two workers write to one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from aligner.project.vectors import VectorCache

_TABLE = """
    CREATE TABLE IF NOT EXISTS vector (
        model TEXT NOT NULL, hash BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (model, hash)
    ) WITHOUT ROWID
"""
"""As `VectorCache` wants it."""


@contextmanager
def open_vectors(path: Path) -> Iterator[VectorCache]:
    """The vectors kept in a file, which is made if it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(_TABLE)
        yield VectorCache(connection)
