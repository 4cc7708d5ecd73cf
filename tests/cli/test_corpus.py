"""The corpus commands as a user runs them: align, merge, filter, glossary."""

from pathlib import Path

from tests.cli.conftest import Duizhao
from tests.corpus.conftest import make_corpus


def test_from_a_manifest_to_a_glossary(duizhao: Duizhao, tmp_path: Path) -> None:
    """Results go through merge and filter to a glossary, and stderr has no line of a library."""
    manifest = make_corpus(tmp_path, 8)
    results, merged = tmp_path / "results", tmp_path / "merged.parquet"
    aligned = duizhao(
        "corpus", "align", manifest, "-o", results, "--lines", "--source-lang", "en",
        "--target-lang", "zh", "--mode", "full", "--workers", "2",
    )  # fmt: skip
    assert aligned.returncode == 0, aligned.stderr
    assert "prefix dict" not in aligned.stderr
    assert duizhao("corpus", "merge", results, "-o", merged).returncode == 0
    clean = tmp_path / "clean.tsv"
    assert duizhao("corpus", "filter", merged, "-o", clean).returncode == 0
    lines = clean.read_text(encoding="utf-8").splitlines()
    assert 1 < len(lines) <= 11
    glossary = tmp_path / "glossary.csv"
    built = duizhao("corpus", "glossary", merged, "-o", glossary, "--min-confidence", "0.1")
    assert built.returncode == 0, built.stderr
    assert "entries written" in built.stderr
    assert "prefix dict" not in built.stderr
    assert glossary.read_text(encoding="utf-8").count("\n") > 1


def test_a_glossary_of_nothing_sure_says_what_to_do(duizhao: Duizhao, tmp_path: Path) -> None:
    """If no link reaches the threshold, the command names the option to lower."""
    manifest = make_corpus(tmp_path, 2)
    results = tmp_path / "results"
    duizhao("corpus", "align", manifest, "-o", results, "--lines", "--workers", "1")
    done = duizhao("corpus", "glossary", results, "-o", tmp_path / "g.csv", "--min-confidence", "1")
    assert done.returncode == 2
    assert "--min-confidence" in done.stderr
