"""Excerpts unlike those of the training data: another language pair, and isolated sentences.

    python -m benchmarks.accuracy.excerpt_guard --data FOLDER

German–French (textberg-dev, aligned by hand): passages of eight beads in shuffled order, every
second one without its counterpart in the French text. UN lines on nuclear matters (nuclear-un):
each line is a passage of its own, in shuffled order, and half of the counterparts are removed. That
is the hardest case there is: a single sentence among others on the same subject.
"""

import argparse
import os
from pathlib import Path

import numpy as np

from aligner.alignment.engine import one_thread
from aligner.alignment.excerpts.align_excerpts import align_excerpts
from aligner.alignment.features.sentences import Sentences
from aligner.encoders.cached import CachedEncoder, MemoryStore
from aligner.encoders.registry import load_encoder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=os.environ.get("DUIZHAO_EVAL"))
    data = Path(parser.parse_args().data)
    encoder = CachedEncoder(load_encoder("embedded"), MemoryStore())
    with one_thread():
        for seed in range(3):
            run_textberg(data / "textberg-dev", encoder, seed)
        for seed in range(3):
            run_nuclear(data / "nuclear-un", encoder, seed)


def run_textberg(folder: Path, encoder: CachedEncoder, seed: int) -> None:
    chance = np.random.default_rng(seed)
    german = (folder / "textberg-dev.de").read_text("utf-8").splitlines()
    french = (folder / "textberg-dev.fr").read_text("utf-8").splitlines()
    beads = read_gold(folder / "textberg-dev.gold")
    full = [bead for bead in beads if bead[0] and bead[1]]
    blocks = [full[k : k + 8] for k in range(0, len(full) - 8, 24)]
    order = chance.permutation(len(blocks))
    source: list[str] = []
    places: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    gone: set[int] = set()
    for rank, block in enumerate(blocks[k] for k in order):
        for s, t in block:
            here = tuple(range(len(source), len(source) + len(s)))
            source += [german[i] for i in s]
            if rank % 2:
                gone.update(t)
            else:
                places.append((here, t))
    score(f"de–fr, {seed}", source, french, places, gone, encoder, ("de", "fr"))


def run_nuclear(folder: Path, encoder: CachedEncoder, seed: int) -> None:
    chance = np.random.default_rng(seed)
    english = next(folder.glob("*.en")).read_text("utf-8").splitlines()
    chinese = next(folder.glob("*.zh")).read_text("utf-8").splitlines()
    order = chance.permutation(len(english))[:60]
    source = [english[i] for i in order]
    places = [((k,), (int(i),)) for k, i in enumerate(order) if k % 2 == 0]
    gone = {int(i) for k, i in enumerate(order) if k % 2}
    score(f"isolated UN lines, {seed}", source, chinese, places, gone, encoder, ("en", "zh"))


def score(
    name: str, source: list[str], target: list[str],
    places: list[tuple[tuple[int, ...], tuple[int, ...]]],
    gone: set[int], encoder: CachedEncoder, languages: tuple[str, str],
) -> None:  # fmt: skip
    new = np.cumsum([j not in gone for j in range(len(target))]) - 1
    gold = {(s, tuple(int(new[j]) for j in t)) for s, t in places if not gone.intersection(t)}
    left = tuple(text for j, text in enumerate(target) if j not in gone)
    links = align_excerpts(
        Sentences(tuple(source), languages[0]), Sentences(left, languages[1]), encoder
    )
    found = {
        (tuple(k.source.ids), tuple(k.target.ids)): k.confidence
        for k in links
        if k.source and k.target
    }
    mine = {i for s, _ in found for i in s}
    wanted = {i for s, _ in gold for i in s}
    absent = set(range(len(source))) - mine
    right = len(gold & found.keys())
    sure = sum(c > 0.5 and not (set(s) & wanted) for (s, _), c in found.items())
    print(
        f"{name}: {len(source)} × {len(left)}; strict P {right / max(1, len(found)):.3f} "
        f"R {right / max(1, len(gold)):.3f}; absent P "
        f"{len(absent - wanted) / max(1, len(absent)):.3f} R "
        f"{len(absent - wanted) / max(1, len(source) - len(wanted)):.3f}; "
        f"links above .5 where there is nothing: {sure}",
        flush=True,
    )


def read_gold(path: Path) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    rows = []
    for line in path.read_text("utf-8").splitlines():
        s, t = (part.strip("[] ") for part in line.split(":")[:2])
        ids = [tuple(int(x) for x in side.split(",") if x.strip()) for side in (s, t)]
        rows.append((ids[0], ids[1]))
    return rows


if __name__ == "__main__":
    main()
