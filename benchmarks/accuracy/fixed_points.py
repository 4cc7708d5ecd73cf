"""Effect of a few accepted links on all the others.

    python -m benchmarks.accuracy.fixed_points --data FOLDER        # or DUIZHAO_EVAL

In each chapter of mac-dev, the twentieth of the gold links about which the engine is least certain
are accepted, as a person would do in review. Printed: strict F1 of all other links before and
after.
"""

import argparse
import os
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np

from aligner.alignment.engine import Sentences, align
from aligner.bitext import Link, LinkStatus, Run
from aligner.encoders.protocol import Encoder
from aligner.encoders.registry import load_encoder
from benchmarks.training.lattice_gold import read_gold
from benchmarks.training.train_lattice import SETS, f1

SHARE = 0.05
Bead = tuple[tuple[int, ...], tuple[int, ...]]


def least_sure(gold: Iterable[Bead], links: Iterable[Link]) -> list[Bead]:
    """Full gold links, ordered by the lowest confidence of the links that share a sentence."""
    every = list(links)
    doubts = {}
    for source, target in gold:
        steps = [b - a for side in (source, target) for a, b in pairwise(side)]
        if source and target and all(step == 1 for step in steps):
            doubts[source, target] = min(
                link.confidence
                for link in every
                if set(link.source.ids) & set(source) or set(link.target.ids) & set(target)
            )
    return sorted(doubts, key=lambda bead: doubts[bead])


def count(links: Iterable[Link], rest: set[Bead], accepted: set[Bead]) -> list[int]:
    """Numbers of right, found, right full and gold full links, without the accepted ones."""
    found = {(tuple(k.source.ids), tuple(k.target.ids)) for k in links} - accepted
    full = {bead for bead in rest if bead[0] and bead[1]}
    return [len(found & rest), len(found), len(found & full), len(full)]


def compare(texts: tuple[Sentences, Sentences], gold: list[Bead], encoder: Encoder) -> np.ndarray:
    """Counts of `count` before and after, shape (2, 4)."""
    before = align(*texts, encoder, mode="full").links
    chosen = least_sure(gold, before)[: max(1, round(SHARE * len(gold)))]
    fixed = [
        Link(Run(a[0], a[-1] + 1), Run(b[0], b[-1] + 1), 1.0, LinkStatus.ACCEPTED)
        for a, b in chosen
    ]
    after = align(*texts, encoder, mode="full", fixed=fixed).links
    rest, accepted = set(gold) - set(chosen), set(chosen)
    return np.array([count(links, rest, accepted) for links in (before, after)])


def main() -> None:
    """Print a line for each chapter."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=os.environ.get("DUIZHAO_EVAL"))
    options = parser.parse_args()
    encoder = load_encoder("embedded")
    total = np.zeros((2, 4), np.int64)
    print("| chapter | before | after |\n|---|---|---|")
    for path in sorted((options.data / "mac-dev").glob("*.gold")):
        sides = [
            Sentences(tuple(path.with_suffix(f".{x}").read_text("utf-8").splitlines()), x)
            for x in SETS["mac-dev"]
        ]
        counts = compare((sides[0], sides[1]), read_gold(path), encoder)
        total += counts
        print(f"| {path.stem} | {f1([counts[0]]):.3f} | {f1([counts[1]]):.3f} |", flush=True)
    print(f"| all | {f1([total[0]]):.3f} | {f1([total[1]]):.3f} |")


if __name__ == "__main__":
    main()
