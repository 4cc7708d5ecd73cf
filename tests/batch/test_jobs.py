"""Folders and lists become jobs, a project name each."""

from pathlib import Path

import pytest

from aligner.batch.jobs import JobList, jobs_of_folders, jobs_of_list
from aligner.errors import UnreadableInputError


def touch(folder: Path, *names: str) -> Path:
    """Make a folder with empty files of these names."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def shown(found: JobList, folder: Path) -> list[tuple[str, str | None, str]]:
    """Source, target and project of each job, relative to a folder."""
    return [
        (
            job.source.relative_to(folder).as_posix(),
            None if job.target is None else job.target.relative_to(folder).as_posix(),
            job.project.relative_to(folder).as_posix(),
        )
        for job in found.jobs
    ]


def test_two_folders(tmp_path: Path) -> None:
    """Each pair gets a project of the source's name, in its sub-folder; the rest is named."""
    touch(tmp_path / "en", "talk.en.docx", "1/x.txt", "alone.txt")
    touch(tmp_path / "zh", "talk_中文.pdf", "1/x.md")
    found = jobs_of_folders(tmp_path / "en", tmp_path / "zh", tmp_path / "out")
    assert shown(found, tmp_path) == [
        ("en/1/x.txt", "zh/1/x.md", "out/1/x.duizhao"),
        ("en/talk.en.docx", "zh/talk_中文.pdf", "out/talk.en.duizhao"),
    ]
    assert [path.name for path in found.alone] == ["alone.txt"]


def test_one_folder(tmp_path: Path) -> None:
    """Two files that differ in the language are a pair; a single file holds both languages."""
    folder = touch(tmp_path / "all", "a.en.txt", "a.zh.txt", "both.txt", "c.txt", "c.docx")
    touch(folder, "both.duizhao", "a.en.duizhao.partial", ".hidden.txt")
    found = jobs_of_folders(folder, None, folder)
    assert shown(found, folder) == [
        ("a.en.txt", "a.zh.txt", "a.en.duizhao"),
        ("both.txt", None, "both.duizhao"),
        ("c.docx", None, "c.duizhao"),
        ("c.txt", None, "c-2.duizhao"),
    ]


def test_a_list(tmp_path: Path) -> None:
    """Paths start at the list; ids name the projects, without what file systems refuse."""
    listed = tmp_path / "pairs.csv"
    listed.write_text(
        "id,source,target,source_lang\na/b:c,en/x.txt,zh/x.txt,en\n,both.txt,,\n,d/both.txt,,\n",
        encoding="utf-8",
    )
    found = jobs_of_list(listed, tmp_path / "out")
    assert shown(found, tmp_path) == [
        ("en/x.txt", "zh/x.txt", "out/a_b_c.duizhao"),
        ("both.txt", None, "out/both.duizhao"),
        ("d/both.txt", None, "out/both-2.duizhao"),
    ]
    assert [job.source_language for job in found.jobs] == ["en", None, None]


def test_nothing_to_do_is_said(tmp_path: Path) -> None:
    """No pair at all is an error that says how to go on."""
    source, target = touch(tmp_path / "a", "x.txt"), touch(tmp_path / "b", "y.txt")
    with pytest.raises(UnreadableInputError, match="has a partner in the other folder"):
        jobs_of_folders(source, target, tmp_path / "out")
    with pytest.raises(UnreadableInputError, match="no file in it"):
        jobs_of_folders(touch(tmp_path / "c", ".x"), None, tmp_path / "out")
    empty = tmp_path / "pairs.csv"
    empty.write_text("source,target\n", encoding="utf-8")
    with pytest.raises(UnreadableInputError, match="names no files"):
        jobs_of_list(empty, tmp_path / "out")
