"""Make a long English–Chinese pair of texts with a known alignment, out of aligned sentences.

    python -m benchmarks.speed.long_pair PARALLEL.tsv.gz FOLDER --pairs 40000

PARALLEL has the columns set, English, Chinese. The pairs come in shuffled order, from the beginning
again when all are used. So that the alignment is no mere diagonal, a share of neighbours is joined
on the English side (one sentence for two), one sentence in a hundred has no counterpart on either
side, and once in 4,000 a passage of ten is missing on one side. Every sentence is a line; `gold`
has a link a line, as `duizhao evaluate` reads it. With --joined 0.34 there are three English
sentences to four Chinese ones.
"""

import argparse
import gzip
import random
from collections.abc import Iterator
from pathlib import Path

SEED = 7


def read_pairs(path: Path, count: int) -> list[tuple[str, str]]:
    """Read `count` sentence pairs in a random order that is always the same."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    # As long as the sentences of books and reports: the many "Hi." of phrase books are left out.
    pairs = [(row[1], row[2]) for row in rows if len(row[1]) >= 30 and len(row[2]) >= 8]
    random.Random(SEED).shuffle(pairs)
    return [pairs[i % len(pairs)] for i in range(count)]


def make_pair(
    pairs: list[tuple[str, str]], joined: float
) -> tuple[list[str], list[str], list[str]]:
    """Make source lines, target lines and gold lines."""
    source: list[str] = []
    target: list[str] = []
    gold: list[str] = []
    for kind, group in _events(pairs, joined):
        first, other = len(source), len(target)
        if kind != "target only":
            joined = " ".join(english for english, _ in group)
            source += [joined] if kind == "joined" else [english for english, _ in group]
        if kind != "source only":
            target += [chinese for _, chinese in group]
        left, right = list(range(first, len(source))), list(range(other, len(target)))
        if kind == "plain":
            gold += [f"[{i}]:[{j}]" for i, j in zip(left, right, strict=True)]
        elif kind == "joined":
            gold.append(f"{left}:{right}")
        else:
            gold += [f"[{i}]:[]" for i in left] + [f"[]:[{j}]" for j in right]
    return source, target, gold


def _events(
    pairs: list[tuple[str, str]], joined: float
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    choose = random.Random(SEED)
    i = 0
    while i < len(pairs):
        chance = choose.random()
        if chance < joined:
            yield "joined", pairs[i : i + 2]
            i += 2
        elif chance < joined + 0.02:
            yield choose.choice(["source only", "target only"]), pairs[i : i + 1]
            i += 1
        elif chance < joined + 0.02 + 1 / 4_000:
            yield choose.choice(["source only", "target only"]), pairs[i : i + 10]
            i += 10
        else:
            yield "plain", pairs[i : i + 1]
            i += 1


def write_pair(parallel: Path, folder: Path, count: int, *, joined: float) -> tuple[int, int]:
    """Write source.txt, target.txt and gold; returns the numbers of sentences of both sides."""
    source, target, gold = make_pair(read_pairs(parallel, count), joined)
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (("source.txt", source), ("target.txt", target), ("gold", gold)):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(source), len(target)


def main() -> None:
    """Write one pair and print its size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("parallel", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=int, default=40_000)
    parser.add_argument("--joined", type=float, default=0.34)
    arguments = parser.parse_args()
    print(
        *write_pair(arguments.parallel, arguments.folder, arguments.pairs, joined=arguments.joined)
    )


if __name__ == "__main__":
    main()
