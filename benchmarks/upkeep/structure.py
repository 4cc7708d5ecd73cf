"""The shape of a code base in one row: files, functions, types, folders, cycles, docstrings.

    python -m benchmarks.upkeep.structure aligner glossary [--also NAME=FOLDER ...]

A row for the folders together, and one for each other code base. Functions are counted without
their docstring; a public name has no leading underscore.
"""

import argparse
import ast
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef
HEADS = (
    "", "files / lines", "fn median / p90 / max", "longest file", "typed", "mean args",
    "files per folder: mean / max", "cycles", "public docs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file and its syntax tree."""

    path: Path
    name: str
    lines: int
    tree: ast.Module


def read_modules(folders: Sequence[Path]) -> list[Module]:
    """Every Python file below the folders, tests left out."""
    modules = []
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder.parent).with_suffix("").parts
            if {"tests", ".venv", "node_modules"} & set(parts):
                continue
            text = path.read_text(encoding="utf-8")
            name = ".".join(parts).removesuffix(".__init__")
            modules.append(Module(path, name, text.count("\n"), ast.parse(text)))
    return modules


def find_functions(modules: Sequence[Module]) -> list[Function]:
    """Every function and method."""
    return [n for module in modules for n in ast.walk(module.tree) if isinstance(n, Function)]


def count_lines(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docs = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docs


def find_arguments(function: Function) -> list[ast.arg]:
    """Arguments but self and cls."""
    found = function.args
    every = [*found.posonlyargs, *found.args, *found.kwonlyargs]
    return [arg for arg in every if arg.arg not in {"self", "cls"}]


def is_typed(function: Function) -> bool:
    """Whether every argument and the result have a type."""
    return function.returns is not None and all(a.annotation for a in find_arguments(function))


def find_public(modules: Sequence[Module]) -> Iterator[Function | ast.ClassDef]:
    """Public functions and classes at the top of a module."""
    for module in modules:
        for node in module.tree.body:
            if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
                yield node


def find_imports(module: Module, known: frozenset[str]) -> set[str]:
    """The modules of the code base that a module imports when it is imported itself."""
    found: set[str] = set()
    for node in module.tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return (found & known) - {module.name}


def count_cycles(modules: Sequence[Module]) -> int:
    """Groups of modules that import each other in a circle."""
    known = frozenset(module.name for module in modules)
    arrows = {module.name: find_imports(module, known) for module in modules}
    reached = {name: _reach(name, arrows) for name in arrows}
    groups = {
        frozenset({a, *(b for b in reached[a] if a in reached[b])})
        for a in arrows
        if a in reached[a]
    }
    return len(groups)


def _reach(start: str, arrows: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(arrows[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += arrows[name]
    return seen


def describe(name: str, folders: Sequence[Path]) -> str:
    """A row of the table."""
    modules = read_modules(folders)
    functions = find_functions(modules)
    lengths = sorted(map(count_lines, functions)) or [0]
    public = list(find_public(modules))
    documented = sum(ast.get_docstring(node) is not None for node in public)
    folder_sizes = Counter(module.path.parent for module in modules).values()
    return " | ".join([
        f"| {name}",
        f"{len(modules)} / {sum(module.lines for module in modules):,}",
        f"{statistics.median(lengths):.0f} / {lengths[len(lengths) * 9 // 10]} / {lengths[-1]}",
        f"{max(module.lines for module in modules):,}",
        f"{sum(map(is_typed, functions)) / max(1, len(functions)):.0%}",
        f"{statistics.mean(len(find_arguments(f)) for f in functions):.2f}",
        f"{statistics.mean(folder_sizes):.1f} / {max(folder_sizes)}",
        f"{count_cycles(modules)}",
        f"{documented / max(1, len(public)):.0%} |",
    ])  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--also", action="append", default=[], metavar="NAME=FOLDER[,FOLDER]")
    arguments = parser.parse_args()
    print("| " + " | ".join(HEADS) + " |")
    print("|---" * len(HEADS) + "|")
    print(describe("here", arguments.folders))
    for other in arguments.also:
        name, _, folders = other.partition("=")
        print(describe(name, [Path(folder) for folder in folders.split(",")]))


if __name__ == "__main__":
    main()
