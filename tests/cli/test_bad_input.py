"""Bad input gets one clear sentence, the right exit code, and loses nothing."""

import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import ESSAY, Duizhao

ENGLISH = "The talks began on Monday. Nobody expected a result.\n"

FILES: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "empty": lambda path: path.write_bytes(b""),
    "blank": lambda path: path.write_text("\n \n\t\n"),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "nul": lambda path: path.write_bytes(b"The talks\0 began.\0\0\0\n" * 9),
    "one-language": lambda path: path.write_text(ENGLISH * 5),
    "folder": lambda path: path.mkdir(),
    "surrogate": lambda path: path.write_bytes(b"\xed\xa0\x80 \xed\xb0\x80 broken\n" * 3),
}


@pytest.mark.parametrize("kind", FILES)
def test_unreadable_input(duizhao: Duizhao, tmp_path: Path, kind: str) -> None:
    """Exit code 3 and one sentence that names the file."""
    FILES[kind](tmp_path / f"{kind}.txt")
    done = duizhao("align", f"{kind}.txt", "-o", "out.duizhao")
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    assert f"{kind}.txt" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out.duizhao").exists()


def test_unreadable_folder(duizhao: Duizhao) -> None:
    """A file in a folder that does not exist."""
    assert duizhao("align", "nowhere/text.txt").returncode == 3


def test_hundred_megabytes_on_one_line(duizhao: Duizhao, tmp_path: Path) -> None:
    """100 MB without a line end are refused or read within bounded memory, with a sentence."""
    (tmp_path / "long.txt").write_bytes(b"word " * 20_000_000)
    done = duizhao("align", "long.txt")
    assert done.returncode == 3, done.stderr
    assert "long.txt" in done.stderr


def test_unsupported_language_names_the_option(duizhao: Duizhao, tmp_path: Path) -> None:
    """A language the model does not know is refused; the sentence names --model."""
    (tmp_path / "fi.txt").write_text("Hyvää päivää. Mitä kuuluu?\n" * 4)
    (tmp_path / "en.txt").write_text(ENGLISH)
    done = duizhao("align", "en.txt", "fi.txt", "--target-lang", "fi")
    assert done.returncode == 3
    assert "--model" in done.stderr


def test_unknown_language_code_is_wrong_usage(duizhao: Duizhao) -> None:
    """A code that is none is exit code 2."""
    assert duizhao("align", ESSAY, "--source-lang", "English!").returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("align",),
        ("align", "-", "-"),
        ("align", "x.txt", "--mode", "sideways"),
        ("nonsense",),
        ("export", "x.duizhao", "--format", "papyrus", "-o", "x"),
    ],
)
def test_wrong_usage_is_2(duizhao: Duizhao, arguments: tuple[str, ...]) -> None:
    """Wrong options are exit code 2."""
    assert duizhao(*arguments).returncode == 2


def test_missing_model_is_4(duizhao: Duizhao) -> None:
    """A model that is not there is exit code 4, and the sentence says what to do."""
    done = duizhao("align", ESSAY, "--model", "no/such-model")
    assert done.returncode == 4, done.stderr
    assert "no/such-model" in done.stderr


@pytest.mark.parametrize("name", ["nowhere/out.duizhao", "file.txt/out.duizhao"])
def test_project_in_an_impossible_place(duizhao: Duizhao, tmp_path: Path, name: str) -> None:
    """A project that cannot be made is exit code 1 with a sentence."""
    (tmp_path / "file.txt").write_text("x")
    done = duizhao("align", ESSAY, "-o", name)
    assert done.returncode == 1, done.stderr
    assert "out.duizhao" in done.stderr


def test_a_file_that_is_no_project_is_not_overwritten(duizhao: Duizhao, tmp_path: Path) -> None:
    """-o on some other file refuses and leaves it alone."""
    (tmp_path / "letter.duizhao").write_text("Dear client")
    done = duizhao("align", ESSAY, "-o", "letter.duizhao")
    assert done.returncode == 3
    assert (tmp_path / "letter.duizhao").read_text() == "Dear client"


def test_full_disk_keeps_what_was_there(duizhao: Duizhao, tmp_path: Path, project: Path) -> None:
    """A file-size limit (as a full disk behaves): a sentence, and the old export is whole."""
    out = tmp_path / "out.csv"
    out.write_text("old")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limit[1]))
    try:
        done = duizhao("export", project, "--format", "csv", "-o", "out.csv", "--force")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert done.returncode == 1, done.stderr
    assert out.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.csv"]


def test_overwriting_needs_force_without_a_person(
    duizhao: Duizhao, tmp_path: Path, project: Path
) -> None:
    """No terminal to ask in: refused, and --force is named."""
    (tmp_path / "out.csv").write_text("old")
    done = duizhao("export", project, "--format", "csv", "-o", "out.csv")
    assert done.returncode in {1, 2}
    assert "--force" in done.stderr
    assert (tmp_path / "out.csv").read_text() == "old"
    assert duizhao("export", project, "--format", "csv", "-o", "out.csv", "--force").returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_folder(duizhao: Duizhao, tmp_path: Path, project: Path) -> None:
    """A folder that may not be written."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    assert duizhao("export", project, "--format", "csv", "-o", folder / "x.csv").returncode == 1
