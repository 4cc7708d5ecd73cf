"""Pairs that kill their workers."""

from pathlib import Path

import pytest

from aligner.corpus.attempts import MOST_DEATHS, Attempts, WorkerDiedError


def test_a_pair_that_kills_is_left_out(tmp_path: Path) -> None:
    """After as many deaths as are allowed the pair is an error and the others go on."""
    note = tmp_path / "note.txt"
    for _ in range(MOST_DEATHS):
        attempts = Attempts(note, "run")
        for row in (0, 1, 2):
            attempts.begin(row)
        # Here the worker dies, at row 2.
    attempts = Attempts(note, "run")
    attempts.begin(0)
    attempts.begin(1)
    with pytest.raises(WorkerDiedError, match=f"{MOST_DEATHS} times"):
        attempts.begin(2)
    attempts.begin(3)
    attempts.end()
    assert not note.exists()


def test_a_new_run_begins_anew(tmp_path: Path) -> None:
    """A person who stops the command at the same pair again and again loses nothing."""
    note = tmp_path / "note.txt"
    for run in "abcdefg":
        Attempts(note, run).begin(5)


def test_deaths_at_different_pairs_are_chance(tmp_path: Path) -> None:
    """Machines that go away hit one pair here and another there."""
    note = tmp_path / "note.txt"
    for row in range(10):
        Attempts(note, "run").begin(row % 5)
    assert max(Attempts(note, "run").deaths.values()) == 2


def test_damaged_note(tmp_path: Path) -> None:
    """A note that was cut off says nothing and stops nobody."""
    note = tmp_path / "note.txt"
    note.write_text("run\n")
    assert Attempts(note, "run").deaths == {}
