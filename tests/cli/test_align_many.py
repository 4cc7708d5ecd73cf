"""`duizhao align` with folders and lists, and `duizhao export` of what comes out."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from lxml import etree

from tests.cli.conftest import Duizhao


@pytest.fixture
def folders(tmp_path: Path, pair: tuple[Path, Path]) -> tuple[Path, Path]:
    """Two pairs, one of them damaged, and a single file."""
    english, chinese = tmp_path / "english", tmp_path / "chinese"
    english.mkdir()
    chinese.mkdir()
    shutil.copy(pair[0], english / "talks.en.txt")
    shutil.copy(pair[1], chinese / "talks.zh.txt")
    shutil.copy(pair[0], english / "second.txt")
    shutil.copy(pair[1], chinese / "second.txt")
    return english, chinese


def test_folders_become_a_folder_of_projects(
    duizhao: Duizhao, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    """A table on stdout, progress on stderr, the second run leaves all as it is."""
    done = duizhao("align", *folders, "-o", "out")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "second.duizhao", "talks.en.duizhao",
    ]  # fmt: skip
    assert done.stdout.splitlines()[-1] == "next  duizhao export out --format tmx -o out.tmx"
    assert "[2/2]" in done.stderr
    before = {p: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    assert "2 as it was" in duizhao("align", *folders, "-o", "out").stdout
    assert {p: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before
    assert "2 aligned" in duizhao("align", *folders, "-o", "out", "--force").stdout


def test_a_failed_pair_is_exit_code_1(
    duizhao: Duizhao, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    """The others are aligned; the file is named on stderr and in the JSON."""
    (folders[0] / "second.txt").write_bytes(b"")
    done = duizhao("align", *folders, "-o", "out", "--json")
    assert done.returncode == 1
    states = {row["source_file"]: row for row in json.loads(done.stdout)}
    bad, good = states[str(folders[0] / "second.txt")], states[str(folders[0] / "talks.en.txt")]
    assert (bad["state"], good["state"], good["links"]) == ("failed", "aligned", 4)
    assert "second.txt" in bad["reason"]
    assert "second.txt" in done.stderr
    assert not (tmp_path / "out" / "second.duizhao").exists()


def test_a_list_of_pairs(duizhao: Duizhao, folders: tuple[Path, Path], tmp_path: Path) -> None:
    """--pairs takes the manifest of `duizhao corpus align`."""
    (tmp_path / "pairs.csv").write_text(
        "source,target\nenglish/talks.en.txt,chinese/talks.zh.txt\n", encoding="utf-8"
    )
    forgotten = duizhao("align", "pairs.csv", "-o", "out")
    assert forgotten.returncode == 2
    assert "Add --pairs" in forgotten.stderr
    done = duizhao("align", "pairs.csv", "--pairs", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "talks.en.duizhao").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["english", "chinese"], "Name the folder for the projects with -o"),
        (["english", "chinese/second.txt", "-o", "out"], "One of the two is a folder"),
        (["english", "chinese", "-o", "english/second.txt"], "is a file. Name a folder"),
        (["english", "chinese", "-o", "out", "--format", "tsv"], "apply to one pair"),
        (["english", "chinese", "--pairs", "-o", "out"], "--pairs takes one file"),
        (["english", "chinese", "--links", "x.beads", "-o", "out"], "--links applies to one pair"),
    ],
)
def test_wrong_usage(
    duizhao: Duizhao, folders: tuple[Path, Path], words: list[str], sentence: str
) -> None:
    """What does not fit together is exit code 2 and a sentence."""
    assert folders
    done = duizhao("align", *words)
    assert done.returncode == 2
    assert sentence in done.stderr


def test_projects_are_exported_pooled_or_one_by_one(
    duizhao: Duizhao, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    """A folder, or several projects: all pairs in one file, or a file for each."""
    duizhao("align", *folders, "-o", "out")
    projects = [tmp_path / "out" / "talks.en.duizhao", tmp_path / "out" / "second.duizhao"]
    for words in (["out"], projects):
        done = duizhao("export", *words, "-o", "all.tmx", "--force")
        assert done.returncode == 0, done.stderr
        assert len(etree.parse(tmp_path / "all.tmx").findall(".//tu")) == 8
    done = duizhao("export", "out", "--format", "csv", "--per-pair", "-o", "tables")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "tables").glob("*.csv"))) == 2
    assert duizhao("export", "english", "-o", "x.tmx").returncode == 3


def test_a_pooled_table_goes_back_into_its_projects(
    duizhao: Duizhao, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    """Rows of the other project are passed over, though the numbers of its links are the same."""
    duizhao("align", *folders, "-o", "out")
    duizhao("export", "out", "-o", "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["status"] = "accepted" if row["bitext"].startswith("talks") else "rejected"
    with (tmp_path / "all.csv").open("w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    done = duizhao("import", "out/talks.en.duizhao", "all.csv", "--json")
    values = json.loads(done.stdout)
    assert [change["status"] for change in values["changes"]] == [["auto", "accepted"]] * 4
    assert values["problems"] == []
    assert "4 rows belong to texts that are not in this project" in values["notes"][0]


def test_all_text_of_a_web_page(duizhao: Duizhao, tmp_path: Path) -> None:
    """The main text by default, menus and footers with --all-text."""
    words = {"en": ("Read us every day.", "The talks began on Monday and nobody hoped.", "Home"),
             "zh": ("请每天读我们。", "会谈于星期一开始，没有人抱有希望。", "首页")}  # fmt: skip
    for code, (footer, text, menu) in words.items():
        (tmp_path / f"page.{code}.html").write_text(
            f"<html><body><nav>{menu}</nav><main><p>{text}</p></main>"
            f"<footer>{footer}</footer></body></html>",
            encoding="utf-8",
        )
    files = [tmp_path / "page.en.html", tmp_path / "page.zh.html"]
    main = duizhao("align", *files, "--format", "tsv").stdout
    whole = duizhao("align", *files, "--format", "tsv", "--all-text").stdout
    assert "Read us" not in main
    assert "Read us" in whole
