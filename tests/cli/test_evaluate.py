"""`duizhao evaluate`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Duizhao

GOLD = "[0]:[0]\n[1, 2]:[1]\n[3]:[2]\n[4]:[]\n"
PREDICTED = "[0]:[0]:0.95\n[1]:[1]:0.4\n[2]:[]:0.3\n[3]:[2]:0.9\n[4]:[]:0.8\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A prediction with one error, and the gold."""
    predictions, gold = tmp_path / "book.pred", tmp_path / "book.gold"
    predictions.write_text(PREDICTED)
    gold.write_text(GOLD)
    return predictions, gold


def test_a_person_gets_tables(duizhao: Duizhao, files: tuple[Path, Path]) -> None:
    """Strict and lax scores, kinds, confidence, and how soon review meets the errors."""
    done = duizhao("evaluate", *files)
    assert done.returncode == 0
    for words in ("1 document, 5 predicted beads, 3 gold beads", "strict          ", "lax", "2-1",
                  "no counterpart", "ECE", "wrong found"):  # fmt: skip
        assert words in done.stdout, done.stdout
    strict = next(line for line in done.stdout.splitlines() if line.startswith("strict  "))
    assert strict.split()[1:] == ["0.6000", "0.6667", "0.6316"]


def test_a_program_gets_json(duizhao: Duizhao, files: tuple[Path, Path]) -> None:
    """On stdout, nothing else there; the predictions may come through a pipe."""
    done = duizhao("evaluate", "-", files[1], "--json", stdin=PREDICTED.encode())
    values = json.loads(done.stdout)
    assert values["strict"]["precision"] == 0.6
    assert values["confidence"]["beads"] == 3
    assert done.stderr == ""


def test_a_figure_below_the_threshold_fails(duizhao: Duizhao, files: tuple[Path, Path]) -> None:
    """Exit code 5, after the figures; 0 where it is reached."""
    done = duizhao("evaluate", *files, "--fail-under", "0.9")
    assert done.returncode == 5
    assert "strict" in done.stdout
    assert "Strict F1 is 0.6316, below --fail-under 0.9." in done.stderr
    assert duizhao("evaluate", *files, "--fail-under", "0.6").returncode == 0


def test_the_plot_is_written_once(
    duizhao: Duizhao, files: tuple[Path, Path], tmp_path: Path
) -> None:
    """A picture that is there already is replaced only with --force."""
    plot = tmp_path / "confidence.svg"
    assert duizhao("evaluate", *files, "--plot", plot).returncode == 0
    first = plot.read_bytes()
    assert b"<svg" in first
    refused = duizhao("evaluate", *files, "--plot", plot)
    assert refused.returncode != 0
    assert "--force" in refused.stderr
    assert duizhao("evaluate", *files, "--plot", plot, "--force").returncode == 0
    assert plot.read_bytes() == first


def test_folders_are_scored_together(
    duizhao: Duizhao, files: tuple[Path, Path], tmp_path: Path
) -> None:
    """A document without a prediction counts, and a message names it."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for name in ("book", "other"):
        (folder / f"{name}.gold").write_text(GOLD)
    done = duizhao("evaluate", tmp_path, folder, "--per-document")
    assert "no prediction for other" in done.stderr
    assert "\nother " in done.stdout
    assert "2 documents" in done.stdout


@pytest.mark.parametrize(
    ("predictions", "code", "words"),
    [
        ("[0]-[0]", 3, "line 1 is not a bead"),
        (None, 3, "cannot be read"),
        ("[0]:[0]", 2, "no confidences"),
    ],
)
def test_what_cannot_be_done_is_said(
    duizhao: Duizhao,
    files: tuple[Path, Path],
    predictions: str | None,
    code: int,
    words: str,
) -> None:
    """One sentence on stderr and the exit code of its kind."""
    if predictions is None:
        files[0].unlink()
    else:
        files[0].write_text(predictions)
    done = duizhao("evaluate", *files, "--plot", "new.svg")
    assert done.returncode == code
    assert words in done.stderr


def test_what_align_prints_can_be_evaluated(
    duizhao: Duizhao, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    """Beads and JSON lines of the same alignment are the same to it."""
    for form in ("beads", "jsonl"):
        done = duizhao("align", *pair, "--format", form)
        (tmp_path / f"talks.{form}").write_text(done.stdout, encoding="utf-8")
    done = duizhao("evaluate", "talks.beads", "talks.jsonl", "--json")
    values = json.loads(done.stdout)
    assert values["strict"]["f1"] == 1
    assert values["predicted_beads"] > 0
