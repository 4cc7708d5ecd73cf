"""The vector cache of a project: text hash and model to vector, in half precision."""

import sqlite3
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

# SQLite takes at most 32,766 bound values in one statement; smaller blocks keep the plan simple.
BLOCK = 5_000


class VectorCache:
    """The `VectorStore` of an encoder and a project.

    Vectors are kept as float16: half the room, and cosines change by less than 0.0005. The encoder
    rounds before it uses them, so a run from the cache gives the same bytes as the first one.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get_many(self, model: str, keys: Iterable[bytes]) -> dict[bytes, NDArray[np.float16]]:
        """The vectors that are there, by hash of their text."""
        wanted = list(dict.fromkeys(keys))
        found: dict[bytes, NDArray[np.float16]] = {}
        for first in range(0, len(wanted), BLOCK):
            block = wanted[first : first + BLOCK]
            marks = ", ".join("?" * len(block))
            rows = self._connection.execute(
                f"SELECT hash, value FROM vector WHERE model = ? AND hash IN ({marks})",
                (model, *block),
            )
            found.update((key, np.frombuffer(value, dtype=np.float16)) for key, value in rows)
        return found

    def put_many(self, model: str, vectors: Mapping[bytes, NDArray[np.float16]]) -> None:
        """Keep vectors, each under the hash of its text."""
        if not vectors:
            return
        # One transaction: without it every row would wait for the disk.
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(
                "INSERT OR REPLACE INTO vector (model, hash, value) VALUES (?, ?, ?)",
                ((model, key, value.tobytes()) for key, value in vectors.items()),
            )
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.rollback()
            raise

    def count(self) -> int:
        """How many vectors are kept."""
        (number,) = self._connection.execute("SELECT count(*) FROM vector").fetchone()
        return int(number)

    def clear(self) -> None:
        """Drop them all; they are made again when needed."""
        self._connection.execute("DELETE FROM vector")
