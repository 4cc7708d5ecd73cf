"""The features of a bead: what speaks for and against a run of sentences being a translation.

All are computed for a whole tile of the lattice at once: rows are source positions, columns target
positions, and a feature of beads of n source and m target sentences is one matrix. Swapping the two
sides swaps the features named after a side and leaves the others as they are or negates them
(`ODD`), so that weights learned on one direction can be mirrored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.lattice import BEADS, LONGEST, TOTAL
from aligner.alignment.run_sums import (
    box_sum,
    cover,
    facts_of_runs,
    gather_words,
    run_sum,
    transposed,
)
from aligner.alignment.sentences import ENDINGS, Facts, Floats
from aligner.alignment.words import Words
from aligner.bitext import Run
from aligner.encoders.protocol import Vectors

HALO = LONGEST + 1
"""How far the features of a bead look beyond its start, and beyond its end less its size."""
NAMES: tuple[str, ...] = (
    # similarity: cosine of the two runs, and less that of the neighbours (Bertalign's margin)
    "cosine", "margin", "margin-length", "cosine-length", "margin-best-rival",
    # growing and shrinking the runs by a sentence at either end: what the cosine gains
    "grow-source-left", "grow-source-right", "grow-target-left", "grow-target-right",
    "shrink-source-left", "shrink-source-right", "shrink-target-left", "shrink-target-right",
    "grow-most", "shrink-most", "split-gain",
    # length
    "length-log", "length-off", "length-off-squared", "length-z",
    # word coverage, and what it gains by growing
    "coverage-source", "coverage-target", "coverage-low", "sure-source", "sure-target",
    "missing-source", "missing-target",
    "word-grow-source-left", "word-grow-source-right",
    "word-grow-target-left", "word-grow-target-right",
    "word-shrink-source-left", "word-shrink-source-right",
    "word-shrink-target-left", "word-shrink-target-right",
    "claim-source-left", "claim-source-right", "claim-target-left", "claim-target-right",
    # punctuation
    "ending-same", "ending-question", "ending-exclamation", "source-ends-open", "target-ends-open",
    "quoted-start", "quoted-end", "quote-balance-source", "quote-balance-target",
    "marks-differ", "questions-differ", "exclamations-differ", "pauses-log",
    # numbers and names
    "numbers-missing-source", "numbers-missing-target", "numbers-shared",
    "latin-shared", "latin-missing",
    # shape
    "sentences-more", "skew", "both-many", "length-lean",
)  # fmt: skip
INDEX = {name: i for i, name in enumerate(NAMES)}
GROUPS: dict[str, tuple[str, ...]] = {
    "similarity": NAMES[0:5],
    "grow and shrink": NAMES[5:16],
    "length": NAMES[16:20],
    "word coverage": NAMES[20:27],
    "word grow and shrink": NAMES[27:39],
    "punctuation": NAMES[39:52],
    "numbers and names": NAMES[52:57],
    "shape": NAMES[57:61],
}
ODD = frozenset({"length-log"})
"""Features that change their sign then."""

EMPTY_NAMES: tuple[str, ...] = (
    "bias", "cosine-near", "cosine-anywhere", "covered-near", "covered-anywhere", "length",
    "ends-open", "quoted",
)  # fmt: skip
"""Features of an empty bead: about the one sentence it leaves without a counterpart, and the two
sentences of the other text before and behind the place."""


@dataclass(frozen=True, slots=True)
class Side:
    """Everything known of one text: vectors of its runs, its words, its plain facts."""

    runs: tuple[NDArray[np.float16], ...]
    """Vectors of runs of 1 … LONGEST sentences."""
    words: Words
    facts: Facts

    @property
    def count(self) -> int:
        """How many sentences."""
        return len(self.facts.lengths)

    def part(self, run: Run) -> "Side":
        """What is known of a run of sentences by itself."""
        runs = tuple(
            level[run.start : max(run.start, run.end - k)] for k, level in enumerate(self.runs)
        )
        return Side(runs, self.words.part(run), self.facts.part(run))


@dataclass(frozen=True, slots=True)
class Pair:
    """Both texts and what is known of them together."""

    source: Side
    target: Side
    length_ratio: float
    """Letters of the source text for each of the target text."""

    def part(self, source: Run, target: Run) -> "Pair":
        """What is known of a piece of both texts by itself."""
        return Pair(self.source.part(source), self.target.part(target), self.length_ratio)


class Tile:
    """The features of all beads that start in rows × columns of the lattice."""

    def __init__(self, pair: Pair, rows: range, columns: range) -> None:
        self._pair = pair
        self._rows, self._columns = rows, columns
        self._i = np.arange(rows.start - HALO, rows.stop + HALO + LONGEST)
        self._j = np.arange(columns.start - HALO, columns.stop + HALO + LONGEST)

    def beads(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """For each full bead its position in `BEADS` and features, (names, rows, columns)."""
        for number, (n, m) in enumerate(BEADS[2:], 2):
            yield number, np.stack(np.broadcast_arrays(*self._features(n, m))).astype(np.float32)

    def empties(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """For the two empty beads the same; one sentence is left out at each node."""
        for number, kind in enumerate(("source", "target")):
            features = self._empty_features(kind)
            yield number, np.stack(np.broadcast_arrays(*features)).astype(np.float32)

    def _empty_features(self, kind: str) -> list[Floats]:
        axis = 1 if kind == "source" else 0
        n, m = (1, 4) if kind == "source" else (4, 1)
        side = self._pair.source if kind == "source" else self._pair.target
        at = self._rows if kind == "source" else self._columns
        cosine = self._cosines[1, 1]
        near = np.maximum.reduce(
            [self._window(cosine, *((0, k) if axis else (k, 0))) for k in (-2, -1, 0, 1)]
        )
        mass = self._mass_source(1) if kind == "source" else self._mass_target(1)
        every = self._coverage["sure-" + kind][n, m]
        across = every.max(axis=axis, keepdims=True)
        across = across[HALO:][: len(at)] if axis else across[:, HALO:][:, : len(at)]
        covered = self._window(every, *((0, -2) if axis else (-2, 0)))
        best = cosine.max(axis=axis, keepdims=True)
        best = best[HALO:][: len(at)] if axis else best[:, HALO:][:, : len(at)]
        facts = {
            k: np.expand_dims(v, axis)
            for k, v in facts_of_runs(side.facts, np.array(at), 1).items()
        }
        mass = np.maximum(mass, 1e-3)
        pause = facts["endings"] == ENDINGS.index("pause")
        return [
            np.ones_like(near), near, best, covered / mass, across / mass,
            np.log(facts["lengths"]), pause.astype(np.float32), np.minimum(facts["marks"], 2),
        ]  # fmt: skip

    def valid(self, n: int, m: int) -> NDArray[np.bool_]:
        """Whether a bead that starts at each node ends inside both texts."""
        i = np.array(self._rows) + n <= self._pair.source.count
        j = np.array(self._columns) + m <= self._pair.target.count
        return np.asarray(i[:, None] & j)

    # -- cosines -----------------------------------------------------------------------------

    def _run_vectors(self, side: Side, positions: NDArray[np.int64], size: int) -> Vectors:
        """Vectors of the runs that start at the positions; zero where there is no such run."""
        level = side.runs[size - 1]
        there = (positions >= 0) & (positions < len(level))
        vectors = np.zeros((len(positions), level.shape[1]), np.float32)
        vectors[there] = level[positions[there]]
        return vectors

    @cached_property
    def _cosines(self) -> dict[tuple[int, int], Floats]:
        """Cosines of runs of n and m sentences at every position of the tile and its halo."""
        left = {n: self._run_vectors(self._pair.source, self._i, n) for n in range(1, LONGEST + 1)}
        right = {m: self._run_vectors(self._pair.target, self._j, m) for m in range(1, LONGEST + 1)}
        return {
            (n, m): left[n] @ right[m].T
            for n in left for m in right if n + m <= TOTAL + 1
        }  # fmt: skip

    def _window(self, matrix: Floats, di: int = 0, dj: int = 0) -> Floats:
        """The tile's part of a matrix over tile and halo, moved by some sentences."""
        i, j = HALO + di, HALO + dj
        return matrix[i : i + len(self._rows), j : j + len(self._columns)]

    def _cosine(self, n: int, m: int, di: int = 0, dj: int = 0) -> Floats:
        return self._window(self._cosines[n, m], di, dj)

    def _exists(self, side: Side, positions: range, size: int) -> Floats:
        """1 where a run of that size starts at the positions, else 0."""
        at = np.array(positions)
        return ((at >= 0) & (at + size <= side.count)).astype(np.float32)

    def _moved(self, positions: range, by: int) -> range:
        return range(positions.start + by, positions.stop + by)

    def _neighbours(self, n: int, m: int) -> tuple[Floats, Floats]:
        """Mean and highest cosine of each run with the runs beside its counterpart."""
        pair = self._pair
        parts: list[Floats] = []
        best = np.zeros((len(self._rows), len(self._columns)), np.float32)
        for side, where in ((pair.target, self._columns), (pair.source, self._rows)):
            size = m if side is pair.target else n
            total = np.zeros_like(best)
            count = np.zeros(len(where), np.float32)
            for step in (-size, size):
                there = self._exists(side, self._moved(where, step), size)
                if side is pair.target:
                    cosine = self._cosine(n, m, dj=step) * there
                else:
                    cosine = self._cosine(n, m, di=step) * there[:, None]
                total += cosine
                count += there
                best = np.maximum(best, cosine)
            count = np.maximum(count, 1)
            parts.append(total / (count if side is pair.target else count[:, None]))
        return np.asarray((parts[0] + parts[1]) / 2, np.float32), best

    # -- words -------------------------------------------------------------------------------

    @cached_property
    def _coverage(self) -> dict[str, dict[tuple[int, int], Floats]]:
        """Weight of the words of each run that the other run covers, softly and surely."""
        source, target = self._pair.source.words, self._pair.target.words
        i_words, i_starts, i_weights = gather_words(source, self._i)
        j_words, j_starts, j_weights = gather_words(target, self._j)
        left = source.vectors[i_words].astype(np.float32)
        alike = left @ target.vectors[j_words].astype(np.float32).T
        by_target = np.maximum.reduceat(alike, j_starts, axis=1)
        by_source = np.maximum.reduceat(alike, i_starts, axis=0).T
        return {
            "source": cover(by_target, i_starts, i_weights, soft=True),
            "target": transposed(cover(by_source, j_starts, j_weights, soft=True)),
            "sure-source": cover(by_target, i_starts, i_weights, soft=False),
            "sure-target": transposed(cover(by_source, j_starts, j_weights, soft=False)),
        }

    @cached_property
    def _word_mass(self) -> tuple[dict[int, Floats], dict[int, Floats]]:
        """Weight of all words of the runs of each size, at every position."""
        masses = []
        for side, at in ((self._pair.source, self._i), (self._pair.target, self._j)):
            _, starts, weights = gather_words(side.words, at)
            one = np.add.reduceat(weights, starts)
            masses.append({n: run_sum(one, n) for n in range(1, LONGEST + 1)})
        return masses[0], masses[1]

    def _covered(self, kind: str, n: int, m: int, di: int = 0, dj: int = 0) -> Floats:
        return self._window(self._coverage[kind][n, m], di, dj)

    def _mass_source(self, n: int, di: int = 0) -> Floats:
        return self._word_mass[0][n][HALO + di :][: len(self._rows), None]

    def _mass_target(self, m: int, dj: int = 0) -> Floats:
        return self._word_mass[1][m][HALO + dj :][: len(self._columns)][None]

    def _share(self, n: int, m: int, di: int = 0, dj: int = 0) -> Floats:
        """Share of all word weight of both runs that is covered."""
        both = self._covered("source", n, m, di, dj) + self._covered("target", n, m, di, dj)
        mass = self._mass_source(n, di) + self._mass_target(m, dj)
        return np.asarray(both / np.maximum(mass, 1e-3), np.float32)

    # -- all together ------------------------------------------------------------------------

    def _features(self, n: int, m: int) -> list[Floats]:
        zero = np.zeros((1, 1), np.float32)
        cosine = self._cosine(n, m)
        mean, rival = self._neighbours(n, m)
        source, target = self._fact_runs(n, m)
        scale = np.float32(self._pair.length_ratio)
        left, right = source["lengths"], target["lengths"] * scale
        ratio = np.minimum(left, right) / np.maximum(left, right)
        likeness = np.log2(1 + ratio)
        margin = cosine - mean
        grown, shrunk = self._changes(n, m, self._cosine, cosine)
        log = np.log(left / right)
        z = np.abs(left - right) / np.sqrt(left + right)
        features = [cosine, margin, margin * likeness, cosine * likeness, cosine - rival]
        features += [*grown, *shrunk]
        features += [np.maximum.reduce(np.broadcast_arrays(*grown)),
                     np.maximum.reduce(np.broadcast_arrays(*shrunk)) if n + m > 2 else zero,
                     self._split_gain(n, m, cosine)]  # fmt: skip
        features += [log, np.abs(log), log**2, z]
        features += self._word_features(n, m)
        features += self._mark_features(source, target)
        features += self._token_features(n, m)
        skew = np.float32(np.log(self._pair.source.count / self._pair.target.count) * (n - m))
        features += [np.float32(n + m - 2) + zero, skew + zero,
                     np.float32(min(n, m) > 1) + zero,
                     log * np.float32(np.sign(n - m))]  # fmt: skip
        return features

    def _changes(
        self, n: int, m: int, at: object, base: Floats
    ) -> tuple[list[Floats], list[Floats]]:
        """What a score gains when either run grows or shrinks by a sentence at either end."""
        zero = np.zeros((1, 1), np.float32)
        pair, rows, columns = self._pair, self._rows, self._columns
        before_i = (np.array(rows) > 0)[:, None]
        before_j = (np.array(columns) > 0)[None]
        after_i = (np.array(rows) + n < pair.source.count)[:, None]
        after_j = (np.array(columns) + m < pair.target.count)[None]
        assert callable(at)
        grow_i, grow_j = n < LONGEST, m < LONGEST
        grown = [
            (at(n + 1, m, -1, 0) - base) * before_i if grow_i else zero,
            (at(n + 1, m, 0, 0) - base) * after_i if grow_i else zero,
            (at(n, m + 1, 0, -1) - base) * before_j if grow_j else zero,
            (at(n, m + 1, 0, 0) - base) * after_j if grow_j else zero,
        ]
        shrunk = [
            at(n - 1, m, 1, 0) - base if n > 1 else zero,
            at(n - 1, m, 0, 0) - base if n > 1 else zero,
            at(n, m - 1, 0, 1) - base if m > 1 else zero,
            at(n, m - 1, 0, 0) - base if m > 1 else zero,
        ]
        return grown, shrunk

    def _split_gain(self, n: int, m: int, base: Floats) -> Floats:
        """How much better the best cut into two beads is, by the mean cosine of its parts."""
        if n < 2 or m < 2:
            return np.zeros((1, 1), np.float32)
        best = np.full_like(base, -1)
        for a in range(1, n):
            for b in range(1, m):
                second = self._cosine(n - a, m - b, a, b)
                best = np.maximum(best, (self._cosine(a, b) + second) / 2)
        return np.asarray(best - base)

    def _word_features(self, n: int, m: int) -> list[Floats]:
        mass_i = np.maximum(self._mass_source(n), 1e-3)
        mass_j = np.maximum(self._mass_target(m), 1e-3)
        covered_i = self._covered("source", n, m) / mass_i
        covered_j = self._covered("target", n, m) / mass_j
        sure_i = self._covered("sure-source", n, m) / mass_i
        sure_j = self._covered("sure-target", n, m) / mass_j
        grown, shrunk = self._changes(n, m, self._share, self._share(n, m))
        return [
            covered_i, covered_j, np.minimum(covered_i, covered_j), sure_i, sure_j,
            np.log1p((1 - sure_i) * mass_i), np.log1p((1 - sure_j) * mass_j),
            *grown, *shrunk, *self._claims(n, m),
        ]  # fmt: skip

    def _claims(self, n: int, m: int) -> list[Floats]:
        """Word weight outside the bead, next to each of its ends, that only this bead covers.

        Of the sentence before the source run: how much more of it the target run covers than the
        target sentence before that run does, as a share of its weight. High values say that the
        sentence should have been taken in.
        """
        source, target = self._pair.source.count, self._pair.target.count
        zero = np.zeros((1, 1), np.float32)
        before_i = (np.array(self._rows) > 0)[:, None]
        before_j = (np.array(self._columns) > 0)[None]
        after_i = (np.array(self._rows) + n < source)[:, None]
        after_j = (np.array(self._columns) + m < target)[None]

        def gain(inside: Floats, outside: Floats, mass: Floats) -> Floats:
            return np.asarray((inside - outside) / np.maximum(mass, 1e-3))

        left_i = gain(
            self._covered("sure-source", 1, m, -1, 0),
            self._covered("sure-source", 1, 1, -1, -1),
            self._mass_source(1, -1),
        )
        right_i = gain(
            self._covered("sure-source", 1, m, n, 0),
            self._covered("sure-source", 1, 1, n, m),
            self._mass_source(1, n),
        )
        left_j = gain(
            self._covered("sure-target", n, 1, 0, -1),
            self._covered("sure-target", 1, 1, -1, -1),
            self._mass_target(1, -1),
        )
        right_j = gain(
            self._covered("sure-target", n, 1, 0, m),
            self._covered("sure-target", 1, 1, n, m),
            self._mass_target(1, m),
        )
        return [
            left_i * before_i + zero,
            right_i * after_i + zero,
            left_j * before_j + zero,
            right_j * after_j + zero,
        ]

    @cached_property
    def _fact_cache(self) -> dict[tuple[str, int], dict[str, Floats]]:
        return {}

    def _fact_runs(self, n: int, m: int) -> tuple[dict[str, Floats], dict[str, Floats]]:
        """The facts of the runs of n source sentences (a column) and m target ones (a row)."""
        found = []
        for name, side, at, size in (
            ("source", self._pair.source, self._rows, n),
            ("target", self._pair.target, self._columns, m),
        ):
            key = (name, size)
            if key not in self._fact_cache:
                runs = facts_of_runs(side.facts, np.array(at), size)
                axis = 1 if name == "source" else 0
                self._fact_cache[key] = {k: np.expand_dims(v, axis) for k, v in runs.items()}
            found.append(self._fact_cache[key])
        return found[0], found[1]

    def _mark_features(self, source: dict[str, Floats], target: dict[str, Floats]) -> list[Floats]:
        end_i, end_j = source["endings"], target["endings"]
        question, exclamation = ENDINGS.index("question"), ENDINGS.index("exclamation")
        pause = ENDINGS.index("pause")

        def differ(name: str) -> Floats:
            return np.asarray(np.minimum(np.abs(source[name] - target[name]), 3))

        return [
            (end_i == end_j).astype(np.float32),
            ((end_i == question) != (end_j == question)).astype(np.float32),
            ((end_i == exclamation) != (end_j == exclamation)).astype(np.float32),
            (end_i == pause) & (end_j != pause),
            (end_j == pause) & (end_i != pause),
            (source["quoted_start"] != target["quoted_start"]).astype(np.float32),
            (source["quoted_end"] != target["quoted_end"]).astype(np.float32),
            np.minimum(np.abs(source["quote_balance"]), 2) + 0 * end_j,
            np.minimum(np.abs(target["quote_balance"]), 2) + 0 * end_i,
            differ("marks"), differ("questions"), differ("exclamations"),
            np.abs(np.log((1 + source["pauses"]) / (1 + target["pauses"]))),
        ]  # fmt: skip

    @cached_property
    def _shared(self) -> dict[str, Floats]:
        """How many numbers, and Latin words, each source and each target sentence share."""
        shared = {}
        for kind in ("numbers", "latin"):
            left = [getattr(self._pair.source.facts, kind)[i] if 0 <= i < self._pair.source.count
                    else {} for i in self._i]  # fmt: skip
            right = [getattr(self._pair.target.facts, kind)[j] if 0 <= j < self._pair.target.count
                     else {} for j in self._j]  # fmt: skip
            places: dict[str, list[int]] = {}
            for j, tokens in enumerate(right):
                for token in tokens:
                    places.setdefault(token, []).append(j)
            matrix = np.zeros((len(left), len(right)), np.float32)
            for i, tokens in enumerate(left):
                for token in tokens:
                    matrix[i, places.get(token, [])] += 1
            shared[kind] = matrix
            shared[kind + "-source"] = np.array([len(t) for t in left], np.float32)
            shared[kind + "-target"] = np.array([len(t) for t in right], np.float32)
        return shared

    def _token_features(self, n: int, m: int) -> list[Floats]:
        found: list[Floats] = []
        for kind in ("numbers", "latin"):
            both = self._window(box_sum(self._shared[kind], n, m))
            left = run_sum(self._shared[kind + "-source"], n)[HALO:][: len(self._rows), None]
            right = run_sum(self._shared[kind + "-target"], m)[HALO:][: len(self._columns)][None]
            gone_i = np.minimum(np.maximum(left - both, 0), 3)
            gone_j = np.minimum(np.maximum(right - both, 0), 3)
            if kind == "numbers":
                found += [gone_i, gone_j, np.minimum(both, 3)]
            else:
                foreign = np.minimum(left, right) > 0
                found += [np.minimum(both, 3), (gone_i + gone_j) * foreign * 0.5]
        return found
