"""The documentation is true: every command and example in it is run, and prints what it says.

`UPDATE_DOCS=1 python -m pytest tests/test_docs.py` writes the real output into the pages.
"""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
USAGE = ROOT / "docs" / "usage.md"
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))
"""The pages whose examples are run; the dated notebooks in docs/lab are not."""

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output that follows it."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:].strip(), ""))
        elif found and found[-1][0].endswith("\\"):
            found[-1] = (found[-1][0][:-1] + line.strip(), "")
        else:
            command, output = found[-1]
            found[-1] = (command, output + line)
    return found


def run(command: str, folder: Path) -> str:
    """Run one command in a folder as a user would; its standard output."""
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def matches(expected: str, printed: str) -> bool:
    """Whether the output is the expected one; a line `…` stands for any lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == "…" else re.escape(line)
        for line in expected.splitlines(keepends=True)
    )
    return re.fullmatch(pattern, printed) is not None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the seeds in it, as after `git clone`."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    return tmp_path


@pytest.mark.parametrize(
    "page", [p for p in PAGES if BLOCK.search(p.read_text("utf-8"))], ids=lambda page: page.stem
)
def test_every_console_example_prints_what_it_says(page: Path, folder: Path) -> None:
    """The commands of a page run one after the other in one folder; their output is compared."""
    text = page.read_text(encoding="utf-8")
    wrong = []
    for block in BLOCK.finditer(text):
        written = ""
        for command, expected in examples(block[1]):
            printed = run(command, folder)
            if not matches(expected, printed):
                wrong.append(f"$ {command}\n{printed}")
            written += f"$ {command}\n{_shorten(printed, expected)}"
        if os.environ.get("UPDATE_DOCS"):
            text = text.replace(block[0], f"```console\n{written}```")
    if os.environ.get("UPDATE_DOCS"):
        page.write_text(text, encoding="utf-8")
    else:
        assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "page", [p for p in PAGES if PYTHON.search(p.read_text("utf-8"))], ids=lambda page: page.stem
)
def test_every_python_example_is_true(
    page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Python examples of a page run as one doctest, in a folder with the seeds."""
    monkeypatch.chdir(folder)
    blocks = [block[1] for block in PYTHON.finditer(page.read_text(encoding="utf-8"))]
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    names: dict[str, object] = {}
    for number, block in enumerate(blocks):
        test = parser.get_doctest(block, names, f"{page.name} block {number}", page.name, 0)
        runner.run(test, clear_globs=False)
        names = test.globs
    assert runner.failures == 0


@pytest.mark.parametrize(
    "page",
    [*PAGES, *(ROOT / "docs" / "lab").glob("*.md"), *ROOT.glob("C*.md")],
    ids=lambda page: page.stem,
)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    """No page names a file, picture or heading that does not exist."""
    targets = re.findall(r"\]\(([^)#\s]*)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [
        target
        for target in targets
        if target and "://" not in target and not (page.parent / target).exists()
    ]
    assert not missing


def test_the_two_set_up_commands_are_in_the_makefile() -> None:
    """`make demo` and `make test` exist; what they run is the command and the suite."""
    for target, part in (("demo", "duizhao demo"), ("test", "pytest")):
        assert f"make {target}" in README.read_text(encoding="utf-8")
        plan = subprocess.run(
            ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert part in plan.stdout


def test_every_command_has_help_and_is_shown() -> None:
    """No command without a help text, none that the pages do not show."""
    shown = README.read_text(encoding="utf-8") + USAGE.read_text(encoding="utf-8")
    commands = run("duizhao --help", ROOT).split("Commands:")[1]
    listed = re.findall(r"^  ([a-z]+) ", commands, re.MULTILINE)
    assert {"align", "demo", "export", "find", "info", "review"} <= set(listed)
    for command in listed:
        assert f"duizhao {command}" in shown, command
        assert len(run(shlex.join(["duizhao", command, "--help"]), ROOT).splitlines()) > 4


def _shorten(printed: str, expected: str) -> str:
    """Real output, cut as the old example was: as many lines before and after its `…`."""
    lines, old = printed.splitlines(keepends=True), expected.splitlines()
    if "…" not in old:
        return printed
    before, after = old.index("…"), len(old) - old.index("…") - 1
    if len(lines) <= before + after:
        return printed
    return "".join([*lines[:before], "…\n", *lines[len(lines) - after :]])
