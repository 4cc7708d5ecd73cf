"""Precision, recall and F1 of predicted beads against the gold, strict and lax, by kind of bead.

The definitions are those of Sennrich & Volk (2011), as in Vecalign's scorer: strict counts a bead
if exactly that bead is in the other set; lax also if one of its source sentences is linked there to
one of its target sentences.
Precision is over all predicted beads, empty sides included; recall over the gold beads with both
sides filled. In a gold case of an excerpt, empty sides are not beads but "left unaligned", scored
by sentence; a passage may occur several times there, and finding one occurrence is enough.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import NamedTuple, Self

from aligner.evaluation.beads import Bead, Gold


class Ratio(NamedTuple):
    """A count of hits and of what they are counted among; adds up over documents."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The share of hits; None if nothing was counted."""
        return self.hits / self.total if self.total else None

    def plus(self, other: "Ratio") -> "Ratio":
        """The sum of both counts."""
        return Ratio(self.hits + other.hits, self.total + other.total)


_NOTHING = Ratio(0, 0)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision over what was predicted and recall over what is in the gold."""

    precision: Ratio = _NOTHING
    recall: Ratio = _NOTHING

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 if either is 0 or not defined."""
        precision, recall = self.precision.value or 0.0, self.recall.value or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def plus(self, other: "Score") -> "Score":
        """The sum of both counts, whose F1 is the micro average."""
        return Score(self.precision.plus(other.precision), self.recall.plus(other.recall))


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one document, or of several together."""

    strict: Score = field(default_factory=Score)
    lax: Score = field(default_factory=Score)
    unaligned: Score = field(default_factory=Score)
    """Score of leaving source sentences without a counterpart, by sentence."""
    kinds: Mapping[str, Score] = field(default_factory=dict)
    """Strict score of each kind of bead (`1-1`, `2-1`, `1-0` …)."""

    def plus(self, other: Self) -> "Scores":
        """The sum of both counts."""
        added = {
            row.name: getattr(self, row.name).plus(getattr(other, row.name))
            for row in fields(self)
            if row.name != "kinds"
        }
        kinds = dict(self.kinds)
        for kind, score in other.kinds.items():
            kinds[kind] = kinds.get(kind, Score()).plus(score)
        return Scores(**added, kinds=kinds)


def score_document(gold: Gold, predicted: Iterable[Bead]) -> Scores:
    """The scores of the predicted beads of one document."""
    found = set(predicted)
    if gold.unaligned is not None:
        # An excerpt: beads with an empty side are optional, so only sentences are judged.
        found = {bead for bead in found if bead.filled}
    right = gold.right
    answers = {bead: {bead, *gold.alternatives.get(bead, ())} for bead in set(gold.beads)}
    wanted = {bead: options for bead, options in answers.items() if bead.filled}
    strict = Score(
        Ratio(len(found & right), len(found)),
        Ratio(sum(not options.isdisjoint(found) for options in wanted.values()), len(wanted)),
    )
    return Scores(strict, _score_lax(right, found, wanted), _score_unaligned(gold, found),
                  _score_kinds(right, found, answers))  # fmt: skip


def _score_lax(right: frozenset[Bead], found: set[Bead], wanted: dict[Bead, set[Bead]]) -> Score:
    in_gold, in_found = _linked(right), _linked(found)
    precise = sum(bead in right or _touches(bead, in_gold) for bead in found)
    recalled = sum(
        any(option in found or _touches(option, in_found) for option in options)
        for options in wanted.values()
    )
    return Score(Ratio(precise, len(found)), Ratio(recalled, len(wanted)))


def _linked(beads: Iterable[Bead]) -> dict[int, set[int]]:
    linked: dict[int, set[int]] = defaultdict(set)
    for source, target in beads:
        for index in source:
            linked[index].update(target)
    return linked


def _touches(bead: Bead, linked: dict[int, set[int]]) -> bool:
    targets = set(bead.target)
    return any(not targets.isdisjoint(linked.get(index, ())) for index in bead.source)


def _score_unaligned(gold: Gold, found: set[Bead]) -> Score:
    linked = {index for bead in gold.beads if bead.filled for index in bead.source}
    alone = {index for bead in gold.beads if not bead.target for index in bead.source}
    missing = (alone - linked) if gold.unaligned is None else gold.unaligned
    aligned = {index for bead in found if bead.filled for index in bead.source}
    everyone = linked | missing | {index for bead in found for index in bead.source}
    left_alone = everyone - aligned
    both = len(left_alone & missing)
    return Score(Ratio(both, len(left_alone)), Ratio(both, len(missing)))


def _score_kinds(
    right: frozenset[Bead], found: set[Bead], answers: dict[Bead, set[Bead]]
) -> dict[str, Score]:
    predicted = Counter(bead.kind for bead in found)
    precise = Counter(bead.kind for bead in found & right)
    asked = Counter(bead.kind for bead in answers)
    recalled = Counter(
        bead.kind for bead, options in answers.items() if not options.isdisjoint(found)
    )
    return {
        kind: Score(Ratio(precise[kind], predicted[kind]), Ratio(recalled[kind], asked[kind]))
        for kind in sorted({*predicted, *asked})
    }
