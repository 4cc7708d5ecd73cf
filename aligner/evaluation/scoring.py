"""Precision, recall and F1 of predicted beads against the gold, strict and lax, by kind of bead.

The definitions are those of Sennrich & Volk (2011), as in Vecalign's scorer: strict counts a bead
if exactly that bead is in the other set; lax also if some pair of sentences in it is linked there.
Precision is over all predicted beads, empty sides included; recall over the gold beads with both
sides filled. In a gold case of an excerpt, empty sides are not beads but "left unaligned", scored
by sentence; a pair may have several right places there, and finding one of them is enough.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import NamedTuple, Self

from aligner.evaluation.beads import Gold, Pair


class Ratio(NamedTuple):
    """How many of how many; adds up over documents."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.hits / self.total if self.total else None

    def plus(self, other: "Ratio") -> "Ratio":
        """Both counted together."""
        return Ratio(self.hits + other.hits, self.total + other.total)


_NOTHING = Ratio(0, 0)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision over what was predicted and recall over what is in the gold."""

    precision: Ratio = _NOTHING
    recall: Ratio = _NOTHING

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 0 where either is 0 or of nothing."""
        precision, recall = self.precision.value or 0.0, self.recall.value or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def plus(self, other: "Score") -> "Score":
        """Both counted together (micro average)."""
        return Score(self.precision.plus(other.precision), self.recall.plus(other.recall))


@dataclass(frozen=True, slots=True)
class Scores:
    """What one document, or several together, score."""

    strict: Score = field(default_factory=Score)
    lax: Score = field(default_factory=Score)
    unaligned: Score = field(default_factory=Score)
    """Of leaving a source sentence without a counterpart; by sentence."""
    kinds: Mapping[str, Score] = field(default_factory=dict)
    """Strict, for each kind of bead (`1-1`, `2-1`, `1-0` …)."""

    def plus(self, other: Self) -> "Scores":
        """Both counted together."""
        added = {
            row.name: getattr(self, row.name).plus(getattr(other, row.name))
            for row in fields(self)
            if row.name != "kinds"
        }
        kinds = dict(self.kinds)
        for kind, score in other.kinds.items():
            kinds[kind] = kinds.get(kind, Score()).plus(score)
        return Scores(**added, kinds=kinds)


def score_document(gold: Gold, predicted: Iterable[Pair]) -> Scores:
    """How right the predicted pairs of one document are."""
    found = set(predicted)
    if gold.unaligned is not None:
        # An excerpt: empty sides may be written or not, so they are judged by sentence only.
        found = {pair for pair in found if pair.filled}
    right = gold.right
    answers = {pair: {pair, *gold.alternatives.get(pair, ())} for pair in set(gold.pairs)}
    wanted = {pair: options for pair, options in answers.items() if pair.filled}
    strict = Score(
        Ratio(len(found & right), len(found)),
        Ratio(sum(not options.isdisjoint(found) for options in wanted.values()), len(wanted)),
    )
    return Scores(strict, _score_lax(right, found, wanted), _score_unaligned(gold, found),
                  _score_kinds(right, found, answers))  # fmt: skip


def _score_lax(right: frozenset[Pair], found: set[Pair], wanted: dict[Pair, set[Pair]]) -> Score:
    in_gold, in_found = _linked(right), _linked(found)
    precise = sum(pair in right or _touches(pair, in_gold) for pair in found)
    recalled = sum(
        any(option in found or _touches(option, in_found) for option in options)
        for options in wanted.values()
    )
    return Score(Ratio(precise, len(found)), Ratio(recalled, len(wanted)))


def _linked(pairs: Iterable[Pair]) -> dict[int, set[int]]:
    linked: dict[int, set[int]] = defaultdict(set)
    for source, target in pairs:
        for index in source:
            linked[index].update(target)
    return linked


def _touches(pair: Pair, linked: dict[int, set[int]]) -> bool:
    targets = set(pair.target)
    return any(not targets.isdisjoint(linked.get(index, ())) for index in pair.source)


def _score_unaligned(gold: Gold, found: set[Pair]) -> Score:
    linked = {index for pair in gold.pairs if pair.filled for index in pair.source}
    alone = {index for pair in gold.pairs if not pair.target for index in pair.source}
    missing = (alone - linked) if gold.unaligned is None else gold.unaligned
    aligned = {index for pair in found if pair.filled for index in pair.source}
    everyone = linked | missing | {index for pair in found for index in pair.source}
    left_alone = everyone - aligned
    both = len(left_alone & missing)
    return Score(Ratio(both, len(left_alone)), Ratio(both, len(missing)))


def _score_kinds(
    right: frozenset[Pair], found: set[Pair], answers: dict[Pair, set[Pair]]
) -> dict[str, Score]:
    predicted = Counter(pair.kind for pair in found)
    precise = Counter(pair.kind for pair in found & right)
    asked = Counter(pair.kind for pair in answers)
    recalled = Counter(
        pair.kind for pair, options in answers.items() if not options.isdisjoint(found)
    )
    return {
        kind: Score(Ratio(precise[kind], predicted[kind]), Ratio(recalled[kind], asked[kind]))
        for kind in sorted({*predicted, *asked})
    }
