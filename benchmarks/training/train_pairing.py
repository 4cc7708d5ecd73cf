"""Train the model of the glossary's confidence and write its JSON files.

    python -m benchmarks.training.train_pairing EVAL_FOLDER [--write]

Each set is judged with the weights of the other (printed); the shipped weights come from both.
There are three kinds of labels. A pair whose source is a gold term is right if its target is one of
the gold renderings. A pair whose source has a candidate that CC-CEDICT lists is right if CC-CEDICT
lists its own. And one link in five is given the target of another, so that pairs found only there
are wrong, which teaches the model to mistrust chance co-occurrence. No text goes into the weights.

The second step (`glossary.ranking.rerank`) learns from the best pair of each term, both gold terms
and, with half the weight, those of CC-CEDICT; the pairs of its own set are judged by models that
were trained without the term (four folds).
"""

import argparse
import json
import os
import random
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np
import polars as pl

from aligner.arrays import Bools, Float64s, Int64s
from aligner.bitext import Bitext
from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.logistic import sigmoid
from benchmarks.accuracy.term_sets import TermSet, load_set
from glossary.candidates.corpus_index import index_corpus
from glossary.pairing.dictionary import load_dictionary
from glossary.pairing.features import PAIR_FEATURES
from glossary.pairing.logistic import Logistic, write_logistic
from glossary.pairing.scoring import match_candidates
from glossary.ranking.rerank import RERANK_FEATURES, as_matrix, rerank_features

Matrix = Float64s

FEATURES = PAIR_FEATURES, RERANK_FEATURES
"""Names of the features of both steps."""


def fit(blocks: list[tuple[Matrix, Matrix, float]], *, penalty: float) -> Logistic:
    """Fit a logistic regression by Newton's method.

    A block is features, labels and a weight; it counts as much as that many thousand rows.
    """
    features = np.concatenate([x for x, _, _ in blocks])
    labels = np.concatenate([y for _, y, _ in blocks])
    weight = np.concatenate([np.full(len(y), 1000 * w / len(y)) for _, y, w in blocks])
    mean = np.average(features, axis=0, weights=weight)
    scale = np.sqrt(np.average((features - mean) ** 2, axis=0, weights=weight)) + 1e-9
    design = np.column_stack([(features - mean) / scale, np.ones(len(features))])
    ridge = np.diag([penalty] * len(mean) + [0.0])
    beta = np.zeros(design.shape[1])
    for _ in range(30):
        probability = sigmoid(np.clip(design @ beta, -30, 30))
        gradient = design.T @ (weight * (labels - probability)) - ridge @ beta
        curvature = (
            design * (weight * probability * (1 - probability))[:, None]
        ).T @ design + ridge
        beta += np.linalg.solve(curvature, gradient)
    return Logistic(mean, scale, beta[:-1], float(beta[-1]))


class Prepared:
    """A set of terms, with the features and labels of its pairs."""

    def __init__(self, terms: TermSet, *, spoiled: float = 0.0) -> None:
        self.terms = terms
        bitexts, bad = spoil(terms.bitexts, spoiled)
        index = index_corpus(bitexts)
        matching = match_candidates(index, EmbeddedEncoder())
        keys = index.source.spans.keys, index.target.spans.keys
        pairs = matching.pairs
        names = [keys[0][i] for i in pairs["source"]], [keys[1][i] for i in pairs["target"]]
        self.sources = [terms.source_key(name) for name in names[0]]
        targets = [terms.target_key(name) for name in names[1]]
        self.targets = names[1]
        self.features = matching.features
        self.links = pairs["source_links"].to_list()
        self.words = pairs["source_words"].to_list()
        self.known = np.array([s in terms.gold for s in self.sources])
        self.right = np.array(
            [float(t in terms.gold.get(s, ())) for s, t in zip(self.sources, targets, strict=True)]
        )
        self.explained, self.in_dictionary = look_up(pairs["source"].to_list(), *names)
        occurrences = matching.candidate_pairs.occurrences
        spoiled_links = bad[occurrences["link"].to_numpy()]
        occurrences = occurrences.with_columns(bad=pl.Series(spoiled_links))
        only_spoiled = occurrences.group_by("source", "target").agg(pl.col("bad").all())
        self.chance_only = (
            pairs.select("source", "target")
            .join(only_spoiled, on=["source", "target"], how="left", maintain_order="left")["bad"]
            .to_numpy()
        )

    def blocks(self, kept: Bools | None = None) -> list[tuple[Matrix, Matrix, float]]:
        """Features, labels and total weight of the three kinds of labels."""
        parts = ((self.known, self.right, 3.0), (self.explained, self.in_dictionary, 1.0),
                 (self.chance_only, np.zeros(len(self.right)), 0.5))  # fmt: skip
        return [
            (self.features[mask], labels[mask], weight)
            for wanted, labels, weight in parts
            if (mask := wanted if kept is None else wanted & kept).any()
        ]

    def folds(self, number: int = 4) -> Int64s:
        """Fold of each pair, which is that of its term, shape (pairs,)."""
        return np.array([crc32(source.encode()) % number for source in self.sources])

    def first_choices(
        self, probability: Matrix, wanted: Bools, labels: Matrix
    ) -> tuple[Matrix, Matrix]:
        """Features of the best pair of each wanted term, and whether that pair is right."""
        terms: dict[str, list[int]] = {}
        for i in np.flatnonzero(wanted).tolist():
            terms.setdefault(self.sources[i], []).append(i)
        rows, right = [], []
        for pairs in terms.values():
            ordered = sorted(pairs, key=lambda i: -probability[i])
            best = ordered[0]
            renderings = [(self.targets[i], probability[i]) for i in ordered]
            rows.append(rerank_features(renderings, self.links[best], self.words[best]))
            right.append(labels[best])
        return as_matrix(rows), np.array(right)


def collect_rerank_cases(clean: Prepared, mixed: Prepared) -> list[tuple[Matrix, Matrix, float]]:
    """Cases of one set from which the second step learns."""
    probability = np.zeros(len(clean.right))
    folds = mixed.folds(), clean.folds()
    for fold in range(4):
        mask = folds[1] == fold
        model = fit(mixed.blocks(folds[0] != fold), penalty=1.0)
        probability[mask] = model.predict(clean.features[mask])
    gold = clean.first_choices(probability, clean.known, clean.right)
    listed = clean.explained & ~clean.known
    return [(*gold, 1.0), (*clean.first_choices(probability, listed, clean.in_dictionary), 0.5)]


def spoil(bitexts: list[Bitext], share: float) -> tuple[list[Bitext], Bools]:
    """Exchange the targets of a share of the links; returns the bitexts and a mask of those."""
    choose = random.Random(7)
    spoiled, bad = [], []
    for bitext in bitexts:
        links = list(bitext.links)
        chosen = [i for i in range(len(links)) if choose.random() < share]
        if len(chosen) > 1:
            for i, j in zip(chosen, [*chosen[1:], chosen[0]], strict=True):
                links[i] = replace(links[i], target=bitext.links[j].target)
        else:
            chosen = []
        bad += [i in set(chosen) for i in range(len(links))]
        spoiled.append(replace(bitext, links=tuple(links)))
    return spoiled, np.array(bad, dtype=np.bool_)


def look_up(candidates: list[int], sources: list[str], targets: list[str]) -> tuple[Bools, Matrix]:
    """Masks of the pairs whose source CC-CEDICT explains by a candidate, and by this candidate."""
    dictionary = load_dictionary()
    if dictionary is None:
        return np.zeros(len(sources), dtype=np.bool_), np.zeros(len(sources))
    listed = np.array(
        [float(t in dictionary.get(s, ())) for s, t in zip(sources, targets, strict=True)]
    )
    explained = {c for c, value in zip(candidates, listed.tolist(), strict=True) if value}
    return np.array([c in explained for c in candidates]), listed


def calibration_error(probability: Matrix, right: Matrix, bins: int = 10) -> float:
    """Expected calibration error over equal bins of the probabilities."""
    edges = np.minimum((probability * bins).astype(int), bins - 1)
    gaps = [
        abs(probability[edges == b].mean() - right[edges == b].mean()) * (edges == b).mean()
        for b in range(bins)
        if (edges == b).any()
    ]
    return float(sum(gaps))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, default=os.environ.get("DUIZHAO_EVAL"), nargs="?")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sets = [load_set(args.folder, name) for name in ("terms-tico19", "terms-hkma-dev")]
    clean = [Prepared(terms) for terms in sets]
    mixed = [Prepared(terms, spoiled=0.2) for terms in sets]
    train(clean, mixed, write=args.write)


def train(clean: list[Prepared], mixed: list[Prepared], *, write: bool) -> None:
    """Judge the models of each set on the other, then fit those of both, which are shipped."""
    steps = [collect_rerank_cases(*pair) for pair in zip(clean, mixed, strict=True)]
    results = {}
    for one, other in ((0, 1), (1, 0)):
        names = clean[one].terms.name, clean[other].terms.name
        pairing = fit(mixed[one].blocks(), penalty=1.0)
        reranker = fit(steps[one], penalty=0.1)
        judged = clean[other]
        features, right = judged.first_choices(
            pairing.predict(judged.features), judged.known, judged.right
        )
        alone, both = (
            sigmoid(features[:, RERANK_FEATURES.index("log_odds")]),
            reranker.predict(features),
        )
        results[f"{names[0]} -> {names[1]}"] = {
            "accuracy of the first choice": round(float(right.mean()), 3),
            "gold terms found": len(right),
            "ECE of the first step": round(calibration_error(alone, right), 3),
            "ECE": round(calibration_error(both, right), 3),
        }
        if write:
            for kind, model, features in zip(
                ("pairing", "rerank"), (pairing, reranker), FEATURES, strict=True
            ):
                file = Path(__file__).parent / "models" / f"{kind}-{names[0]}.json"
                _write(file, model, features, {"trained on": [names[0]]})
    print(json.dumps(results, indent=1))
    if write:
        shipped = (
            fit([block for part in mixed for block in part.blocks()], penalty=1.0),
            fit([block for part in steps for block in part], penalty=0.1),
        )
        about: dict[str, object] = {
            "trained on": [part.terms.name for part in clean],
            "also": "labels from CC-CEDICT (CC BY-SA 4.0, cc-cedict.org)",
            "each judged with the weights of the other": results,
        }
        for file, model, features in zip(
            ("pairing/weights.json", "ranking/rerank_weights.json"), shipped, FEATURES, strict=True
        ):
            _write(Path(__file__).parents[2] / "glossary" / file, model, features, about)


def _write(
    file: Path, model: Logistic, features: tuple[str, ...], about: dict[str, object]
) -> None:
    file.parent.mkdir(exist_ok=True)
    about = {"by": "benchmarks/training/train_pairing.py", **about}
    file.write_text(write_logistic(model, features, about), "utf-8")


if __name__ == "__main__":
    main()
