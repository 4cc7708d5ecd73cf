"""Results are written whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aligner.errors import OutputError
from aligner.output import check_writable, writing


def test_text_is_utf8_with_unix_line_ends(tmp_path: Path) -> None:
    """Text goes out as UTF-8 with line feeds, on every machine."""
    target = tmp_path / "a.txt"
    with writing(target) as file:
        file.write("对照\nline\n")
    assert target.read_bytes() == "对照\nline\n".encode()


def test_binary_is_written_as_given(tmp_path: Path) -> None:
    """Bytes stay as they are."""
    target = tmp_path / "a.bin"
    with writing(target, binary=True) as file:
        file.write(b"\x00\r\n\xff")
    assert target.read_bytes() == b"\x00\r\n\xff"


def test_new_file_has_ordinary_permissions(tmp_path: Path) -> None:
    """The temporary file's private permissions are not handed on."""
    target = tmp_path / "a.txt"
    mask = os.umask(0o022)
    try:
        with writing(target) as file:
            file.write("x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


def test_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    """A private file stays private when it is replaced."""
    target = tmp_path / "a.txt"
    target.write_text("old")
    target.chmod(0o600)
    with writing(target, force=True) as file:
        file.write("new")
    assert (target.read_text(), stat.S_IMODE(target.stat().st_mode)) == ("new", 0o600)


def test_existing_file_is_refused_without_force(tmp_path: Path) -> None:
    """Nothing is overwritten unasked."""
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(OutputError, match="--force"), writing(target):
        pass
    assert target.read_text() == "old"


def _interrupted_write(target: Path) -> None:
    with writing(target, force=True) as file:
        file.write("half")
        raise KeyboardInterrupt


def test_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """An error half-way changes nothing in the folder."""
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        _interrupted_write(target)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert target.read_text() == "old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing through a symbolic link replaces the file it points to."""
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    link.symlink_to(real)
    with writing(link, force=True) as file:
        file.write("new")
    assert link.is_symlink()
    assert real.read_text() == "new"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing/a.txt", "does not exist"),
        (".", "this is a folder"),
        ("x" * 300, "too long"),
        ("a\0b", "no file name"),
    ],
)
def test_bad_place_is_explained(tmp_path: Path, name: str, words: str) -> None:
    """Each place that cannot be written gets a sentence of its own, before any work is done."""
    with pytest.raises(OutputError, match=words):
        check_writable(tmp_path / name)
    with pytest.raises(OutputError, match=words), writing(tmp_path / name):
        pass


def test_a_full_disk_is_explained() -> None:
    """A full disk is named as such."""
    with pytest.raises(OutputError, match="disk is full"), writing("/dev/full") as file:
        file.write("x")


def test_read_only_folder_is_explained(tmp_path: Path) -> None:
    """A folder without write permission is named as such."""
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("the superuser may write everywhere")
    with pytest.raises(OutputError, match="may not write"):
        check_writable(folder / "a.txt")
    with pytest.raises(OutputError, match="may not write"), writing(folder / "a.txt"):
        pass


def test_file_larger_than_allowed_is_removed(tmp_path: Path) -> None:
    """When the disk refuses more bytes half-way, the old file stays and no half file is left."""
    target = tmp_path / "a.txt"
    target.write_text("old")
    script = (
        "import resource, sys\n"
        "from aligner.errors import OutputError\n"
        "from aligner.output import writing\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    with writing(sys.argv[1], force=True) as file:\n"
        "        file.write('x' * 100_000)\n"
        "except OutputError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(target)], capture_output=True, text=True, check=True
    )
    assert "larger than this disk allows" in done.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert target.read_text() == "old"


def test_killed_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    """SIGKILL while writing leaves the old file as it was."""
    target, ready = tmp_path / "a.txt", tmp_path / "ready"
    target.write_text("old")
    script = (
        "import pathlib, sys, time\n"
        "from aligner.output import writing\n"
        "with writing(sys.argv[1], force=True) as file:\n"
        "    file.write('half' * 10_000)\n"
        "    file.flush()\n"
        "    pathlib.Path(sys.argv[2]).touch()\n"
        "    time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(target), str(ready)])
    while not ready.exists() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert target.read_text() == "old"


def test_dash_is_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A dash writes to standard output, as UTF-8, and leaves it open."""
    with writing("-") as file:
        file.write("对照\n")
    with writing("-", binary=True) as raw:
        raw.write(b"\xff")
    assert capfdbinary.readouterr().out == "对照\n".encode() + b"\xff"
