"""Fit the confidence of suggested terms, and measure how many suggestions are right.

    python -m benchmarks.training.train_suggestions EVAL_FOLDER

Each trial is like the work that suggestions are for: an excerpt of the source, of whose lines a
quarter are linked, beside a text in which a share of the counterparts is missing. Whether a pair is
right is judged by all lines of the set: where one phrase occurs, the other must in the counterpart.
"""

import argparse
import os
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from aligner.bitext import Bitext, Link, Run
from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.term import TermOrigin
from benchmarks.accuracy.term_sets import make_bitext
from benchmarks.training.train_excerpts import logistic
from glossary.build import build_glossary
from glossary.candidates.corpus_index import index_corpus
from glossary.suggestions.candidates import collect_forms
from glossary.suggestions.neighbours import have_company
from glossary.suggestions.phrase_pairs import PhrasePair, pair_phrases
from glossary.suggestions.suggest import unaligned_parts

TRIALS = {"terms-tico19": 60, "terms-hkma-dev": 120}
EXCERPTS = (8, 15, 30)
"""Lines of an excerpt."""
MISSING = (0.0, 0.5, 0.9)
"""Shares of the lines without a link whose counterpart is left out."""
AROUND = 60
"""Lines before and after the excerpt that the text beside it has as well."""
FEATURES = "constant cosine-.75 margin≤.12 phrase company".split()

Lines = list[str]
Row = tuple[PhrasePair, bool, bool]
"""A pair, whether it has company, and whether it is right."""


def read_texts(folder: Path) -> list[tuple[Lines, Lines]]:
    """The line-aligned documents of a set."""
    return [
        tuple(p.read_text("utf-8").splitlines() for p in (path, path.with_suffix(".zh")))
        for path in sorted(folder.glob("*.en"))
    ]


def draw_trial(texts: list[tuple[Lines, Lines]], chance: random.Random) -> Bitext:
    """An excerpt of a document beside its translation, a quarter of its lines linked."""
    source, target = chance.choice([text for text in texts if len(text[0]) >= EXCERPTS[0]])
    size = min(len(source), chance.choice(EXCERPTS))
    first = chance.randrange(len(source) - size + 1)
    before = min(first, AROUND)
    linked = max(2, size // 4)
    missing = chance.choice(MISSING)
    excerpt = source[first : first + size]
    beside = target[first - before : first + size + AROUND]
    for at in range(before + linked, before + size):
        if chance.random() < missing:
            beside[at] = ""
    length = max(len(excerpt), len(beside))
    bitext = make_bitext(
        "trial",
        *([*lines, *[""] * (length - len(lines))] for lines in (excerpt, beside)),
    )
    links = (Link(Run(i, i + 1), Run(before + i, before + i + 1), 1.0) for i in range(linked))
    return replace(bitext, links=tuple(links))


class Judge:
    """Tells from all lines of a set whether a pair is right."""

    def __init__(self, texts: list[tuple[Lines, Lines]]) -> None:
        self._source = [line.casefold() for text in texts for line in text[0]]
        self._target = [line for text in texts for line in text[1]]

    def is_right(self, name: str, rendering: str) -> bool:
        """Whether half the lines with one phrase have the other.

        A single word needs a third of its own lines and a quarter of the rendering's besides.
        """
        word = re.compile(rf"(?<![a-z]){re.escape(name.casefold())}s?(?![a-z])")
        left = {i for i, line in enumerate(self._source) if word.search(line)}
        right = {i for i, line in enumerate(self._target) if rendering in line}
        if not left & right:
            return False
        here, there = len(left & right) / len(left), len(left & right) / len(right)
        half = max(here, there) >= 0.5
        return half and (" " in name or (here >= 1 / 3 and there >= 1 / 4))


def judge_trial(bitext: Bitext, encoder: EmbeddedEncoder, judge: Judge) -> Iterator[Row]:
    """The pairs of a trial, each judged."""
    terms = [t for t in build_glossary([bitext], encoder) if t.origin is not TermOrigin.SUGGESTED]
    index = index_corpus([bitext])
    left, right = unaligned_parts(index, terms)
    names, renderings = collect_forms(terms)
    sources, targets = left.candidates(names), right.candidates(renderings)
    if sources and targets:
        found = pair_phrases(left.side, right.side, sources, targets, encoder)
        company = have_company(left.side, right.side, found, terms)
        for pair, beside in zip(found, company, strict=True):
            yield pair, beside, judge.is_right(pair.name, pair.rendering)


def describe(rows: list[Row]) -> tuple[np.ndarray, np.ndarray]:
    """Features, shape (rows, 5), and truth."""
    features = [
        (1.0, p.nearest.cosine - 0.75, min(p.nearest.margin, 0.12), " " in p.name, company)
        for p, company, _ in rows
    ]
    return np.array(features, dtype=float), np.array([right for _, _, right in rows], dtype=float)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", default=os.environ.get("DUIZHAO_EVAL"), type=Path)
    options = parser.parse_args()
    encoder, chance = EmbeddedEncoder(), random.Random(7)
    sets: list[list[Row]] = []
    for name, trials in TRIALS.items():
        texts = read_texts(options.folder / name)
        judge = Judge(texts)
        rows = {
            (row[0].name, row[0].rendering, row[1]): row
            for _ in range(trials)
            for row in judge_trial(draw_trial(texts, chance), encoder, judge)
        }
        sets.append(list(rows.values()))
    whole = [[row for row in rows if row[0].whole or row[1]] for rows in sets]
    cut = [row for rows in sets for row in rows if not row[0].whole]
    for beside in (True, False):
        right = [row[2] for row in cut if row[1] is beside]
        print(f"a part is nearer, company {beside}: {len(right)} pairs, {np.mean(right):.2f} right")
    for name, rows, others in zip(TRIALS, whole, reversed(whole), strict=True):
        features, right = describe(rows)
        weights = logistic(*describe(others))
        learnt = 1 / (1 + np.exp(-features @ weights))
        shipped = np.array([pair.confidence(company=company) for pair, company, _ in rows])
        print(f"{name}: {len(rows)} pairs, {right.mean():.2f} right")
        for kind, given in (("learnt on the other set", learnt), ("as shipped", shipped)):
            print(f"  {kind}: Brier {np.mean((given - right) ** 2):.3f}; " + "; ".join(
                f"{low:.1f}: {right[chosen].mean():.2f} of {chosen.sum()}"
                for low in np.arange(0.2, 1, 0.1)
                for chosen in [(given >= low) & (given < low + 0.1)]
                if chosen.any()
            ))  # fmt: skip
    weights = logistic(*describe([row for rows in whole for row in rows]))
    print(dict(zip(FEATURES, weights.round(2).tolist(), strict=True)))


if __name__ == "__main__":
    main()
