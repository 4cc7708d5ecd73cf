"""The excerpt cases that the excerpt search is trained on, with the features of their regions.

Each given case also comes in a harder form: the Chinese counterpart of every second block of four
to eight beads is removed from the target text (of every block in each third case). The English that
remains is on the same subject, in the same style, without a counterpart, as the surroundings of a
quoted excerpt are.
"""

import json
import pickle
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from aligner.alignment.excerpts.excerpt_model import ANYWHERE_NAMES, default_excerpt_model
from aligner.alignment.excerpts.passage_search import PassageSearch, search_passages
from aligner.alignment.excerpts.regions import _backgrounds
from aligner.alignment.excerpts.seed_chains import Region
from aligner.alignment.excerpts.subset import encode_subset
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.lattice.beads import BEADS
from aligner.alignment.model.bead_model import Model, excerpt_bead_model
from aligner.alignment.model.scoring import walk_features
from aligner.encoders.cached import CachedEncoder, MemoryStore
from aligner.encoders.registry import load_encoder

EVIDENCE = (
    "cosine", "margin", "coverage-low", "sure-source", "sure-target", "missing-source",
    "missing-target", "numbers-shared", "numbers-missing-source", "numbers-missing-target",
    "length-off",
)  # fmt: skip
BEAD = ("lattice", "constant", "source-sentences", "target-sentences", *ANYWHERE_NAMES, *EVIDENCE)
EMPTY = ("lattice", "source", "target")


Measured = tuple[Region, dict[int, np.ndarray], np.ndarray]
"""A region, the features of each bead number in the order of the weights, and its gold mask.

Features have shape (names, rows, width), NaN where no bead fits; the mask (beads, rows, width)."""


@dataclass
class Case:
    """A text pair with its gold links and, once prepared, the features of its regions."""

    name: str
    group: str
    source: list[str]
    target: list[str]
    beads: set[tuple[tuple[int, ...], tuple[int, ...]]]
    search: PassageSearch | None = None
    regions: list[Measured] | None = None


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
    """Make the case without the counterparts of half of its beads, or of all of them."""
    chance = np.random.default_rng(number)
    beads = sorted(case.beads)
    by_source: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for s, t in beads:
        by_source.setdefault(s, []).append(t)
    removed: set[int] = set()
    keep = bool(chance.integers(2))
    left = int(chance.integers(4, 9))
    for targets in by_source.values():
        if not keep or number % 3 == 0:
            removed.update(j for t in targets for j in t)
        left -= 1
        if not left:
            keep, left = not keep, int(chance.integers(4, 9))
    new = np.cumsum([j not in removed for j in range(len(case.target))]) - 1
    kept = {(s, tuple(int(new[j]) for j in t)) for s, t in beads if not removed.intersection(t)}
    target = [text for j, text in enumerate(case.target) if j not in removed]
    return Case(case.name + "-harder", case.group, case.source, target, kept)


def prepare(cases: list[Case], cache: Path) -> list[Case]:
    """Search the cases and measure their regions; the result is kept in a file for the next run."""
    if cache.exists():
        return pickle.loads(cache.read_bytes())
    encoder = CachedEncoder(load_encoder("embedded"), MemoryStore())
    model, lattice = default_excerpt_model(), excerpt_bead_model()
    prepared = []
    for case in cases:
        texts = Sentences(tuple(case.source), "en"), Sentences(tuple(case.target), "zh")
        search = search_passages(*(encoder.encode(side.texts) for side in texts), model)
        regions = search.regions()
        measured = []
        if regions:
            subset = encode_subset(*texts, regions, encoder).with_ratio(search)
            measured = [
                measure(region, subset.cut(region), search, case, lattice) for region in regions
            ]
        prepared.append(replace(case, search=search, regions=measured))
        print(case.name, len(regions), flush=True)
    cache.write_bytes(pickle.dumps(prepared, protocol=5))
    return prepared


def measure(
    region: Region, pair: EncodedPair, search: PassageSearch, case: Case, lattice: Model
) -> Measured:
    """Measure the features of a region, and which of its beads are gold."""
    parts: dict[int, list[np.ndarray]] = {}
    for number, rows, features, valid in walk_features(pair, region.band):
        score = lattice.score(number, features)
        if number < 2:
            marks = [np.full(score.shape, float(number == k)) for k in (0, 1)]
            stack = [score, *marks]
        else:
            n, m = BEADS[number]
            cosine = features["cosine"]
            stack = [score, *(np.full(score.shape, float(x)) for x in (1, n, m))]
            stack += [cosine - b for b in _backgrounds(search, region, number, rows)]
            stack += [features[name] for name in EVIDENCE]
        part = np.stack([np.where(valid, x, np.nan) for x in stack]).astype(np.float32)
        parts.setdefault(number, []).append(part)
    values = {number: np.concatenate(part, axis=1) for number, part in parts.items()}
    return region, values, gold_mask(region, case)


def gold_mask(region: Region, case: Case) -> np.ndarray:
    mask = np.zeros((len(BEADS), len(region.band.lows), region.band.width), bool)
    for s, t in case.beads:
        size, r = (len(s), len(t)), s[0] - region.source.start
        inside = r >= 0 and s[-1] < region.source.end and t[-1] < region.target.end
        if size in BEADS and inside:
            c = t[0] - region.target.start - int(region.band.lows[r])
            if 0 <= c < region.band.width:
                mask[BEADS.index(size), r, c] = True
    return mask
