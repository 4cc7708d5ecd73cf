"""False alarms of `duizhao check` on pairs that people aligned by hand, which are right.

    python benchmarks/checks.py FOLDER [--show number]

FOLDER holds the evaluation sets (default: the environment variable DUIZHAO_EVAL). Prints, for each
set and each check, the alarms a hundred pairs, as a Markdown table; --show prints the alarms of
one check to standard error instead of guessing at them.
"""

import argparse
import ast
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from aligner.bitext import Bitext, Block, Document, Link, Run, Segment, Side
from aligner.checking.checks import CHECKS, check_bitexts

COLUMNS = [*CHECKS]


def document(side: Side, path: Path) -> tuple[Document, tuple[Segment, ...]]:
    """A file with a sentence a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(lines) + "\n"
    segments, at = [], 0
    for index, line in enumerate(lines):
        segments.append(Segment(index, 0, at, at + len(line), line))
        at += len(line) + 1
    language = path.suffix[1:]
    return Document(side, language, str(path), "", text, (Block(0, len(text)),)), tuple(segments)


def bitext(source: Path, target: Path, beads: list[tuple[list[int], list[int]]]) -> Bitext:
    """A pair of files and their gold beads."""
    left, left_segments = document(Side.SOURCE, source)
    right, right_segments = document(Side.TARGET, target)
    links = tuple(
        Link(Run(a[0], a[-1] + 1), Run(b[0], b[-1] + 1), 1.0) for a, b in beads if a and b
    )
    return Bitext(source.stem, left, right, left_segments, right_segments, links)


def gold_sets(folder: Path) -> Iterator[tuple[str, list[Bitext]]]:
    """The sets with a gold alignment, and those that are right line by line."""
    for name, languages in (
        ("mac-dev", ("en", "zh")),
        ("magazine", ("en", "zh")),
        ("textberg-dev", ("de", "fr")),
    ):
        pairs = []
        for gold in sorted((folder / name).glob("*.gold")):
            beads = [
                tuple(ast.literal_eval(part) for part in line.split(":")[:2])
                for line in gold.read_text(encoding="utf-8").splitlines()
                if line.strip()
            ]
            paths = [gold.with_suffix(f".{language}") for language in languages]
            pairs.append(bitext(paths[0], paths[1], beads))
        yield name, pairs
    for name in ("terms-tico19", "nuclear-un", "terms-hkma-dev"):
        pairs = []
        for path in sorted((folder / name).glob("*.en")):
            count = len(path.read_text(encoding="utf-8").splitlines())
            beads = [([i], [i]) for i in range(count)]
            pairs.append(bitext(path, path.with_suffix(".zh"), beads))
        yield name, pairs


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("DUIZHAO_EVAL"))
    parser.add_argument("--show", default="")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    print("| set | pairs | " + " | ".join(COLUMNS) + " | numbers and dates |")
    print("|---|---|" + "---|" * (len(COLUMNS) + 1))
    for name, pairs in gold_sets(Path(options.folder)):
        if options.only and name != options.only:
            continue
        report(name, pairs, options.show)


def report(name: str, pairs: list[Bitext], show: str) -> None:
    """One line of the table."""
    counts: Counter[str] = Counter()
    alarmed = 0
    total = sum(len(one.links) for one in pairs)
    for checked in check_bitexts(pairs):
        codes = {finding.code for finding in checked.findings}
        counts.update(codes)
        alarmed += bool(codes & {"number", "date"})
        for finding in checked.findings:
            if finding.code == show:
                texts = checked.pair
                print(
                    f"{finding.flag}\n   {texts.source.text}\n   {texts.target.text}",
                    file=sys.stderr,
                )
    cells = [f"{100 * counts[code] / total:.2f}" for code in COLUMNS]
    print(f"| {name} | {total} | " + " | ".join(cells) + f" | {100 * alarmed / total:.2f} |")


if __name__ == "__main__":
    main()
