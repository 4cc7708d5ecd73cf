"""Train the weights of the search for excerpts and write aligner/alignment/excerpt_weights.json.

    python benchmarks/train_excerpts.py --data FOLDER --work CACHE [--out FILE]

The cases are those of excerpts-dev and, made from each, a harder one: the Chinese counterpart of
every second block of four to eight beads is taken out of the target text (of all blocks in every
third case). What is left of the English is about the same matter, in the same style, without a
counterpart: the topical distractors that quoted excerpts have around them.

The bead weights maximise the likelihood of the gold links in the lattice with jumps (a penalised
conditional likelihood, L-BFGS). All figures are also given cross-validated: five folds by source
document. The calibration is made from the cross-validated probabilities only.
"""

import argparse
import json
import os
import pickle
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from aligner.alignment.excerpt_model import (
    ANYWHERE_NAMES,
    PAIR_NAMES,
    default_excerpt_model,
    read_excerpt_model,
)
from aligner.alignment.features import INDEX
from aligner.alignment.fields import _backgrounds, _without_shared
from aligner.alignment.journey import Field, Prices, find_travels
from aligner.alignment.lattice import BEADS, FORBIDDEN
from aligner.alignment.model import excerpt_lattice
from aligner.alignment.occurrences import find_occurrences
from aligner.alignment.passages import Place
from aligner.alignment.scoring import walk_features
from aligner.alignment.sections import gather_sections
from aligner.alignment.sentences import Sentences
from aligner.alignment.survey import Survey, survey_texts
from aligner.encoders.cached import CachedEncoder, MemoryStore
from aligner.encoders.registry import load_encoder

EVIDENCE = (
    "cosine", "margin", "coverage-low", "sure-source", "sure-target", "missing-source",
    "missing-target", "numbers-shared", "numbers-missing-source", "numbers-missing-target",
    "length-off",
)  # fmt: skip
BEAD = ("lattice", "constant", "source-sentences", "target-sentences", *ANYWHERE_NAMES, *EVIDENCE)
EMPTY = ("lattice", "source", "target")
START = {
    "lattice": 1.0, "target-sentences": -3.7, "source-margin-anywhere": 6.0,
    "target-margin-anywhere": 5.0, "numbers-shared": 1.0,
}  # fmt: skip
START_EMPTY = {"lattice": 1.5, "source": -1.5, "target": -2.0}
START_ENTER, START_ABSENT = -6.0, 0.0
PENALTY = 0.02
FEWEST, CAUTION = 30, 1.5
HARDER = 1.0
"""What a made case counts beside a given one."""
FOLDS = 5


@dataclass
class Case:
    """A text pair with its gold links and, once prepared, the features of its fields."""

    name: str
    group: str
    source: list[str]
    target: list[str]
    beads: set[tuple[tuple[int, ...], tuple[int, ...]]]
    survey: Survey | None = None
    fields: list[tuple[Place, dict[int, np.ndarray], np.ndarray]] | None = None
    """Place, features of each bead number in the order of the weights, gold mask."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=os.environ.get("DUIZHAO_EVAL"))
    parser.add_argument("--work", type=Path, required=True)
    default = Path(__file__).parents[1] / "aligner" / "alignment" / "excerpt_weights.json"
    parser.add_argument("--out", type=Path, default=default)
    parser.add_argument("--ablate", default="", help="names of weights to leave out, with commas")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    cases = read_cases(Path(arguments.data) / "excerpts-dev")
    cases += [harder(case, k) for k, case in enumerate(cases) if case.beads]
    prepared = prepare(cases, arguments.work / "cases.pkl")
    frozen = {name for name in arguments.ablate.split(",") if name}
    train_all(prepared, frozen, arguments.out, arguments.work)


def read_cases(folder: Path) -> list[Case]:
    cases = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        source, target = (
            path.with_suffix(suffix).read_text("utf-8").splitlines() for suffix in (".en", ".zh")
        )
        beads = {(tuple(s), tuple(t)) for s, t in gold["beads"] + gold["alternatives"]}
        cases.append(Case(path.stem, gold["source"], source, target, beads))
    return cases


def harder(case: Case, number: int) -> Case:
    """The case without the counterparts of half of its beads, or of all of them."""
    chance = np.random.default_rng(number)
    beads = sorted(case.beads)
    by_source: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for s, t in beads:
        by_source.setdefault(s, []).append(t)
    gone: set[int] = set()
    keep = bool(chance.integers(2))
    left = int(chance.integers(4, 9))
    for targets in by_source.values():
        if not keep or number % 3 == 0:
            gone.update(j for t in targets for j in t)
        left -= 1
        if not left:
            keep, left = not keep, int(chance.integers(4, 9))
    new = np.cumsum([j not in gone for j in range(len(case.target))]) - 1
    kept = {(s, tuple(int(new[j]) for j in t)) for s, t in beads if not gone.intersection(t)}
    target = [text for j, text in enumerate(case.target) if j not in gone]
    return Case(case.name + "-harder", case.group, case.source, target, kept)


def prepare(cases: list[Case], cache: Path) -> list[Case]:
    """The cases with their surveys and fields; kept in a file for the next run."""
    if cache.exists():
        return pickle.loads(cache.read_bytes())
    encoder = CachedEncoder(load_encoder("embedded"), MemoryStore())
    model, lattice = default_excerpt_model(), excerpt_lattice()
    prepared = []
    for case in cases:
        texts = Sentences(tuple(case.source), "en"), Sentences(tuple(case.target), "zh")
        survey = survey_texts(*(encoder.encode(side.texts) for side in texts), model)
        places = survey.places()
        fields = []
        if places:
            sections = gather_sections(*texts, places, encoder).with_ratio(survey)
            fields = [
                measure(place, sections.cut(place), survey, case, lattice) for place in places
            ]
        prepared.append(replace(case, survey=survey, fields=fields))
        print(case.name, len(places), flush=True)
    cache.write_bytes(pickle.dumps(prepared, protocol=5))
    return prepared


def measure(place: Place, pair: Any, survey: Survey, case: Case, lattice: Any) -> Any:
    """The features of one field, and which of its beads are gold."""
    parts: dict[int, list[np.ndarray]] = {}
    for number, rows, features, valid in walk_features(pair, place.band):
        score = lattice.score(number, features)
        if number < 2:
            marks = [np.full(score.shape, float(number == k)) for k in (0, 1)]
            stack = [score, *marks]
        else:
            n, m = BEADS[number]
            cosine = features[INDEX["cosine"]]
            stack = [score, *(np.full(score.shape, float(x)) for x in (1, n, m))]
            stack += [cosine - b for b in _backgrounds(survey, place, number, rows)]
            stack += [features[INDEX[name]] for name in EVIDENCE]
        part = np.stack([np.where(valid, x, np.nan) for x in stack]).astype(np.float32)
        parts.setdefault(number, []).append(part)
    values = {number: np.concatenate(part, axis=1) for number, part in parts.items()}
    return place, values, gold_mask(place, case)


def gold_mask(place: Place, case: Case) -> np.ndarray:
    mask = np.zeros((len(BEADS), len(place.band.lows), place.band.width), bool)
    for s, t in case.beads:
        size, r = (len(s), len(t)), s[0] - place.source.start
        inside = r >= 0 and s[-1] < place.source.end and t[-1] < place.target.end
        if size in BEADS and inside:
            c = t[0] - place.target.start - int(place.band.lows[r])
            if 0 <= c < place.band.width:
                mask[BEADS.index(size), r, c] = True
    return mask


# -- training --------------------------------------------------------------------------------


def start() -> np.ndarray:
    beads = [START.get(name, 0.0) for name in BEAD]
    return np.array(
        [*beads, *(START_EMPTY[name] for name in EMPTY), START_ENTER, START_ABSENT], float
    )


def open_fields(case: Case, weights: np.ndarray) -> list[Field]:
    fields: list[Field] = []
    for place, values, _ in case.fields or []:
        scores = np.full((len(BEADS), len(place.band.lows), place.band.width), FORBIDDEN)
        for number, x in values.items():
            own = weights[len(BEAD) : len(BEAD) + len(EMPTY)] if number < 2 else weights
            value = np.tensordot(own[: len(x)].astype(np.float32), x, axes=1)
            scores[number] = np.where(np.isnan(value), FORBIDDEN, value)
        field = Field(place.source.start, place.target.start, place.band, scores)
        fields.append(_without_shared(field, fields))
    return fields


def prices_of(case: Case, weights: np.ndarray, extra: Any = 0.0) -> Prices:
    enter = weights[-2] - np.log(len(case.target))
    return Prices(enter, np.full(len(case.source), weights[-1]) + extra, excerpt_lattice().gap)


def loss(weights: np.ndarray, cases: list[Case], origin: np.ndarray) -> tuple[float, np.ndarray]:
    total = PENALTY * float(((weights - origin) ** 2).sum())
    gradient = 2 * PENALTY * (weights - origin)
    for case in cases:
        fields = open_fields(case, weights)
        free = find_travels(fields, prices_of(case, weights))
        linked = {i for s, _ in case.beads for i in s}
        must = np.array([FORBIDDEN if i in linked else 0.0 for i in range(len(case.source))])
        masks = [mask for _, _, mask in case.fields or []]
        own = [k for k, mask in enumerate(masks) if mask.any()]
        gold = find_travels(
            [gold_field(fields[k], masks[k], linked) for k in own],
            prices_of(case, weights, must),
        )
        right = dict(zip(own, gold.beads, strict=True))
        share = HARDER if case.name.endswith("harder") else 1.0
        total += share * (free.log_total - gold.log_total)
        for k, (_, values, _) in enumerate(case.fields or []):
            for number, x in values.items():
                excess = free.beads[k][number] - (right[k][number] if k in right else 0)
                there = np.abs(excess) > 1e-7
                part = share * (x[:, there] @ excess[there])
                at = len(BEAD) if number < 2 else 0
                gradient[at : at + len(part)] += part
        gradient[-2] += share * (free.entries - gold.entries)
        gradient[-1] += share * (free.absent - gold.absent).sum()
    return total, gradient


def gold_field(field: Field, mask: np.ndarray, linked: set[int]) -> Field:
    allowed = mask.copy()
    allowed[1] = True
    allowed[0] = np.array([i not in linked for i in field.rows])[:, None]
    return replace(field, scores=np.where(allowed, field.scores, FORBIDDEN))


def train(cases: list[Case], frozen: set[str], begin: np.ndarray, steps: int) -> np.ndarray:
    origin = start()
    names = [*BEAD, *("empty-" + name for name in EMPTY), "enter", "absent"]
    free = np.array([name not in frozen for name in names])
    origin[~free] = 0.0
    begin = np.where(free, begin, 0.0)

    def objective(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = loss(weights, cases, origin)
        return value, np.where(free, gradient, 0.0)

    options = {"maxiter": steps, "ftol": 5e-5}
    found = minimize(objective, begin, jac=True, method="L-BFGS-B", options=options)
    print(f"  loss {found.fun:.1f} after {found.nit} steps", flush=True)
    return np.asarray(found.x)


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
    """Log-likelihood ratio of true against chance neighbours (logistic regression, Newton)."""
    rows, labels = [], []
    for case in cases:
        if case.survey is None or case.name.endswith("harder"):
            continue
        near = case.survey.neighbours
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
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(weights))
        step = np.linalg.solve(hessian, x.T @ (p - y) + penalty * weights)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


# -- judging ---------------------------------------------------------------------------------


def judge(case: Case, weights: np.ndarray, judged: list[tuple[str, float, bool]]) -> Any:
    """The links found with weights that never saw the case, each right or wrong."""
    found = find_occurrences(open_fields(case, weights), prices_of(case, weights), case.target)
    linked = {i for s, _ in case.beads for i in s}
    linked_target = {j for _, t in case.beads for j in t}
    mine: set[int] = set()
    mine_target: set[int] = set()
    rows = []
    for bead in found.beads:
        s, t = range(bead.i, bead.i + bead.n), range(bead.j, bead.j + bead.m)
        right = (tuple(s), tuple(t)) in case.beads
        kind = "repeat" if bead.walk and not bead.copied else "link"
        judged.append((kind, bead.probability, right))
        rows.append((tuple(s), tuple(t), bead.walk, bead.probability, right))
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
    """Slope and offset of the log-odds for each kind of statement (Platt 1999)."""
    made = {}
    for kind in ("link", "repeat", "absent"):
        rows = [(p, right) for k, p, right in judged if k == kind]
        if len(rows) < FEWEST:
            # Too few to fit: as the links are, less the caution that another place asks for.
            made[kind] = [made["link"][0], short(made["link"][1] - CAUTION)]
            continue
        p = np.clip([p for p, _ in rows], 1e-6, 1 - 1e-6)
        y = np.array([right for _, right in rows], float)
        # Platt's targets keep a perfect score from making the slope infinite.
        high, low = (y.sum() + 1) / (y.sum() + 2), 1 / (len(y) - y.sum() + 2)
        odds = np.log(p / (1 - p))
        slope_offset = logistic(
            np.column_stack([odds, np.ones(len(p))]), np.where(y > 0, high, low)
        )
        made[kind] = [short(x) for x in slope_offset]
        shown = 1 / (1 + np.exp(-(slope_offset[0] * odds + slope_offset[1])))
        print(f"{kind}: {len(y)}, right {y.mean():.3f}, {made[kind]}; ECE before "
              f"{ece(p, y):.4f}, after {ece(shown, y):.4f}")  # fmt: skip
    return made


def ece(p: np.ndarray, y: np.ndarray) -> float:
    """Expected calibration error over ten equal bins."""
    bins = np.minimum((np.asarray(p) * 10).astype(int), 9)
    return float(sum(abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean()
                     for b in range(10) if (bins == b).any()))  # fmt: skip


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


def short(number: float) -> float:
    return float(f"{number:.4g}")


if __name__ == "__main__":
    main()
