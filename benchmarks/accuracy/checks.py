"""False alarms of `duizhao check` on pairs that people aligned by hand, which are right.

    python -m benchmarks.accuracy.checks FOLDER [--show number]

FOLDER holds the evaluation sets (default: the environment variable DUIZHAO_EVAL). Prints a Markdown
table of the alarms in a hundred pairs, for each set and each check; --show prints every alarm of
one check to standard error, to see what causes it.

The last three columns are planted errors: in every pair without an alarm whose target has a number
in digits, one digit is changed, a zero is added, or the number is removed; the column gives the
share of pairs in which the check then finds something.
"""

import argparse
import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from aligner.bitext import Bitext, Block, Document, Link, Run, Segment, Side
from aligner.checking.checks import CHECKS, check_bitexts
from aligner.checking.finding import PairTexts
from aligner.checking.numbers import check_numbers

COLUMNS = [*CHECKS]


def document(side: Side, path: Path) -> tuple[Document, tuple[Segment, ...]]:
    """Read a file with one sentence a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(lines) + "\n"
    segments, at = [], 0
    for index, line in enumerate(lines):
        segments.append(Segment(index, 0, at, at + len(line), line))
        at += len(line) + 1
    language = path.suffix[1:]
    return Document(side, language, str(path), "", text, (Block(0, len(text)),)), tuple(segments)


def bitext(source: Path, target: Path, beads: list[tuple[list[int], list[int]]]) -> Bitext:
    """Make a bitext of a pair of files and their gold beads."""
    left, left_segments = document(Side.SOURCE, source)
    right, right_segments = document(Side.TARGET, target)
    links = tuple(
        Link(Run(a[0], a[-1] + 1), Run(b[0], b[-1] + 1), 1.0) for a, b in beads if a and b
    )
    return Bitext(source.stem, left, right, left_segments, right_segments, links)


def gold_sets(folder: Path) -> Iterator[tuple[str, list[Bitext]]]:
    """Yields the sets with a gold alignment, then those in which line i translates line i."""
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


def add_zero(match: re.Match[str]) -> str:
    """Add a zero: 200 becomes 2000."""
    return match[0] + "0"


def change_digit(match: re.Match[str]) -> str:
    """Change the last digit: 200 becomes 203; a 7 becomes 1, so that no number starts with 0."""
    return match[0][:-1] + str((int(match[0][-1]) + 3) % 10 or 1)


def take_out(match: re.Match[str]) -> str:
    """Remove the number."""
    return match[0][:0]


ERRORS = {"digit": change_digit, "zero": add_zero, "taken out": take_out}
# A number of two or more digits without separators: a single digit is often a list mark.
NUMBER = re.compile(r"(?<![A-Za-z\d.,-])\d{2,}(?![\d.,]*\d)")


def seeded(pairs: list[PairTexts]) -> dict[str, float]:
    """Share of the planted errors that are found, by kind."""
    found: Counter[str] = Counter()
    total = 0
    for pair in pairs:
        if any(check_numbers(pair)) or not NUMBER.search(pair.target.text):
            continue
        total += 1
        for kind, spoil in ERRORS.items():
            text = NUMBER.sub(spoil, pair.target.text, count=1)
            broken = replace(pair, target=replace(pair.target, text=text))
            found[kind] += any(check_numbers(broken))
    return {kind: found[kind] / total if total else 0.0 for kind in ERRORS}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("DUIZHAO_EVAL"))
    parser.add_argument("--show", default="")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    heads = [*COLUMNS, "numbers and dates", *(f"found: {kind}" for kind in ERRORS)]
    print("| set | pairs | " + " | ".join(heads) + " |")
    print("|---|---|" + "---|" * len(heads))
    for name, pairs in gold_sets(Path(options.folder)):
        if options.only and name != options.only:
            continue
        report(name, pairs, options.show)


def report(name: str, pairs: list[Bitext], show: str) -> None:
    """Print one row of the table."""
    counts: Counter[str] = Counter()
    alarmed = 0
    total = sum(len(one.links) for one in pairs)
    texts = []
    for checked in check_bitexts(pairs):
        texts.append(checked.pair)
        codes = {finding.code for finding in checked.findings}
        counts.update(codes)
        alarmed += bool(codes & {"number", "date"})
        for finding in checked.findings:
            if finding.code == show:
                pair = checked.pair
                print(
                    f"{finding.flag}\n   {pair.source.text}\n   {pair.target.text}",
                    file=sys.stderr,
                )
    cells = [f"{100 * counts[code] / total:.2f}" for code in COLUMNS]
    cells.append(f"{100 * alarmed / total:.2f}")
    cells += [f"{100 * share:.0f} %" for share in seeded(texts).values()]
    print(f"| {name} | {total} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
