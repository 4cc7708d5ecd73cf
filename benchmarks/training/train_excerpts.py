"""Train the weights of the excerpt search and write `excerpt_weights.json`.

    python -m benchmarks.training.train_excerpts --data FOLDER --work CACHE [--out FILE]

The cases are those of excerpts-dev and harder ones made from them (`excerpt_cases`). All figures
are also cross-validated: five folds by source document. The calibration is fitted to the
cross-validated probabilities only.
"""

import argparse
import json
import os
import pickle
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from aligner.alignment.excerpts.excerpt_model import PAIR_NAMES, read_excerpt_model
from aligner.alignment.excerpts.repeats import find_repeats
from aligner.logistic import log_odds, sigmoid
from benchmarks.training.excerpt_cases import BEAD, EMPTY, Case, harder, prepare, read_cases
from benchmarks.training.excerpt_fit import costs_of, score_case_regions, start, train
from benchmarks.training.lattice_calibration import ece
from benchmarks.training.lattice_weights import short

FEWEST, CAUTION = 30, 1.5
FOLDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=os.environ.get("DUIZHAO_EVAL"))
    parser.add_argument("--work", type=Path, required=True)
    shelf = Path(__file__).parents[2] / "aligner" / "alignment" / "excerpts"
    parser.add_argument("--out", type=Path, default=shelf / "excerpt_weights.json")
    parser.add_argument(
        "--ablate", default="", help="names of weights to leave out, separated by commas"
    )
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    cases = read_cases(Path(arguments.data) / "excerpts-dev")
    cases += [harder(case, k) for k, case in enumerate(cases) if case.beads]
    prepared = prepare(cases, arguments.work / "cases.pkl")
    frozen = {name for name in arguments.ablate.split(",") if name}
    train_all(prepared, frozen, arguments.out, arguments.work)


def train_all(cases: list[Case], frozen: set[str], out: Path, work: Path) -> None:
    pair = pair_weights(cases)
    whole = train(cases, frozen, start(), 30)
    groups = sorted({case.group for case in cases})
    judged: list[tuple[str, float, bool]] = []
    results: dict[str, Any] = {}
    made = [whole]
    for fold in range(FOLDS):
        held = set(groups[fold::FOLDS])
        weights = train([c for c in cases if c.group not in held], frozen, whole, 12)
        made.append(weights)
        for case in cases:
            if case.group in held:
                results[case.name] = judge(case, weights, judged)
    (work / "weights.pkl").write_bytes(pickle.dumps(made))
    show(cases, results)
    data = as_json(pair, whole, calibration(judged))
    read_excerpt_model(data)
    out.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


def pair_weights(cases: list[Case]) -> dict[str, float]:
    """Log-likelihood ratio of true to chance neighbours (logistic regression, Newton's method)."""
    rows, labels = [], []
    for case in cases:
        if case.search is None or case.name.endswith("harder"):
            continue
        near = case.search.neighbours
        gold = {(i, j) for s, t in case.beads for i in s for j in t}
        columns = (near.cosine, near.source_margin, near.target_margin,
                   near.source_best, near.target_best)  # fmt: skip
        rows.append(np.column_stack(columns).astype(float))
        labels += [(i, j) in gold for i, j in zip(near.source, near.target, strict=True)]
    x, y = np.vstack(rows), np.array(labels, float)
    weights = logistic(np.column_stack([np.ones(len(x)), x]), y)
    weights[0] -= np.log(y.mean() / (1 - y.mean()))
    return dict(zip(("constant", *PAIR_NAMES), map(short, weights), strict=True))


def logistic(x: np.ndarray, y: np.ndarray, penalty: float = 1e-2) -> np.ndarray:
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = sigmoid(x @ weights)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(weights))
        step = np.linalg.solve(hessian, x.T @ (p - y) + penalty * weights)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


# -- judging ---------------------------------------------------------------------------------


def judge(case: Case, weights: np.ndarray, judged: list[tuple[str, float, bool]]) -> Any:
    """Find links with weights that never saw the case; each goes into `judged`, right or wrong."""
    found = find_repeats(score_case_regions(case, weights), costs_of(case, weights), case.target)
    linked = {i for s, _ in case.beads for i in s}
    linked_target = {j for _, t in case.beads for j in t}
    mine: set[int] = set()
    mine_target: set[int] = set()
    rows = []
    for bead in found.beads:
        s, t = range(bead.i, bead.i + bead.n), range(bead.j, bead.j + bead.m)
        right = (tuple(s), tuple(t)) in case.beads
        kind = "repeat" if bead.path and not bead.is_copy else "link"
        judged.append((kind, bead.probability, right))
        rows.append((tuple(s), tuple(t), bead.path, bead.probability, right))
        mine.update(s)
        mine_target.update(t)
    absent = [i for i in range(len(case.source)) if i not in mine]
    judged += [("absent", float(found.source_absent[i]), i not in linked) for i in absent]
    judged += [
        ("absent-target", float(p), j not in linked_target)
        for j, p in enumerate(found.target_absent)
        if j not in mine_target
    ]
    return rows, absent, linked


def show(cases: list[Case], results: dict[str, Any]) -> None:
    for title, chosen in (
        ("excerpts-dev", [c for c in cases if not c.name.endswith("harder")]),
        ("harder", [c for c in cases if c.name.endswith("harder")]),
        ("harder, nothing left", [c for c in cases if c.name.endswith("harder") and not c.beads]),
    ):
        count: Counter[str] = Counter()
        for case in chosen:
            rows, absent, linked = results[case.name]
            first = {(s, t) for s, t, walk, _, _ in rows if not walk}
            count["predicted"] += len(rows)
            count["right"] += sum(right for *_, right in rows)
            count["in unrelated"] += 0 if case.beads else len(rows)
            count["sure and wrong"] += sum(p > 0.5 and not right for *_, p, right in rows)
            by_source = {s for s, _ in case.beads}
            count["gold"] += len(by_source)
            count["found"] += len({s for s, t in first if (s, t) in case.beads})
            count["absent"] += len(absent)
            count["absent right"] += sum(i not in linked for i in absent)
            count["absent gold"] += len(case.source) - len(linked)
        precision = count["right"] / max(1, count["predicted"])
        recall = count["found"] / max(1, count["gold"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(
            f"{title}: strict P {precision:.4f} R {recall:.4f} F1 {f1:.4f}; absent P "
            f"{count['absent right'] / max(1, count['absent']):.4f} R "
            f"{count['absent right'] / max(1, count['absent gold']):.4f}; "
            f"{dict(count)}",
            flush=True,
        )


def calibration(judged: list[tuple[str, float, bool]]) -> dict[str, list[float]]:
    """Fit slope and offset of the log-odds for each kind of link (Platt 1999)."""
    made = {}
    for kind in ("link", "repeat", "absent"):
        rows = [(p, right) for k, p, right in judged if k == kind]
        if len(rows) < FEWEST:
            # Too few to fit: like the links, less the caution that another region calls for.
            made[kind] = [made["link"][0], short(made["link"][1] - CAUTION)]
            continue
        odds = np.array([log_odds(p) for p, _ in rows])
        p = sigmoid(odds)
        y = np.array([right for _, right in rows], float)
        # With Platt's targets a perfect score does not make the slope infinite.
        high, low = (y.sum() + 1) / (y.sum() + 2), 1 / (len(y) - y.sum() + 2)
        slope_offset = logistic(
            np.column_stack([odds, np.ones(len(p))]), np.where(y > 0, high, low)
        )
        made[kind] = [short(x) for x in slope_offset]
        shown = sigmoid(slope_offset[0] * odds + slope_offset[1])
        print(f"{kind}: {len(y)}, right {y.mean():.3f}, {made[kind]}; ECE before "
              f"{ece(p, y):.4f}, after {ece(shown, y):.4f}")  # fmt: skip
    return made


def as_json(pair: dict[str, float], w: np.ndarray, made: dict[str, list[float]]) -> dict[str, Any]:
    n = len(BEAD)
    return {
        "pair": pair,
        "bead": dict(zip(BEAD, map(short, w[:n]), strict=True)),
        "empty": dict(zip(EMPTY, map(short, w[n : n + 3]), strict=True)),
        "enter": short(w[-2]),
        "absent": short(w[-1]),
        "calibration": made,
    }


if __name__ == "__main__":
    main()
