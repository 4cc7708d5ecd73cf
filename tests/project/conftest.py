"""Fixtures of a small project on disk, in real SQLite."""

from pathlib import Path

import pytest

from aligner.bitext import Bitext, Link, Run
from tests.samples import make_bitext


@pytest.fixture
def bitext() -> Bitext:
    """Three sentences a side; the second source sentence has no counterpart."""
    return make_bitext(
        ["One.", "Two.", "Three."],
        ["一。", "三上。", "三下。"],
        (
            Link(Run(0, 1), Run(0, 1), 0.9),
            Link(Run(1, 2), Run(1, 1), 0.7),
            Link(Run(2, 3), Run(1, 3), 0.5, flags=("length",)),
        ),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Path at which a test keeps its project."""
    return tmp_path / "essay.duizhao"
