"""Fixture of a project with three pairs, of which the middle one has two sentences a side."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aligner.bitext import Link, LinkStatus, Run
from aligner.project.store import Project
from tests.samples import make_bitext

SOURCE = ["Fish & chips.", "He came.", "She left.", "Alone.", "The end."]
TARGET = ["鱼和薯条。", "他来了。", "她走了。", "完。"]
LINKS = (
    Link(Run(0, 1), Run(0, 1), 0.9, flags=("length",)),
    Link(Run(1, 3), Run(1, 3), 0.5, note="两行\n备注"),
    Link(Run(3, 4), Run(3, 3), 0.7),
    Link(Run(4, 5), Run(3, 4), 0.8, LinkStatus.ACCEPTED),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project of three pairs, opened."""
    with Project.create(tmp_path / "essay.duizhao") as project:
        project.save_bitext(make_bitext(SOURCE, TARGET, LINKS))
        yield project
