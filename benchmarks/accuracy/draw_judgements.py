"""Draw the entries that are judged by hand: a random 100 of the first 300 of each set.

    python -m benchmarks.accuracy.draw_judgements EVAL_FOLDER [--sets nuclear-un]

Prints row, source, target, the number of links, and any earlier judgement of the same pair.
Verdicts go into benchmarks/judgements/NAME.tsv: "right" if the rendering is right in these texts
and the source is a whole term or word, else "wrong" with the reason; "general word" marks right
ones that are words of general language. Rows of terms-hkma-dev are stored as hashes of the pair,
because its words may not be kept here.
"""

import argparse
import csv
import hashlib
import os
import random
from pathlib import Path

from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.term import Term
from benchmarks.accuracy.glossary import OTHER, load_trained
from benchmarks.accuracy.term_sets import load_set
from glossary.build import BuildOptions, build_glossary
from glossary.pairing.features import PAIR_FEATURES
from glossary.ranking.rerank import RERANK_FEATURES

SETS = "nuclear-un,terms-tico19,terms-hkma-dev"
FIRST = 300
DRAWN = 100
SEED = 20261121


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, default=os.environ.get("DUIZHAO_EVAL"), nargs="?")
    parser.add_argument("--sets", default=SETS)
    args = parser.parse_args()
    for name in args.sets.split(","):
        print(f"\n{name}")
        known = read_judgements(name)
        for row, term in draw(args.folder, name):
            verdict = known.get(hash_pair(term.source, term.target), "")
            print(row, term.source, term.target, term.count, verdict, sep="\t")


def draw(folder: Path, name: str) -> list[tuple[int, Term]]:
    """Draw entries, with their rows; a set with gold is built with the models of the other set."""
    options = BuildOptions()
    if name in OTHER:
        options = BuildOptions(
            pair_model=load_trained("pairing", name, PAIR_FEATURES),
            reranker=load_trained("rerank", name, RERANK_FEATURES),
        )
    terms = build_glossary(load_set(folder, name).bitexts, EmbeddedEncoder(), options=options)
    first = sorted(terms, key=lambda term: -term.confidence)[:FIRST]
    chosen = random.Random(SEED).sample(range(len(first)), min(DRAWN, len(first)))
    return [(i + 1, first[i]) for i in sorted(chosen)]


def read_judgements(name: str) -> dict[str, str]:
    """Read the verdict and reason of each judged pair, by its hash."""
    path = Path(__file__).parents[1] / "judgements" / f"{name}.tsv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row.get("sha256")
            or hash_pair(row["source"], row["target"]): f"{row['verdict']} {row['reason']}".strip()
            for row in csv.DictReader(file, delimiter="\t")
        }


def hash_pair(source: str, target: str) -> str:
    """Hash of a pair whose words may not be kept."""
    return hashlib.sha256(f"{source}\t{target}".encode()).hexdigest()[:16]


if __name__ == "__main__":
    main()
