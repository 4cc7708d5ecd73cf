"""The commands of `duizhao glossary`."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from aligner.console.error_group import ErrorGroup
from aligner.project.store import Project
from aligner.term import TermStatus
from glossary.cli.app import app
from glossary.exporters.formats import FORMATS
from tests.glossary.samples import make_terms, nuclear_bitext

runner = CliRunner()
main = typer.Typer(cls=ErrorGroup)
main.add_typer(app, name="glossary")


@main.command()
def other() -> None:
    """Make `glossary` a group among commands, as it is in the program."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one aligned pair."""
    path = tmp_path / "nuclear.duizhao"
    with Project.create(path) as opened:
        opened.save_bitext(nuclear_bitext())
    return path


def test_an_unknown_format_is_answered_with_those_of_the_table(project: Path) -> None:
    """The command line takes its formats from there."""
    result = runner.invoke(main, ["glossary", "export", str(project), "--format", "word"])
    assert result.exit_code == 2
    assert ", ".join(FORMATS.names) in result.stderr


def test_build_keeps_the_terms_and_lists_them(project: Path) -> None:
    """The first terms on stdout, the rest in the project; then they can be exported and checked."""
    result = runner.invoke(main, ["glossary", "build", str(project), "--limit", "30"])
    assert result.exit_code == 0, result.output
    assert "30 entries" in result.stderr
    with Project.open(project) as opened:
        assert len(opened.terms()) == 30
    output = project.with_suffix(".csv")
    result = runner.invoke(main, ["glossary", "export", str(project), "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert output.read_text(encoding="utf-8").count("\n") == 31
    again = runner.invoke(main, ["glossary", "export", str(project), "-o", str(output)])
    assert again.exit_code == 2


def test_an_empty_glossary_says_what_to_do(project: Path) -> None:
    """No pair is surer than about .95; asking for more is no reason to look at nothing."""
    result = runner.invoke(main, ["glossary", "build", str(project), "--min-confidence", "0.99"])
    assert result.exit_code == 0, result.output
    assert "lower --min-confidence" in result.stderr


def test_check_reports_and_fails_under(project: Path, tmp_path: Path) -> None:
    """JSON has places; a score below the threshold is exit code 5."""
    termbase = tmp_path / "known.csv"
    termbase.write_text("source,target\nnuclear weapons,核子武器\n", encoding="utf-8")
    command = ["glossary", "check", str(project), "--termbase", str(termbase)]
    result = runner.invoke(main, [*command, "--json", "--only", "term-not-used"])
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert report["findings"][0]["places"][0]["bitext"] == "nuclear"
    assert report["score"] == 0.0
    text = runner.invoke(main, [*command, "--fail-under", "0.9"])
    assert text.exit_code == 5
    assert "should be 核子武器" in text.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "{}"],
        ["export", "{}", "--format", "csv"],
        ["export", "{}", "--format", "csv", "--status", "maybe"],
        ["check", "{}", "--only", "typos"],
        ["build", "{}", "--termbase", "/nowhere/terms.csv"],
    ],
)
def test_wrong_usage_is_one_sentence(arguments: list[str], project: Path) -> None:
    """No glossary yet, no format, unknown words, missing files: each says what to do."""
    result = runner.invoke(main, ["glossary", *(a.format(project) for a in arguments)])
    assert result.exit_code in (2, 3)
    assert "Traceback" not in result.output


def test_statuses_choose_what_is_exported(project: Path, tmp_path: Path) -> None:
    """Forbidden terms can be listed by themselves."""
    with Project.open(project) as opened:
        opened.save_terms(make_terms()[:4])
    output = tmp_path / "forbidden.json"
    arguments = ["glossary", "export", str(project), "--status", "forbidden", "-o", str(output)]
    assert runner.invoke(main, arguments).exit_code == 0
    terms = json.loads(output.read_text(encoding="utf-8"))["terms"]
    assert [term["status"] for term in terms] == [TermStatus.FORBIDDEN.value]
