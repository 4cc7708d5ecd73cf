"""How the full mode treats sentences that the other side omits.

    python -m benchmarks.accuracy.omissions --data FOLDER        # or DUIZHAO_EVAL

From texts aligned by hand, one side of about one bead in ten is removed: single beads (`scattered`)
or blocks of six in a row (`blocks`). The remaining side has no counterpart. The removed side
alternates from text to text. `as they are` is for comparison.
"""

import argparse
import os
from collections import Counter
from pathlib import Path

from aligner.alignment.engine import Sentences, align
from aligner.encoders.protocol import Encoder
from aligner.encoders.registry import load_encoder
from benchmarks.accuracy.made_omissions import GoldBead, choose, take_out
from benchmarks.training.lattice_gold import read_gold
from benchmarks.training.train_lattice import SETS


def measure(
    texts: tuple[Sentences, Sentences], gold: list[GoldBead], encoder: Encoder
) -> Counter[str]:
    """Numbers of links, and of sentences that are said to have no counterpart."""
    beads = {bead for bead in gold if bead[0] and bead[1]}
    links = align(*texts, encoder, mode="full").links
    found = {(tuple(k.source.ids), tuple(k.target.ids)) for k in links if k.source and k.target}
    count = Counter(found=len(found), right=len(found & beads), gold=len(beads))
    for side in (0, 1):
        every = set(range(len(texts[side])))
        absent = every - {x for b in found for x in b[side]}
        truly = every - {x for b in beads for x in b[side]}
        count.update(absent=len(absent), absent_right=len(absent & truly), absent_gold=len(truly))
    return count


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=os.environ.get("DUIZHAO_EVAL"))
    parser.add_argument("--sets", default="mac-dev,magazine")
    options = parser.parse_args()
    encoder = load_encoder("embedded")
    print("| set | taken out | strict F1 | no counterpart: precision | recall | sentences |")
    print("|---|---|---|---|---|---|")
    for name in options.sets.split(","):
        for kind in ("as they are", "scattered", "blocks"):
            total: Counter[str] = Counter()
            for number, path in enumerate(sorted((options.data / name).glob("*.gold"))):
                sides = [
                    Sentences(tuple(path.with_suffix(f".{x}").read_text("utf-8").splitlines()), x)
                    for x in SETS[name]
                ]
                gold = read_gold(path)
                full = sum(bool(a and b) for a, b in gold)
                chosen = choose(kind, full, number)
                texts, beads = take_out((sides[0], sides[1]), gold, chosen, number % 2)
                total += measure(texts, beads, encoder)
            f1 = 2 * total["right"] / (total["found"] + total["gold"])
            print(
                f"| {name} | {kind} | {f1:.3f} | {total['absent_right']}/{total['absent']} = "
                f"{total['absent_right'] / max(1, total['absent']):.3f} | "
                f"{total['absent_right'] / max(1, total['absent_gold']):.3f} | "
                f"{total['absent_gold']} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
