"""Time and memory of building a glossary from many pairs.

    python -m benchmarks.speed.glossary_speed PARALLEL_TSV_GZ EVAL_FOLDER --pairs 100000

The pairs are drawn at random from the parallel corpus (three columns: set, English, Chinese) and
the line-aligned sets; where these are too few, two neighbours are joined into one further pair.
Prints processor seconds (user and system) and peak memory at the end of each step.
"""

import argparse
import gzip
import random
import resource
from pathlib import Path

from aligner.encoders.embedded.encoder import EmbeddedEncoder
from benchmarks.accuracy.term_sets import load_set, make_bitext
from glossary.build import build_glossary

SETS = ("terms-tico19", "terms-hkma-dev", "nuclear-un")
Pair = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=int, default=3000)
    args = parser.parse_args()
    pairs = choose_pairs(read_pairs(args.corpus, args.folder), args.pairs)
    bitext = make_bitext("many", [source for source, _ in pairs], [target for _, target in pairs])
    steps = [""]

    def report(what: str, _done: int, _total: int) -> None:
        if what != steps[-1]:
            print(f"{used()}  {what}", flush=True)
            steps.append(what)

    terms = build_glossary([bitext], EmbeddedEncoder(), progress=report)
    print(f"{used()}  end: {len(pairs)} pairs, {len(terms)} terms")


def read_pairs(corpus: Path, folder: Path) -> list[Pair]:
    """Read all distinct pairs of the corpus and the sets."""
    with gzip.open(corpus, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    pairs = {(source, target) for _, source, target in rows}
    for name in SETS:
        for bitext in load_set(folder, name).bitexts:
            sides = bitext.source_segments, bitext.target_segments
            pairs |= {(a.text, b.text) for a, b in zip(*sides, strict=True)}
    return sorted(pairs)


def choose_pairs(pairs: list[Pair], number: int) -> list[Pair]:
    """Draw `number` pairs at random; neighbours are joined where the pairs are too few."""
    missing = max(0, number - len(pairs))
    neighbours = zip(pairs[::2], pairs[1::2], strict=False)
    joined = [(f"{a[0]} {b[0]}", a[1] + b[1]) for a, b in neighbours]
    return random.Random(1).sample([*pairs, *joined[:missing]], number)


def used() -> str:
    """Processor seconds and peak memory so far, as text."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return f"{usage.ru_utime + usage.ru_stime:7.1f} s {usage.ru_maxrss // 1024:6} MB"


if __name__ == "__main__":
    main()
