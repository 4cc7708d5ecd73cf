"""Excerpts of four sentences against a page, and against books that hold the page: accuracy, time.

    python -m benchmarks.accuracy.excerpt_books --data FOLDER --filler TSV.GZ [--sizes 0,5000,10000]

An excerpt of four neighbouring beads is taken from each case of excerpts-dev that has links. The
page is the 60 target sentences around it; a book is that page among SIZE other sentences of the
same language, from the last column of the filler. Reported for each size: strict F1, wrong links
with a confidence above .5, and CPU seconds of the search and of the rest (vectors of single
sentences are made once for all cases and timed separately).
"""

import argparse
import gzip
import itertools
import json
import os
import time
from pathlib import Path

from aligner.alignment.engine import one_thread
from aligner.alignment.excerpts.align_excerpts import align_excerpts
from aligner.alignment.excerpts.excerpt_model import default_excerpt_model
from aligner.alignment.excerpts.passage_search import search_passages
from aligner.alignment.features.sentences import Sentences
from aligner.encoders.cached import CachedEncoder, MemoryStore
from aligner.encoders.registry import load_encoder
from aligner.text import count_scripts

Pairs = set[tuple[tuple[int, ...], tuple[int, ...]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=os.environ.get("DUIZHAO_EVAL"))
    parser.add_argument("--filler", type=Path, required=True)
    parser.add_argument("--sizes", default="0,5000,10000,20000,40000")
    parser.add_argument("--cases", type=int, default=12)
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    with gzip.open(arguments.filler, "rt", encoding="utf-8") as file:
        filler = list(dict.fromkeys(line.rstrip("\n").split("\t")[-1] for line in file))
    filler = [text for text in filler if count_scripts(text)["Han"]][: max(sizes)]
    encoder = CachedEncoder(load_encoder("embedded"), MemoryStore())
    start = time.process_time()
    with one_thread():
        encoder.encode(filler)
    print(
        f"{len(filler)} filler sentences encoded in {time.process_time() - start:.1f} CPU s",
        flush=True,
    )
    tasks = list(make_tasks(Path(arguments.data) / "excerpts-dev"))[: arguments.cases]
    for size in sizes:
        with one_thread():
            report(size, tasks, filler, encoder)


def make_tasks(folder: Path) -> list[tuple[list[str], list[str], Pairs]]:
    """Excerpts of four beads, each with its page and its gold links."""
    tasks = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if len(gold["beads"]) < 8 or gold["alternatives"]:
            continue
        source, target = (
            path.with_suffix(suffix).read_text("utf-8").splitlines() for suffix in (".en", ".zh")
        )
        beads = [b for b in gold["beads"] if b[1]]
        four = next(
            (beads[k : k + 4] for k in range(2, len(beads) - 3) if _neighbours(beads[k : k + 4])),
            None,
        )
        if four is None:
            continue
        first, low = four[0][0][0], max(0, four[0][1][0] - 28)
        excerpt = source[first : four[-1][0][-1] + 1]
        links = {(tuple(i - first for i in s), tuple(j - low for j in t)) for s, t in four}
        tasks.append((excerpt, target[low : low + 60], links))
    return tasks


def _neighbours(beads: list[list[list[int]]]) -> bool:
    return all(
        a[0][-1] + 1 == b[0][0] and a[1][-1] + 1 == b[1][0] for a, b in itertools.pairwise(beads)
    )


def report(
    size: int, tasks: list[tuple[list[str], list[str], Pairs]], filler: list[str],
    encoder: CachedEncoder,
) -> None:  # fmt: skip
    found_right = found_all = wanted = sure_wrong = 0
    survey_time = rest_time = 0.0
    for excerpt, page, links in tasks:
        before = filler[: size // 2]
        book = [*before, *page, *filler[size // 2 : size]]
        gold = {(s, tuple(j + len(before) for j in t)) for s, t in links}
        sides = Sentences(tuple(excerpt), "en"), Sentences(tuple(book), "zh")
        vectors = encoder.encode(sides[0].texts), encoder.encode(sides[1].texts)
        start = time.process_time()
        search = search_passages(*vectors, default_excerpt_model())
        middle = time.process_time()
        found = align_excerpts(*sides, encoder, search=search)
        survey_time += middle - start
        rest_time += time.process_time() - middle
        pairs = {
            (tuple(k.source.ids), tuple(k.target.ids)): k.confidence
            for k in found
            if k.source and k.target
        }
        found_right += len(gold & pairs.keys())
        found_all += len(pairs)
        wanted += len(gold)
        sure_wrong += sum(c > 0.5 for pair, c in pairs.items() if pair not in gold)
    f1 = 2 * found_right / max(1, found_all + wanted)
    print(
        f"{size + 60} sentences: strict F1 {f1:.3f} ({found_right} of {found_all}, gold {wanted}); "
        f"{sure_wrong} wrong above .5; search {survey_time / len(tasks):.3f}, "
        f"rest {rest_time / len(tasks):.3f} CPU s a case",
        flush=True,
    )


if __name__ == "__main__":
    main()
