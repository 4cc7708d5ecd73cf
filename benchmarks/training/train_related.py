"""Learn "related" in `weights.json`: do two lines translate each other at all?

    python -m benchmarks.training.train_related EVAL_FOLDER [--write]

Where lines come in pairs, nothing guarantees that they belong together. A logistic regression
separates the 1–1 beads of texts aligned by hand from the same number of chance pairs: a sentence
and any other sentence of the same text. The figures printed are for texts left out.
"""

import argparse
import json
import os
from pathlib import Path

import numpy as np

from aligner.alignment.features.encode_pair import encode_pair
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.model.bead_model import describe_lines
from aligner.encoders.embedded.encoder import EmbeddedEncoder
from benchmarks.training.lattice_gold import read_gold
from benchmarks.training.lattice_weights import WEIGHTS, short
from benchmarks.training.train_excerpts import logistic
from benchmarks.training.train_lattice import SETS

Described = list[dict[str, float]]
"""Features of each line pair by name."""


def read_pairs(path: Path, languages: tuple[str, str], seed: int) -> tuple[Described, np.ndarray]:
    """Features and truth of the 1–1 beads of a text, and of as many chance pairs."""
    source, target = (
        Sentences(tuple(path.with_suffix(f".{x}").read_text("utf-8").splitlines()), x)
        for x in languages
    )
    pair = encode_pair(source, target, EmbeddedEncoder())
    chance = np.random.default_rng(seed)
    rows, right = [], []
    for left, other in read_gold(path):
        if len(left) == len(other) == 1:
            stranger = (other[0] + int(chance.integers(1, len(target)))) % len(target)
            rows += [
                describe_lines(pair, left[0], other[0]),
                describe_lines(pair, left[0], stranger),
            ]
            right += [1.0, 0.0]
    return rows, np.array(right)


def learn(texts: list[tuple[Described, np.ndarray]]) -> dict[str, float]:
    """Fit the weight of each feature by logistic regression over all line pairs."""
    rows = [row for described, _ in texts for row in described]
    features = np.array([list(row.values()) for row in rows])
    weights = logistic(features, np.concatenate([right for _, right in texts]))
    return dict(zip(rows[0], weights.tolist(), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", default=os.environ.get("DUIZHAO_EVAL"), type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights of all texts")
    options = parser.parse_args()
    paths = [
        (p, x) for name, x in SETS.items() for p in sorted((options.folder / name).glob("*.gold"))
    ]
    texts = [read_pairs(path, languages, k) for k, (path, languages) in enumerate(paths)]
    for k, (path, _) in enumerate(paths):
        weights = learn([text for at, text in enumerate(texts) if at != k])
        rows, right = texts[k]
        odds = np.array([sum(weights[name] * x for name, x in row.items()) for row in rows])
        correct = (odds > 0) == (right > 0)
        print(f"{path.stem}: {correct.mean():.3f} of {len(right)} pairs told apart", flush=True)
    related = {name: short(weight) for name, weight in learn(texts).items()}
    print(related)
    if options.write:
        data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        data["related"] = related
        WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
