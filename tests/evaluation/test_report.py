"""All measures of several documents."""

import json

from aligner.evaluation.beads import read_gold, read_predictions
from aligner.evaluation.report import (
    EvaluatedDocument,
    EvaluationReport,
    evaluate_documents,
    report_as_json,
)


def _report(*rows: tuple[str, str | None]) -> EvaluationReport:
    return evaluate_documents(
        [
            EvaluatedDocument(
                str(i), read_gold("g", gold), None if p is None else read_predictions("p", p)
            )
            for i, (gold, p) in enumerate(rows)
        ]
    )


def test_a_missing_prediction_is_an_empty_one() -> None:
    """It lowers the recall, and is named."""
    report = _report(("[0]:[0]", "[0]:[0]"), ("[0]:[0]", None))
    assert report.missing == ("1",)
    assert report.scores.strict.recall == (1, 2)


def test_no_counterpart_is_judged_by_itself() -> None:
    """An empty side is right if none of its sentences has a counterpart, however it is cut."""
    gold = "[0]:[0]\n[1]:[]\n[2]:[]\n[3]:[1]"
    report = _report((gold, "[0]:[0]:0.9\n[1, 2]:[]:0.8\n[3]:[]:0.3\n[]:[1]:0.2"))
    assert report.calibration is not None
    assert report.calibration_of_empty is not None
    assert (report.calibration.beads, report.calibration.wrong) == (1, 0)
    assert (report.calibration_of_empty.beads, report.calibration_of_empty.wrong) == (3, 2)


def test_links_in_unrelated_texts_are_counted() -> None:
    """A case whose gold has no link is a trap; each link in it is an error of its own kind."""
    case = json.dumps({"beads": [], "unaligned_en": [0, 1]})
    report = _report((case, "[0]:[4]:0.9\n[1]:[]:0.9"), ("[0]:[1]", "[0]:[0]"))
    assert report.unrelated_links == 1


def test_a_sentence_in_two_beads_is_counted() -> None:
    """Sentences used twice show that the beads are no alignment; in an excerpt they may be."""
    assert _report(("[0]:[0]", "[0]:[0]\n[0, 1]:[1]")).used_twice == 1
    case = json.dumps({"beads": [[[0], [1]]], "alternatives": [[[0], [5]]]})
    assert _report((case, "[0]:[1]\n[0]:[5]")).used_twice == 0


def test_without_confidences_there_is_no_calibration() -> None:
    """Without confidences, the JSON holds null instead of a calibration."""
    report = _report(("[0]:[0]", "[0]:[0]"))
    assert report.calibration is None
    assert report_as_json(report)["confidence"] is None


def test_the_json_is_plain() -> None:
    """It can be written, and holds the figures of each document."""
    values = report_as_json(_report(("[0]:[0]\n[1]:[1]", "[0]:[0]:0.9\n[1]:[2]:0.4\n[2]:[]:1")))
    again = json.loads(json.dumps(values))
    assert again["strict"]["f1"] == 2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2)
    assert again["confidence"]["wrong_in_lowest_20pct"] == 0.4
    assert again["per_document"]["0"]["gold_beads"] == 2
    assert again["by_kind"]["1-1"]["predicted"] == 2
