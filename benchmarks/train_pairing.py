"""Train the two small models of the glossary and write their JSON files.

    python benchmarks/train_pairing.py EVAL_FOLDER [--write]

Each set is judged with the weights of the other (printed); the shipped weights come from both.
Labels: a pair whose source is a gold term is right when its target is one of the gold renderings;
a candidate is a term when the gold has it. No text goes into the weights.
"""

import argparse
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.embedded import EmbeddedEncoder
from benchmarks.term_sets import TermSet, load_set
from glossary.features import NAMES as PAIR_NAMES
from glossary.logistic import Logistic, write_model
from glossary.matching import match
from glossary.survey import survey
from glossary.termhood import NAMES as TERM_NAMES
from glossary.termhood import termhood_features

Matrix = NDArray[np.float64]


def fit(blocks: list[tuple[Matrix, Matrix]], *, penalty: float) -> Logistic:
    """Logistic regression (Newton's method) on standardised features, each set weighing the same."""
    features = np.concatenate([x for x, _ in blocks])
    labels = np.concatenate([y for _, y in blocks])
    weight = np.concatenate([np.full(len(y), 1000 / len(y)) for _, y in blocks])
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    design = np.column_stack([(features - mean) / scale, np.ones(len(features))])
    ridge = np.diag([penalty] * len(mean) + [0.0])
    beta = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (weight * (labels - chance)) - ridge @ beta
        curvature = (design * (weight * chance * (1 - chance))[:, None]).T @ design + ridge
        beta += np.linalg.solve(curvature, gradient)
    return Logistic(mean, scale, beta[:-1], float(beta[-1]))


def calibrate(model: Logistic, features: Matrix, labels: Matrix) -> Logistic:
    """The model with slope and shift fitted to labels it was not trained on."""
    chance = np.clip(model.predict(features), 1e-9, 1 - 1e-9)
    score = np.log(chance / (1 - chance))[:, None]
    line = fit([(score, labels)], penalty=0.0)
    slope = line.weight[0] / line.scale[0]
    return replace(model, slope=float(slope), shift=float(line.intercept - slope * line.mean[0]))


class Prepared:
    """A set with its features."""

    def __init__(self, terms: TermSet) -> None:
        self.terms = terms
        counted = survey(terms.bitexts)
        matching = match(counted, EmbeddedEncoder())
        keys = counted.source.spans.keys, counted.target.spans.keys
        pairs = matching.pairs
        self.sources = [terms.source_key(keys[0][i]) for i in pairs["source"]]
        self.targets = [terms.target_key(keys[1][i]) for i in pairs["target"]]
        self.candidate = pairs["source"].to_numpy()
        self.pair_features = matching.features
        self.known = np.array([s in terms.gold for s in self.sources])
        self.right = np.array(
            [
                float(t in terms.gold.get(s, ()))
                for s, t in zip(self.sources, self.targets, strict=True)
            ]
        )
        self.wanted = np.unique(self.candidate)
        self.term_features = termhood_features(counted.source, self.wanted)
        self.is_term = np.array(
            [float(terms.source_key(keys[0][i]) in terms.gold) for i in self.wanted.tolist()]
        )

    def pair_block(self) -> tuple[Matrix, Matrix]:
        return self.pair_features[self.known], self.right[self.known]

    def term_block(self) -> tuple[Matrix, Matrix]:
        return self.term_features, self.is_term

    def first_choices(self, chance: Matrix) -> tuple[Matrix, Matrix]:
        """For each gold term that was found: the chance of the best pair, and whether it is right."""
        best: dict[str, int] = {}
        for i in np.flatnonzero(self.known).tolist():
            if self.sources[i] not in best or chance[i] > chance[best[self.sources[i]]]:
                best[self.sources[i]] = i
        rows = np.array(list(best.values()))
        return chance[rows], self.right[rows]


def calibration_error(chance: Matrix, right: Matrix, bins: int = 10) -> float:
    """Expected calibration error over equal bins."""
    edges = np.minimum((chance * bins).astype(int), bins - 1)
    gaps = [
        abs(chance[edges == b].mean() - right[edges == b].mean()) * (edges == b).mean()
        for b in range(bins)
        if (edges == b).any()
    ]
    return float(sum(gaps))


def recall_at(prepared: Prepared, pair_model: Logistic, term_model: Logistic, size: int) -> float:
    """Gold sources among the first entries when ranked by both models."""
    chance = pair_model.predict(prepared.pair_features)
    best = {int(c): 0.0 for c in prepared.wanted}
    for candidate, value in zip(prepared.candidate.tolist(), chance.tolist(), strict=True):
        best[candidate] = max(best[candidate], value)
    score = term_model.predict(prepared.term_features) * np.sqrt([best[int(c)] for c in prepared.wanted])
    first = np.argsort(-score)[:size]
    names = dict(zip(prepared.candidate.tolist(), prepared.sources, strict=True))
    found = {names[int(prepared.wanted[i])] for i in first} & prepared.terms.gold.keys()
    return len(found) / len(prepared.terms.gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, default=os.environ.get("DUIZHAO_EVAL"), nargs="?")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sets = [Prepared(load_set(args.folder, name)) for name in ("terms-tico19", "terms-hkma-dev")]
    held_out: list[tuple[Matrix, Matrix]] = []
    for one, other in (sets, sets[::-1]):
        model = fit([one.pair_block()], penalty=1.0)
        terms = fit([one.term_block()], penalty=1.0)
        chance, right = other.first_choices(model.predict(other.pair_features))
        held_out.append((chance, right))
        print(f"{one.terms.name} -> {other.terms.name}: found {len(right) / len(other.terms.gold):.3f}"
              f" accuracy {right.mean():.3f} ECE {calibration_error(chance, right):.3f}"
              f" source recall@4000 {recall_at(other, model, terms, 4000):.3f}")
    pair_model = fit([s.pair_block() for s in sets], penalty=1.0)
    term_model = fit([s.term_block() for s in sets], penalty=1.0)
    both = [np.concatenate(column) for column in zip(*held_out, strict=True)]
    odds = np.log(np.clip(both[0], 1e-9, 1 - 1e-9) / (1 - np.clip(both[0], 1e-9, 1 - 1e-9)))
    line = fit([(odds[:, None], both[1])], penalty=0.0)
    slope = float(line.weight[0] / line.scale[0])
    pair_model = replace(pair_model, slope=slope, shift=line.intercept - slope * float(line.mean[0]))
    for one in sets:
        print(one.terms.name, "both", one.first_choices(pair_model.predict(one.pair_features))[1].mean(),
              recall_at(one, pair_model, term_model, 4000))
    if args.write:
        about = {"trained on": [s.terms.name for s in sets], "by": "benchmarks/train_pairing.py"}
        folder = Path(__file__).parents[1] / "glossary"
        (folder / "pairing.json").write_text(write_model(pair_model, PAIR_NAMES, about), "utf-8")
        (folder / "termhood.json").write_text(write_model(term_model, TERM_NAMES, about), "utf-8")


if __name__ == "__main__":
    main()
