"""The vector cache gives back what was put in."""

from pathlib import Path

import numpy as np

from aligner.project.store import Project


def test_vectors_come_back_by_model_and_hash(path: Path) -> None:
    """A vector is found under its model and hash only."""
    vector = np.linspace(-1, 1, 8).astype(np.float16)
    with Project.create(path) as project:
        project.vectors.put_many("one", {b"a": vector})
        assert project.vectors.get_many("two", [b"a"]) == {}
        found = project.vectors.get_many("one", [b"a", b"b", b"a"])
    assert list(found) == [b"a"]
    assert np.array_equal(found[b"a"], vector)


def test_vacuum_drops_the_vectors_and_shrinks_the_file(path: Path) -> None:
    """`vacuum --vectors` gives the room of the cache back."""
    with Project.create(path) as project:
        values = np.zeros(512, dtype=np.float16)
        project.vectors.put_many("m", {i.to_bytes(4): values for i in range(2000)})
        full = path.stat().st_size
        project.vacuum(drop_vectors=True)
        assert project.vectors.count() == 0
    assert path.stat().st_size < full / 2
