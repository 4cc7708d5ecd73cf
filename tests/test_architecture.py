"""The shelves of the house: imports run one way, and no folder holds too many files."""

import ast
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("aligner", "glossary")
    for path in (ROOT / package).rglob("*.py")
}
FRONT = {"aligner", "aligner.__main__"}
"""The public names, which are imported only when asked for, and the command; above everything."""

FLOORS = (
    "arrays errors bitext confidence flags progress term text version wording",
    "languages logistic nonlinguistic output parallel term_matching",
    "joining",
    "console concordance editing encoders evaluation language_detection numerals splitting",
    "alignment align_options checking project readers",
    "exporters",
    "importing pipeline",
    "corpus",
    "batch",
    "glossary.candidates",
    "glossary.pairing",
    "glossary.ranking glossary.termbase",
    "glossary.known_terms glossary.suggestions glossary.checking glossary.exporters",
    "glossary.build glossary.glossary glossary.inputs",
    "api glossary.cli review",
    "cli",
)
"""Modules and packages of `aligner` and `glossary`, from the ground up; each imports only what lies
on the floors below it."""

ALIGNMENT_FLOORS = (
    "lattice",
    "features",
    "model",
    "flags",
    "links",
    "excerpts full_text",
    "mode",
    "engine",
)
"""Modules and packages of `aligner.alignment` from the ground up."""

ONLY_IN = {
    "sqlite3": ("aligner.project",),
    "starlette": ("aligner.review",),
    "uvicorn": ("aligner.review",),
    "typer": ("aligner.cli", "aligner.console", "glossary.cli"),
    "rich": ("aligner.cli", "aligner.console", "glossary.cli"),
    "torch": ("aligner.encoders",),
    "sentence_transformers": ("aligner.encoders",),
    "ray": ("aligner.corpus.executors",),
    "xml": (),
    "print": ("aligner.cli", "aligner.console", "glossary.cli"),
}
"""Libraries (and the function that writes on the terminal) with the packages that may use them."""

LARGEST_FOLDER = 14
LARGER = {
    "aligner": 20,  # the words of the house, which every other folder uses
    "aligner/alignment/features": 15,  # one file a kind of evidence
    "aligner/cli": 20,  # one file a command
    "aligner/exporters": 36,  # one file a format
    "aligner/readers/formats": 20,  # one file a format
    "glossary/exporters": 20,  # one file a format
}


def _imports(module: str) -> set[str]:
    """Modules that a module names in its imports, and `print` if it calls that."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                found.update(alias.name for alias in names)
            case ast.ImportFrom(module=str(origin), names=names):
                parts = {f"{origin}.{alias.name}" for alias in names}
                found.update(parts & MODULES.keys() or {origin})
            case ast.Call(func=ast.Name(id="print")):
                found.add("print")
    return found


IMPORTS = {module: _imports(module) for module in MODULES}


def test_no_import_cycles() -> None:
    """No module imports itself by way of others."""
    graph = {module: IMPORTS[module] & MODULES.keys() - FRONT for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"{error.args[1]}")


@pytest.mark.parametrize(
    ("inside", "floors"),
    [(("aligner.", "glossary."), FLOORS), (("aligner.alignment.",), ALIGNMENT_FLOORS)],
)
def test_no_arrow_runs_up(inside: tuple[str, ...], floors: tuple[str, ...]) -> None:
    """Every unit imports only units on lower floors."""
    level = {
        name if name.startswith("glossary.") else inside[0] + name: number
        for number, names in enumerate(floors)
        for name in names.split()
    }

    def unit(module: str) -> str | None:
        parts = module.split(".")
        names = (".".join(parts[:size]) for size in range(len(parts), 0, -1))
        return next((name for name in names if name in level), None)

    unplaced = {m for m in MODULES.keys() - FRONT if m.startswith(inside) and not unit(m)}
    assert not unplaced, "give them a floor"
    arrows = {
        f"{module} -> {imported}"
        for module, found in IMPORTS.items()
        for imported in found
        if (a := unit(module)) and (b := unit(imported)) and a != b and level[a] <= level[b]
    }
    assert not arrows


@pytest.mark.parametrize("name", ONLY_IN)
def test_libraries_are_used_where_they_belong(name: str) -> None:
    """SQL only in project/, the web only in review/, printing only in the commands, and so on."""
    users = {m for m, found in IMPORTS.items() if any(f.split(".")[0] == name for f in found)}
    assert {module for module in users if not module.startswith(ONLY_IN[name])} == set()


def test_no_folder_is_too_large() -> None:
    """A newcomer can tell the files of a folder apart by their names."""
    folders = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for path in MODULES.values()
        if path.name != "__init__.py"
    )
    assert {f: n for f, n in folders.items() if n > LARGER.get(f, LARGEST_FOLDER)} == {}
