"""The Python interface: what the four functions promise, and that little is imported early."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import aligner
from aligner import (
    Bitext,
    Glossary,
    align,
    align_documents,
    align_texts,
    build_glossary,
    read_project,
)
from aligner.errors import EmptyInputError, OutputError, UnreadableProjectError, WrongUsageError
from aligner.exporters.export_file import export_file
from aligner.exporters.options import ExportOptions
from aligner.project.store import Project

ESSAY = Path(__file__).parents[1] / "seeds" / "tong-zhao-essay.txt"


@pytest.fixture(scope="module")
def essay() -> Bitext:
    """The seed, aligned."""
    return align(ESSAY)


def test_every_public_name_is_there() -> None:
    """`from aligner import x` works for every name that the package lists."""
    for name in aligner.__all__:
        assert getattr(aligner, name) is not None


def test_importing_the_package_imports_nothing_heavy() -> None:
    """Numpy, polars and the models wait until they are used."""
    code = "import sys, aligner; print({'numpy', 'polars', 'jieba', 'typer'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_align_is_what_the_command_gives(essay: Bitext) -> None:
    """The short function and the long one give the same."""
    assert essay == Bitext.of(align_documents(ESSAY))


def test_lists_keep_their_numbers() -> None:
    """Sentence i of a list is segment i, whatever stops or breaks it holds."""
    source = ["He came in. Nobody spoke.", "She\nleft.", "  The end "]
    bitext = align_texts(source, ["他走了进来。没有人说话。", "她走了。", "完"], "en", "zh")
    assert [s.text for s in bitext.source_segments] == [
        "He came in. Nobody spoke.", "She left.", "The end",
    ]  # fmt: skip
    assert len(bitext.target_segments) == 3


def test_line_by_line_only_scores() -> None:
    """With `aligned` every sentence has its partner."""
    bitext = align_texts(["One.", "Two."], ["一。", "二。"], "en", "zh", aligned=True)
    assert [(k.source.start, k.target.start) for k in bitext.links] == [(0, 0), (1, 1)]


@pytest.mark.parametrize(
    ("source", "target", "error"),
    [
        ("", "一。", EmptyInputError),
        ("One.", "  \n ", EmptyInputError),
        (["One.", ""], ["一。"], WrongUsageError),
        ([], ["一。"], EmptyInputError),
    ],
)
def test_empty_texts_are_refused(
    source: str | list[str], target: str | list[str], error: type[Exception]
) -> None:
    """Empty texts get a message of the program, not a traceback."""
    with pytest.raises(error):
        align_texts(source, target, "en", "zh")


def test_table_has_a_row_a_link(essay: Bitext) -> None:
    """All links but rejected ones, with sentence numbers as lists."""
    table = essay.to_polars()
    assert table.height == len(essay.links)
    assert table.schema["source_ids"] == pl.List(pl.Int64)
    linked = table.filter(pl.col("source_ids").list.len() > 0, pl.col("target_ids").list.len() > 0)
    assert linked.height == len(list(essay.linked()))


@pytest.mark.parametrize("name", ["x.tmx", "x.csv", "x.jsonl", "x.xlsx", "x.parquet", "x.html"])
def test_writing_by_ending_is_the_export(essay: Bitext, tmp_path: Path, name: str) -> None:
    """`write` gives the bytes of `duizhao export`."""
    essay.write(tmp_path / name)
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / name
    export_file(name.split(".")[1], [essay], other, ExportOptions())
    assert (tmp_path / name).read_bytes() == other.read_bytes()


def test_writing_says_what_is_wrong(essay: Bitext, tmp_path: Path) -> None:
    """An unknown ending, an unknown option, a file that is there."""
    with pytest.raises(WrongUsageError):
        essay.write(tmp_path / "x.unknown")
    with pytest.raises(WrongUsageError, match="min_confidence"):
        essay.write(tmp_path / "x.tmx", minimum=0.5)
    essay.write(tmp_path / "x.tmx")
    with pytest.raises(OutputError):
        essay.write(tmp_path / "x.tmx")
    essay.write(tmp_path / "x.tmx", force=True)


def test_notebook_table_escapes_and_ends() -> None:
    """Texts are no markup, and a long list is cut."""
    lines = [f"Line {i} <b>&" for i in range(150)]
    html = align_texts(lines, lines, "en", "de", aligned=True)._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;&amp;" in html
    assert html.count("<tr>") == 101
    assert "50 more" in html


def test_glossary_goes_out(essay: Bitext, tmp_path: Path) -> None:
    """A glossary becomes a table, files, and a table in a notebook."""
    glossary = build_glossary([essay], limit=10)
    assert isinstance(glossary, Glossary)
    assert len(glossary) == glossary.to_polars().height <= 10 + 20
    assert next(iter(glossary)).source in glossary._repr_html_()
    for name in ("g.tbx", "g.csv", "g.xlsx", "g.json", "g.tmx"):
        assert glossary.write(tmp_path / name).written == len(glossary)
    assert glossary.write(tmp_path / "deepl.txt", format="deepl").written > 0


def test_project_comes_back(tmp_path: Path, essay: Bitext) -> None:
    """What a project holds, and a sentence if it is none."""
    path = tmp_path / "essay.duizhao"
    with Project.create(path) as project:
        project.save_bitext(essay, mode="excerpt", reason="")
    contents = read_project(path)
    assert len(contents.bitext.links) == len(essay.links)
    assert len(contents.glossary) == 0
    (tmp_path / "none.duizhao").write_text("no project")
    with pytest.raises(UnreadableProjectError):
        read_project(tmp_path / "none.duizhao")
