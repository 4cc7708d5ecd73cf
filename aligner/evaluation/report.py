"""Predictions compared with gold, document by document: scores, calibration and what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from typing import Any

from aligner.evaluation.beads import Gold, PredictedBead
from aligner.evaluation.calibration import Calibration, Judged, measure_calibration
from aligner.evaluation.scoring import Score, Scores, score_document


@dataclass(frozen=True, slots=True)
class EvaluatedDocument:
    """One pair of texts: its gold alignment and the predicted one."""

    name: str
    gold: Gold
    predicted: Sequence[PredictedBead] | None
    """None if there is no prediction, which counts as a prediction of nothing."""


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Everything that `duizhao evaluate` says."""

    documents: Mapping[str, Scores]
    scores: Scores
    """Scores of all documents together."""
    missing: tuple[str, ...]
    """Documents without a prediction."""
    used_twice: int
    """Sentences that are in more than one predicted bead, where the gold is of full texts."""
    calibration: Calibration | None
    """Calibration of the predicted beads with both sides filled; None if none has a confidence."""
    calibration_of_empty: Calibration | None
    """Calibration of the beads that say "no counterpart", which are right if the gold leaves all of
    their sentences unlinked."""
    kinds: Mapping[str, Calibration]
    """Calibration of each kind of bead (`1-1`, `2-1` …) with both sides filled."""
    unrelated_links: int
    """Links predicted in gold cases that have none, all of them wrong."""


def evaluate_documents(documents: Sequence[EvaluatedDocument]) -> EvaluationReport:
    """Scores and calibration of the documents, one by one and together."""
    scores = {document.name: _score(document) for document in documents}
    judged = [item for document in documents for item in _judge(document)]
    filled = [item for kind, item in judged if not _is_empty(kind)]
    empty = [item for kind, item in judged if _is_empty(kind)]
    kinds = sorted({kind for kind, _ in judged if not _is_empty(kind)})
    return EvaluationReport(
        documents=scores,
        scores=reduce(Scores.plus, scores.values(), Scores()),
        missing=tuple(d.name for d in documents if d.predicted is None),
        used_twice=sum(_count_used_twice(document) for document in documents),
        calibration=measure_calibration(filled) if filled else None,
        calibration_of_empty=measure_calibration(empty) if empty else None,
        kinds={k: measure_calibration([item for kind, item in judged if kind == k]) for k in kinds},
        unrelated_links=sum(_count_unrelated(document) for document in documents),
    )


def report_as_json(report: EvaluationReport) -> dict[str, Any]:
    """The report as `--json` prints it: plain numbers, None for what cannot be measured."""
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


def _score(document: EvaluatedDocument) -> Scores:
    return score_document(
        document.gold, [prediction.bead for prediction in document.predicted or ()]
    )


def _judge(document: EvaluatedDocument) -> Iterator[tuple[str, Judged]]:
    gold = document.gold
    right = gold.right
    linked_source = {index for bead in right if bead.filled for index in bead.source}
    linked_target = {index for bead in right if bead.filled for index in bead.target}
    for bead, confidence in document.predicted or ():
        if confidence is None:
            continue
        if bead.filled:
            yield bead.kind, Judged(confidence, bead in right)
        elif bead.source:
            yield bead.kind, Judged(confidence, linked_source.isdisjoint(bead.source))
        elif gold.unaligned is None:
            # The case of an excerpt does not say which target sentences have no counterpart.
            yield bead.kind, Judged(confidence, linked_target.isdisjoint(bead.target))


def _is_empty(kind: str) -> bool:
    return kind.startswith("0-") or kind.endswith("-0")


def _count_used_twice(document: EvaluatedDocument) -> int:
    if document.gold.unaligned is not None:
        return 0
    sides = zip(*(prediction.bead for prediction in document.predicted or ()), strict=True)
    used = ([index for ids in side for index in ids] for side in sides)
    return sum(len(ids) - len(set(ids)) for ids in used)


def _count_unrelated(document: EvaluatedDocument) -> int:
    if document.gold.beads or document.gold.unaligned is None:
        return 0
    return sum(prediction.bead.filled for prediction in document.predicted or ())


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
