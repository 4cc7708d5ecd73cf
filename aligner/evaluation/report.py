"""Predictions and gold side by side, document by document, and everything measured of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from typing import Any

from aligner.evaluation.beads import Bead, Gold
from aligner.evaluation.calibration import Calibration, Judged, calibrate
from aligner.evaluation.scoring import Score, Scores, score_document


@dataclass(frozen=True, slots=True)
class Document:
    """What was predicted for one pair of texts, and what is right."""

    name: str
    gold: Gold
    predicted: Sequence[Bead] | None
    """None when there is no prediction for it; it counts as an empty one."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that `duizhao evaluate` says."""

    documents: Mapping[str, Scores]
    scores: Scores
    """Of all documents together."""
    missing: tuple[str, ...]
    """Documents without a prediction."""
    used_twice: int
    """Sentences that stand in more than one predicted bead, where the gold is of full texts."""
    calibration: Calibration | None
    """Of the predicted beads with both sides filled; None when none has a confidence."""
    calibration_of_empty: Calibration | None
    """Of the beads that say "no counterpart"; right is one whose sentences are all without one."""
    kinds: Mapping[str, Calibration]
    """For each kind of bead with both sides filled."""
    unrelated_links: int
    """Links predicted in gold cases that have none; each of them is wrong."""


def evaluate_documents(documents: Sequence[Document]) -> Report:
    """Score the documents one by one and together."""
    scores = {document.name: _score(document) for document in documents}
    judged = [item for document in documents for item in _judge(document)]
    filled = [item for kind, item in judged if not _is_empty(kind)]
    empty = [item for kind, item in judged if _is_empty(kind)]
    kinds = sorted({kind for kind, _ in judged if not _is_empty(kind)})
    return Report(
        documents=scores,
        scores=reduce(Scores.plus, scores.values(), Scores()),
        missing=tuple(d.name for d in documents if d.predicted is None),
        used_twice=sum(_count_used_twice(document) for document in documents),
        calibration=calibrate(filled) if filled else None,
        calibration_of_empty=calibrate(empty) if empty else None,
        kinds={k: calibrate([item for kind, item in judged if kind == k]) for k in kinds},
        unrelated_links=sum(_count_unrelated(document) for document in documents),
    )


def report_as_json(report: Report) -> dict[str, Any]:
    """The report as `--json` prints it: plain numbers, None where something cannot be said."""
    return {
        "documents": len(report.documents),
        "missing_predictions": list(report.missing),
        **_scores_as_json(report.scores),
        "by_kind": {kind: _score_as_json(score) for kind, score in report.scores.kinds.items()},
        "sentence_ids_used_twice": report.used_twice,
        "links_in_unrelated_texts": report.unrelated_links,
        "confidence": _calibration_as_json(report.calibration, curves=True),
        "confidence_no_counterpart": _calibration_as_json(report.calibration_of_empty),
        "confidence_by_kind": {
            kind: _calibration_as_json(calibration) for kind, calibration in report.kinds.items()
        },
        "per_document": {
            name: _scores_as_json(scores) for name, scores in report.documents.items()
        },
    }


def _score(document: Document) -> Scores:
    return score_document(document.gold, [bead.pair for bead in document.predicted or ()])


def _judge(document: Document) -> Iterator[tuple[str, Judged]]:
    gold = document.gold
    right = gold.right
    linked_source = {index for pair in right if pair.filled for index in pair.source}
    linked_target = {index for pair in right if pair.filled for index in pair.target}
    for pair, confidence in document.predicted or ():
        if confidence is None:
            continue
        if pair.filled:
            yield pair.kind, Judged(confidence, pair in right)
        elif pair.source:
            alone = linked_source.isdisjoint(pair.source)
            yield pair.kind, Judged(confidence, alone)
        elif gold.unaligned is None:
            # The case of an excerpt does not say which target sentences have no counterpart.
            yield pair.kind, Judged(confidence, linked_target.isdisjoint(pair.target))


def _is_empty(kind: str) -> bool:
    return kind.startswith("0-") or kind.endswith("-0")


def _count_used_twice(document: Document) -> int:
    if document.gold.unaligned is not None:
        return 0
    sides = zip(*(bead.pair for bead in document.predicted or ()), strict=True)
    used = ([index for ids in side for index in ids] for side in sides)
    return sum(len(ids) - len(set(ids)) for ids in used)


def _count_unrelated(document: Document) -> int:
    if document.gold.pairs or document.gold.unaligned is None:
        return 0
    return sum(bead.pair.filled for bead in document.predicted or ())


def _scores_as_json(scores: Scores) -> dict[str, Any]:
    return {
        "strict": _score_as_json(scores.strict),
        "lax": _score_as_json(scores.lax),
        "unaligned_source": _score_as_json(scores.unaligned),
        "predicted_beads": scores.strict.precision.total,
        "gold_beads": scores.strict.recall.total,
    }


def _score_as_json(score: Score) -> dict[str, Any]:
    return {
        "precision": score.precision.value,
        "recall": score.recall.value,
        "f1": score.f1,
        "predicted": score.precision.total,
        "gold": score.recall.total,
    }


def _calibration_as_json(
    calibration: Calibration | None, *, curves: bool = False
) -> dict[str, Any] | None:
    if calibration is None:
        return None
    row: dict[str, Any] = {
        "beads": calibration.beads,
        "wrong": calibration.wrong,
        "ece": calibration.ece,
        "brier": calibration.brier,
        "auroc_wrong": calibration.auroc_wrong,
        "wrong_in_lowest_20pct": calibration.wrong_in_lowest,
    }
    if curves:
        row["reliability"] = [asdict(bin_) for bin_ in calibration.bins]
        row["review_curve"] = [list(point) for point in calibration.review]
    return row
