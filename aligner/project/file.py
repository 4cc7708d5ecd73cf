"""The file of a project on disk: made whole or not at all, refused when it is something else."""

import os
import sqlite3
from pathlib import Path

from aligner.errors import ProjectError, UnreadableProjectError
from aligner.project.schema import APPLICATION_ID, SCHEMA_VERSION, migrate

# How long one program waits for another that is writing, in seconds.
PATIENCE = 10.0


def make_file(path: Path) -> None:
    """Make an empty project, complete on disk before it gets its name.

    Raises `ProjectError` when the file is there already or the folder cannot be written.
    """
    if path.exists():
        raise ProjectError(path, "is there already. Choose another name, or open it.")
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.unlink(missing_ok=True)
        connection = _connect(draft)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection)
        connection.close()
        draft.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise ProjectError(path, f"could not be made ({error}). Choose another folder.") from error
    finally:
        if draft.exists():
            draft.unlink()


def open_file(path: Path) -> sqlite3.Connection:
    """The database of a project, brought up to date if an older version wrote it.

    Raises `UnreadableProjectError` when there is none, it is something else, it is damaged, or a
    newer version of the program wrote it.
    """
    _check_is_project(path)
    try:
        connection = _connect(path)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            connection.close()
            raise UnreadableProjectError(
                path,
                f"was written by a newer version of duizhao (format {version}; this one knows "
                f"{SCHEMA_VERSION}). Install the newer version: pip install -U duizhao",
            )
        migrate(connection)
        connection.execute("SELECT count(*) FROM bitext").fetchone()
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    return connection


def damaged(path: Path, error: Exception) -> ProjectError:
    """What a person is told when SQLite gives up on a file."""
    if "locked" in str(error):
        return ProjectError(path, "is being written by another program. Try again in a moment.")
    if "readonly" in str(error):
        return ProjectError(path, "is read-only. Change its permissions or copy it elsewhere.")
    if "full" in str(error):
        return ProjectError(path, "the disk is full. Nothing was changed; make room and try again.")
    return UnreadableProjectError(
        path, f"is damaged ({error}). It was left as it is; go back to a copy, or align again."
    )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _check_is_project(path: Path) -> None:
    """Look at the file's first bytes before SQLite, which takes an empty file for a database."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError as error:
        raise UnreadableProjectError(
            path, "there is no such project. Make it: duizhao align … -o"
        ) from error
    except OSError as error:
        raise UnreadableProjectError(path, f"cannot be opened: {error.strerror}.") from error
    if not head.startswith(b"SQLite format 3\0"):
        raise UnreadableProjectError(path, "is not a duizhao project. Make one: duizhao align … -o")
    if int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise UnreadableProjectError(path, "is an SQLite database, but not a duizhao project.")
