"""The line-aligned sets with known terms as bitexts, and the scorer's normalisation of terms."""

import csv
import importlib.util
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from aligner.bitext import Bitext, Block, Document, Link, Run, Segment, Side


@dataclass(frozen=True)
class TermSet:
    """Bitexts with one link a line, and the gold: normalised source → normalised renderings."""

    name: str
    bitexts: list[Bitext]
    gold: Mapping[str, set[str]]
    source_key: Callable[[str], str]
    target_key: Callable[[str], str]


def load_scorer(folder: Path) -> ModuleType:
    """Load the module `score_terms` from the evaluation folder."""
    path = folder / "scorers" / "score_terms.py"
    spec = importlib.util.spec_from_file_location("score_terms", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_terms"] = module
    spec.loader.exec_module(module)
    return module


def load_set(folder: Path, name: str) -> TermSet:
    """Load a set: all its documents, and its gold if it has one."""
    scorer = load_scorer(folder)
    gold_file = folder / name / "gold.tsv"
    bitexts = [
        make_bitext(path.stem, _lines(path), _lines(path.with_suffix(".zh")))
        for path in sorted((folder / name).glob("*.en"))
    ]
    gold = scorer.read_gold(gold_file) if gold_file.exists() else {}
    return TermSet(name, bitexts, gold, scorer.norm_en, scorer.norm_zh)


def make_bitext(name: str, source: list[str], target: list[str]) -> Bitext:
    """Make a bitext with one link a line."""
    left, right = _side(Side.SOURCE, "en", name, source), _side(Side.TARGET, "zh", name, target)
    links = tuple(Link(Run(i, i + 1), Run(i, i + 1), 1.0) for i in range(len(source)))
    return Bitext(name, left[0], right[0], left[1], right[1], links)


def gold_rows(path: Path) -> list[dict[str, str]]:
    """Read the rows of a gold file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _side(
    side: Side, language: str, name: str, lines: list[str]
) -> tuple[Document, tuple[Segment, ...]]:
    text = "\n".join(lines)
    segments = []
    start = 0
    for number, line in enumerate(lines):
        segments.append(Segment(number, number, start, start + len(line), line))
        start += len(line) + 1
    document = Document(side, language, f"{name}.{language}", "", text, (Block(0, len(text)),))
    return document, tuple(segments)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")
