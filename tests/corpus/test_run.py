"""Whole runs with processes on this machine: kills, parts, errors."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import psutil
import pytest

from aligner.align_options import AlignOptions
from aligner.corpus.layout import Layout
from aligner.corpus.planning.manifest import Manifest, read_manifest
from aligner.corpus.run import CorpusOptions, align_corpus
from aligner.errors import AlignerError, WrongUsageError
from tests.corpus.conftest import OPTIONS, SENTENCES, SHARD_BYTES, tree

ROOT = Path(__file__).parents[2]


def start(corpus: Manifest, folder: Path) -> subprocess.Popen[bytes]:
    """The command in a process of its own, to be killed."""
    code = (
        "from pathlib import Path\n"
        "from aligner.corpus.planning.manifest import read_manifest\n"
        "from aligner.corpus.run import CorpusOptions, align_corpus\n"
        "from tests.corpus.conftest import OPTIONS, SHARD_BYTES\n"
        "if __name__ == '__main__':\n"
        f"    align_corpus(read_manifest(Path({corpus.name!r})), Path({str(folder)!r}), OPTIONS,\n"
        "                 CorpusOptions(workers=1, shard_bytes=SHARD_BYTES))\n"
    )
    script = folder.with_suffix(".py")
    script.write_text(code, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, str(script)], env=environment, cwd=ROOT)


def wait_for(what: Path, pattern: str, seconds: float = 60) -> Path:
    """The first file of the pattern, as soon as it is there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for path in what.glob(pattern):
            return path
        time.sleep(0.01)
    raise AssertionError(f"no {pattern} in {what}")


def test_results_of_an_undisturbed_run(results: Path) -> None:
    """Every pair is there, in order, right, and the one that cannot be read is recorded."""
    links = pl.scan_parquet(Layout(results).tables("links")).collect()
    assert links["pair"].unique(maintain_order=True).to_list() == [f"pair-{n}" for n in range(8)]
    chinese = dict(SENTENCES)
    assert all(chinese[s] == t for s, t in links.select("source", "target").iter_rows())
    errors = pl.scan_parquet(Layout(results).tables("errors")).collect().to_dicts()
    assert [(e["pair"], e["kind"]) for e in errors] == [("lost", "UnreadableInputError")]
    assert "not-there.en.txt" in errors[0]["message"]


def test_the_report_adds_up(results: Path) -> None:
    """The report's numbers are those of the tables."""
    report = json.loads((results / "report.json").read_text(encoding="utf-8"))
    links = pl.scan_parquet(Layout(results).tables("links")).collect()
    assert (report["pairs"], report["failed"], report["links"]) == (9, 1, len(links))
    assert sum(report["confidence"]) == report["linked"]
    assert report["errors"] == {"UnreadableInputError": 1}
    text = (results / "report.md").read_text(encoding="utf-8")
    assert f"| links | {len(links)} |" in text
    assert "`lost`" in text


def test_killed_command_goes_on(corpus: Manifest, results: Path, tmp_path: Path) -> None:
    """Killed without warning and started again, it does the rest; every byte is the same."""
    folder = tmp_path / "killed"
    process = start(corpus, folder)
    first = wait_for(folder, "done/*.json")
    workers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    psutil.wait_procs(workers, timeout=30)
    assert not any(worker.is_running() for worker in workers), "workers outlive the command"
    done = first.stat().st_mtime_ns
    options = CorpusOptions(workers=1, shard_bytes=SHARD_BYTES)
    align_corpus(corpus, folder, OPTIONS, options)
    assert first.stat().st_mtime_ns == done, "a complete shard was done again"
    assert tree(folder) == tree(results)


def test_killed_worker_is_replaced(corpus: Manifest, results: Path, tmp_path: Path) -> None:
    """A worker that dies, as from lack of memory, costs its shard a second try and nothing else."""
    folder = tmp_path / "worker"
    process = start(corpus, folder)
    wait_for(folder, "attempts/*.txt")
    for worker in psutil.Process(process.pid).children():
        # The tracker of shared memory is a child too, and no worker.
        if any("spawn_main" in part for part in worker.cmdline()):
            worker.send_signal(signal.SIGKILL)
    assert process.wait(timeout=120) == 0
    assert tree(folder) == tree(results)


def test_parts_make_up_the_whole(corpus: Manifest, results: Path, tmp_path: Path) -> None:
    """The jobs of an array, in any order, give what one run gives; the last writes the report."""
    folder = tmp_path / "parts"
    reports = [
        align_corpus(
            corpus,
            folder,
            OPTIONS,
            CorpusOptions(workers=1, part=part, parts=2, shard_bytes=SHARD_BYTES),
        )
        for part in (2, 1)
    ]
    assert reports[0] is None
    assert reports[1] is not None
    assert tree(folder) == tree(results)


def test_errors_can_be_tried_again(tmp_path: Path) -> None:
    """A file put right is aligned when failed shards are done again, and only then."""
    manifest = tmp_path / "pairs.csv"
    manifest.write_text("source,target\na.txt,b.txt\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("那天早上港口很安静。\n", encoding="utf-8")
    pairs, folder = read_manifest(manifest), tmp_path / "out"
    report = align_corpus(pairs, folder, OPTIONS, CorpusOptions(workers=1))
    assert report is not None
    assert report.failed == 1
    (tmp_path / "a.txt").write_text("The harbour was quiet that morning.\n", encoding="utf-8")
    report = align_corpus(pairs, folder, OPTIONS, CorpusOptions(workers=1))
    assert report is not None
    assert report.failed == 1
    report = align_corpus(pairs, folder, OPTIONS, CorpusOptions(workers=1, retry_failed=True))
    assert report is not None
    assert (report.failed, report.linked) == (0, 1)


def test_no_model_is_no_matter_of_one_pair(corpus: Manifest, tmp_path: Path) -> None:
    """What ails the whole run stops it at once, with the code of its kind."""
    options = AlignOptions(model="./no-such-model")
    with pytest.raises(AlignerError, match="no-such-model") as caught:
        align_corpus(corpus, tmp_path, options, CorpusOptions(workers=1))
    assert caught.value.exit_code == 4
    assert Layout(tmp_path).finished() == set()


def test_part_outside_its_range(corpus: Manifest, tmp_path: Path) -> None:
    """Parts count from 1."""
    with pytest.raises(WrongUsageError, match="0/2"):
        align_corpus(corpus, tmp_path, OPTIONS, CorpusOptions(part=0, parts=2))
