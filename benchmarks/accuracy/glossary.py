"""Measure the glossary on the sets with known terms, beside two simple methods of pairing.

    python -m benchmarks.accuracy.glossary EVAL_FOLDER [--sets terms-tico19] [--json]

Each set is judged with the weights that were trained on the other (benchmarks/training/models). The
two simple methods get the same candidates: one uses co-occurrence alone (Dice over links), the
other the encoder alone (the most similar candidate in the links of a term).
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import polars as pl

from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.encoders.protocol import Encoder
from aligner.term import Term
from benchmarks.accuracy.term_sets import TermSet, load_scorer, load_set
from benchmarks.training.train_pairing import calibration_error
from glossary.candidates.corpus_index import CorpusIndex, index_corpus
from glossary.exporters.export_terms import export_terms
from glossary.pairing.cooccurrence import count_links, find_links
from glossary.pairing.features import PAIR_FEATURES
from glossary.pairing.logistic import Logistic, read_logistic
from glossary.pairing.scoring import match_candidates, pair_probability
from glossary.ranking.make_terms import make_terms
from glossary.ranking.options import RankingOptions
from glossary.ranking.rank import rank
from glossary.ranking.rerank import RERANK_FEATURES

OTHER = {"terms-tico19": "terms-hkma-dev", "terms-hkma-dev": "terms-tico19"}
Row = tuple[str, str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, default=os.environ.get("DUIZHAO_EVAL"), nargs="?")
    parser.add_argument("--sets", default="terms-tico19,terms-hkma-dev")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    results = {}
    for name in args.sets.split(","):
        results[name] = measure_set(load_set(args.folder, name), load_scorer(args.folder))
        if not args.json:
            _print(name, results[name])
    if args.json:
        print(json.dumps(results, indent=1))


def measure_set(terms: TermSet, scorer: ModuleType) -> dict[str, Any]:
    """Scores of our method and of the two simple ones."""
    gold_file = Path(scorer.__file__ or "").parents[1] / terms.name / "gold.tsv"
    encoder = EmbeddedEncoder()
    result: dict[str, Any] = {}
    started = time.process_time()
    index = index_corpus(terms.bitexts)
    matching = match_candidates(index, encoder)
    probability = pair_probability(matching, load_trained("pairing", terms.name, PAIR_FEATURES))
    reranker = load_trained("rerank", terms.name, RERANK_FEATURES)
    for label, ranking in (
        ("ours, 4,000 entries", RankingOptions(limit=4000, min_confidence=0.19, least_value=-99)),
        ("ours, all", RankingOptions(limit=10**9, min_confidence=0.19, least_value=-99)),
    ):
        chosen = rank(index, matching, probability, ranking, reranker)
        entries = make_terms(index, matching, chosen)
        result[label] = score(scorer, gold_file, entries)
        result[label]["calibration"] = calibration(terms, entries)
        result[label]["seconds"] = round(time.process_time() - started, 1)
    for label, way in (("Dice only", pair_by_dice), ("encoder only", pair_by_cosine)):
        rows = way(index, encoder)
        entries = [Term(s, t, "en", "zh", c) for s, t, c in rows]
        result[label] = score(scorer, gold_file, entries[:4000])
        result[f"{label}, all"] = score(scorer, gold_file, entries)
    result["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return result


def load_trained(kind: str, name: str, features: tuple[str, ...]) -> Logistic:
    """Load a model that was trained on the other set."""
    path = Path(__file__).parents[1] / "training" / "models" / f"{kind}-{OTHER[name]}.json"
    return read_logistic(path.read_text(encoding="utf-8"), features)


def score(scorer: ModuleType, gold_file: Path, entries: Sequence[Term]) -> dict[str, Any]:
    """Scores that the scorer gives to the exported CSV."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "glossary.csv"
        export_terms("csv", entries, path)
        found: dict[str, Any] = scorer.evaluate(scorer.read_gold(gold_file), scorer.read_pred(path))
    return found


def calibration(terms: TermSet, entries: Sequence[Term]) -> dict[str, Any]:
    """Calibration in five bins, over the entries whose source is a gold term."""
    rows = [
        (entry.confidence, float(terms.target_key(entry.target) in terms.gold[key]))
        for entry in entries
        if (key := terms.source_key(entry.source)) in terms.gold
    ]
    probability, right = np.array(rows).T
    bins = np.minimum((probability * 5).astype(int), 4)
    return {
        "ECE": round(calibration_error(probability, right), 3),
        "bins": [
            [round(float(values[bins == b].mean()), 2) for values in (probability, right)]
            + [int((bins == b).sum())]
            for b in range(5)
            if (bins == b).any()
        ],
    }  # fmt: skip


def pair_by_dice(index: CorpusIndex, _encoder: Encoder) -> list[Row]:
    """Pair each source candidate found twice with the target candidate of the highest Dice."""
    frame = _together(index).with_columns(
        score=2 * pl.col("joint") / (pl.col("source_links") + pl.col("target_links"))
    )
    return _best(index, frame, pl.col("score") * pl.col("joint").log1p())


def pair_by_cosine(index: CorpusIndex, encoder: Encoder) -> list[Row]:
    """Pair each source candidate found twice with the most similar candidate in its links."""
    frame = _together(index)
    vectors = []
    for spans, side in zip(index.spans, ("source", "target"), strict=True):
        wanted = frame[side].unique().sort().to_numpy()
        table = np.zeros((len(spans.keys), encoder.dimension), dtype=np.float32)
        table[wanted] = encoder.encode([spans.keys[i] for i in wanted.tolist()])
        vectors.append(table)
    source, target = frame["source"].to_numpy(), frame["target"].to_numpy()
    cosine = np.concatenate(
        [
            np.einsum("ij,ij->i", vectors[0][source[i : i + 50_000]],
                      vectors[1][target[i : i + 50_000]])
            for i in range(0, len(source), 50_000)
        ]
    )  # fmt: skip
    return _best(index, frame.with_columns(score=pl.Series(cosine)), pl.col("score"))


def _together(index: CorpusIndex) -> pl.DataFrame:
    """Pairs of candidates that occur together in two links or more, with their counts."""
    sides = []
    for number, (spans, name) in enumerate(zip(index.spans, ("source", "target"), strict=True)):
        links = count_links(spans, [pair[number] for pair in index.link_sentences])
        often = np.flatnonzero(links >= 2).astype(np.int32)
        where = find_links(spans, [pair[number] for pair in index.link_sentences], often)
        sides.append((where.rename({"candidate": name}), links))
    parts = []
    everything = (
        sides[0][0].with_columns(part=pl.col("source") % 40).partition_by("part", include_key=False)
    )
    for part in everything:
        joint = part.join(sides[1][0], on="link").group_by("source", "target").len("joint")
        parts.append(joint.filter(pl.col("joint") >= 2))
    frame: pl.DataFrame = pl.concat(parts).sort("source", "target")
    return frame.with_columns(
        source_links=pl.Series(sides[0][1][frame["source"].to_numpy()]),
        target_links=pl.Series(sides[1][1][frame["target"].to_numpy()]),
    )


def _best(index: CorpusIndex, frame: pl.DataFrame, order: pl.Expr) -> list[Row]:
    first = (
        frame.with_columns(order=order)
        .sort("score", "joint", "target", descending=[True, True, False])
        .group_by("source", maintain_order=True)
        .first()
        .sort("order", "source", descending=[True, False])
    )
    keys = index.source.spans.keys, index.target.spans.keys
    top = float(first["order"].max() or 1.0)  # type: ignore[arg-type]
    return [
        (keys[0][s], keys[1][t], value / top)
        for s, t, value in first.select("source", "target", "order").iter_rows()
    ]


def _print(name: str, result: dict[str, Any]) -> None:
    print(f"\n{name}")
    for label, scores in result.items():
        if not isinstance(scores, dict):
            print(f"{label}: {scores}")
            continue
        cuts = scores["at"]
        line = "  ".join(
            f"@{cut} {cuts[cut]['source_recall']:.3f}/{cuts[cut]['recall']:.3f}"
            for cut in ("200", "500", "1000", "all")
        )
        accuracy = scores["translation"]
        print(
            f"{label:20} rows {scores['predicted_rows']:6} {line}  accuracy top "
            f"{accuracy['accuracy_top']:.3f} any {accuracy['accuracy_any']:.3f}"
        )
        if "calibration" in scores:
            print(f"{'':20} {scores['calibration']}  {scores['seconds']} s CPU")


if __name__ == "__main__":
    main()
