"""Learns `aligner/alignment/weights.json` from hand-aligned texts, and says how good it is.

    python benchmarks/train_lattice.py EVAL_FOLDER [--write] [--without magazine]

Two looks, as in the engine: weights for all beads near the path, then weights for the closer look
at those that stay likely. The second is fitted on first scores of texts unseen by the first.
The table leaves out one text at a time (and all of mac-dev a third at a time in the first look).
"""

import argparse
import json
import os
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from lattice_training import Parameters, Text, canonical, decode, fit

from aligner.alignment.candidates import find_band
from aligner.alignment.closeup import CLOSE_NAMES, CloseUp
from aligner.alignment.decoding import IN_QUESTION
from aligner.alignment.evidence import gather_pair
from aligner.alignment.features import EMPTY_NAMES, NAMES, Pair
from aligner.alignment.lattice import BEADS, Step
from aligner.alignment.model import SHAPES
from aligner.alignment.scoring import walk_features
from aligner.alignment.sentences import Sentences
from aligner.encoders.embedded import EmbeddedEncoder

SETS = {"mac-dev": ("en", "zh"), "magazine": ("en", "zh"), "textberg-dev": ("de", "fr")}
FIRST_PRIOR, SECOND_PRIOR = 50.0, 12.0
"""Best of 8, 30, 50, 100 and of 12, 30, 80 on texts left out; see docs/experiments.md."""
NEAR = 4
"""Columns beside the gold path whose beads the first fit looks at."""
COST = 0.45
WEIGHTS = Path(__file__).parent.parent / "aligner" / "alignment" / "weights.json"


def read_gold(path: Path) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    beads = []
    for line in path.read_text(encoding="utf-8").splitlines():
        left, right = line.split(":")[:2]
        ids = [tuple(int(x) for x in re.findall(r"\d+", side)) for side in (left, right)]
        beads.append((ids[0], ids[1]))
    return beads


def find_gold_path(
    gold: list[tuple[tuple[int, ...], tuple[int, ...]]], n: int, m: int
) -> list[Step]:
    """The gold as steps of the lattice; crossing beads are joined, beads too large are split."""
    joined: list[tuple[range, range]] = []
    for left, right in sorted(b for b in gold if b[0] and b[1]):
        a, b = range(left[0], left[-1] + 1), range(right[0], right[-1] + 1)
        if joined and (a.start < joined[-1][0].stop or b.start < joined[-1][1].stop):
            x, y = joined.pop()
            a, b = (
                range(x.start, max(x.stop, a.stop)),
                range(min(y.start, b.start), max(y.stop, b.stop)),
            )
        joined.append((a, b))
    steps: list[Step] = []
    i = j = 0
    for a, b in [*joined, (range(n, n), range(m, m))]:
        while i < a.start:
            steps.append(Step(0, i, j))
            i += 1
        while j < b.start:
            steps.append(Step(1, i, j))
            j += 1
        sizes = [(len(a), len(b))] if a or b else []
        if sizes and sizes[0] not in BEADS:
            few = min(len(a), len(b))
            sizes = [(len(a) - few + 1, len(b) - few + 1), *[(1, 1)] * (few - 1)]
        for size in sizes:
            steps.append(Step(BEADS.index(size), i, j))
            i, j = i + size[0], j + size[1]
    return steps


def first_text(name: str, pair: Pair, gold: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> Text:
    """The beads near the gold path with the features of the first look."""
    band = find_band(pair.source.runs[0], pair.target.runs[0])
    steps = find_gold_path(gold, pair.source.count, pair.target.count)
    path = np.array([(s.i, s.j) for s in steps] + [(pair.source.count, pair.target.count)])
    low = np.full(len(band.lows), 10**9)
    high = np.full(len(band.lows), -1)
    np.minimum.at(low, path[:, 0], path[:, 1])
    np.maximum.at(high, path[:, 0], path[:, 1])
    high = np.maximum.accumulate(high)
    low = np.minimum(low, high)
    lows = np.maximum(low - NEAR, 0)
    parts = []
    for number, rows, features, valid in walk_features(pair, band):
        i = np.arange(rows.start, rows.stop)
        j = band.lows[i, None] + np.arange(band.width)
        near = valid & (j >= lows[i, None]) & (j <= high[i, None] + NEAR)
        r, c = np.nonzero(near)
        values = features[:, r, c].T
        full = canonical(values, number, NAMES) if number > 1 else np.zeros((len(r), len(NAMES)))
        empty = values if number < 2 else np.zeros((len(r), len(EMPTY_NAMES)))
        parts.append((np.full(len(r), number), i[r], j[r, c], full, empty))
    beads, i, j, full, empty = (np.concatenate(p) for p in zip(*parts, strict=True))
    wanted = set(steps)
    is_gold = np.array(
        [Step(*s) in wanted for s in zip(beads.tolist(), i.tolist(), j.tolist(), strict=True)]
    )
    assert is_gold.sum() == len(steps), f"{name}: a gold bead lies outside the band"
    goings_on = sum(a.bead < 2 and b.bead < 2 for a, b in pairwise(steps))
    return Text(
        name, lows, int((high - lows).max()) + NEAR + 1, pair.target.count, beads, i, j,
        full.astype(np.float32), empty.astype(np.float32), is_gold, set(gold), goings_on,
    )  # fmt: skip


def second_text(first: Text, p: Parameters, closeup: CloseUp) -> Text:
    """The beads that stay likely by first scores, with the features of the closer look."""
    from lattice_training import SOURCE_SIZES, TARGET_SIZES, sum_paths

    scores = p.score(first)
    _, dense, _ = sum_paths(
        first.scatter(scores),
        first.lows,
        first.target_count,
        p.gap(first),
        SOURCE_SIZES,
        TARGET_SIZES,
    )
    likely = dense[first.beads, first.i, first.j - first.lows[first.i]] > IN_QUESTION
    kept = np.flatnonzero(likely | first.gold)
    steps = [Step(int(first.beads[k]), int(first.i[k]), int(first.j[k])) for k in kept]
    features = closeup.features(steps, np.ones(len(steps), np.bool_))
    for number in range(2, len(BEADS)):
        here = first.beads[kept] == number
        features[here] = canonical(features[here], number, CLOSE_NAMES)
    return Text(
        first.name, first.lows, first.width, first.target_count, first.beads[kept], first.i[kept],
        first.j[kept], features, (first.beads[kept, None] < 2).astype(np.float32), first.gold[kept],
        first.gold_beads, first.goings_on, scores[kept], p.gap(first),
    )  # fmt: skip


def judge(text: Text, p: Parameters) -> tuple[list[int], list[tuple[int, float, bool]]]:
    """Counts for F1 and, of each bead found, its number, probability and whether it is right."""
    found, judged = set(), []
    for bead, i, j, probability in decode(text, p, COST):
        n, m = BEADS[bead]
        ids = tuple(range(i, i + n)), tuple(range(j, j + m))
        found.add(ids)
        judged.append((bead, probability, ids in text.gold_beads))
    gold = {b for b in text.gold_beads if b[0] and b[1]}
    right = found & text.gold_beads
    return [len(right), len(found), len(right & gold), len(gold)], judged


def f1(counts: Sequence[Sequence[int]]) -> float:
    right, found, full, gold = np.sum(counts, axis=0)
    precision, recall = right / found, full / gold
    return float(2 * precision * recall / (precision + recall))


def fit_curve(judged: list[tuple[int, float, bool]]) -> dict[str, float]:
    """Slope and shift of the logistic calibration (Platt 1999)."""
    from scipy.optimize import minimize

    p = np.clip([q for _, q, _ in judged], 1e-4, 1 - 1e-4)
    odds, sign = np.log(p / (1 - p)), np.array([1 if right else -1 for _, _, right in judged])

    def loss(x: np.ndarray) -> float:  # type: ignore[type-arg]
        wrong = np.logaddexp(0, -sign * (x[0] * odds + x[1])).sum()
        return float(wrong + 0.5 * ((x[0] - 1) ** 2 + x[1] ** 2))

    slope, shift = minimize(loss, [1.0, 0.0]).x
    return {"slope": short(slope), "shift": short(shift)}


def short(value: float) -> float:
    return float(f"{float(value):.4g}")


def describe(p: Parameters, names: tuple[str, ...]) -> dict[str, object]:
    """Parameters as `weights.json` has them."""
    constants = p.bead_constants()
    return {
        "going_on": short(p.going_on),
        "constants": {
            f"{n}-{m}": short(constants[k]) for k, (n, m) in enumerate(BEADS) if n >= m and k > 1
        },
        "weights": {
            shape: {name: short(w) for name, w in zip(names, row, strict=True)}
            for shape, row in zip(SHAPES, p.weights(), strict=True)
        },
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=os.environ.get("DUIZHAO_EVAL"), type=Path)
    parser.add_argument("--without", action="append", default=[], help="a set to leave out")
    parser.add_argument("--write", action="store_true", help="write the weights of all texts")
    options = parser.parse_args()
    encoder = EmbeddedEncoder()
    texts, closeups = [], {}
    for name, languages in SETS.items():
        if name in options.without:
            continue
        for path in sorted((options.folder / name).glob("*.gold")):
            sides = tuple(
                Sentences(tuple(path.with_suffix(f".{x}").read_text("utf-8").splitlines()), x)
                for x in languages
            )
            pair = gather_pair(sides[0], sides[1], encoder)
            texts.append(first_text(path.stem, pair, read_gold(path)))
            closeups[path.stem] = CloseUp((sides[0], sides[1]), pair, encoder)
            print(path.stem, len(texts[-1].beads), "beads", flush=True)
    mac = [t for t in texts if t.name.startswith("mac-dev")]
    folds = [mac[k::3] for k in range(3)] + [[t] for t in texts if t not in mac]
    seconds = []
    for held in folds:
        p = fit([t for t in texts if t not in held], FIRST_PRIOR, 60)
        seconds += [second_text(t, p, closeups[t.name]) for t in held]
    results = {
        t.name: judge(t, fit([s for s in seconds if s is not t], SECOND_PRIOR, 40)) for t in seconds
    }
    for name in SETS:
        chosen = [counts for text, (counts, _) in results.items() if text.startswith(name)]
        if chosen:
            print(f"{name:14} strict F1 on texts left out {f1(chosen):.4f}")
    judged = [
        x for name, (_, found) in results.items() if name.startswith("mac-dev") for x in found
    ]
    if not options.write:
        return
    first, second = fit(texts, FIRST_PRIOR, 80), fit(seconds, SECOND_PRIOR, 60)
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    data["first look"] = describe(first, NAMES)
    data["first look"]["empty"] = {
        name: short(w) for name, w in zip(EMPTY_NAMES, first.empty, strict=True)
    }
    data["second look"] = describe(second, CLOSE_NAMES)
    data["second look"]["scale"] = short(second.scale)
    data["second look"]["going_on"] = short(second.going_on + second.scale * first.going_on)
    data["second look"]["constants"]["1-0"] = short(second.empty[0])
    kinds = {"one-one": lambda k: BEADS[k] == (1, 1), "many-one": lambda k: k > 2}
    for kind, belongs in kinds.items():
        data["calibration"][kind] = fit_curve([x for x in judged if belongs(x[0])])
    data["calibration"]["many-many"] = data["calibration"]["many-one"]
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
