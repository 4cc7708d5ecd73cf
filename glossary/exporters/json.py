"""The glossary as JSON: everything that is known of each term, evidence included."""

import json
from dataclasses import asdict
from typing import Any

from aligner.term import Term
from glossary.exporters.options import Selection
from glossary.exporters.table import by_confidence

SUFFIX = ".json"


def text(selection: Selection) -> str:
    """The whole file: an object with the list `terms`."""
    terms = [describe(term, selection) for term in by_confidence(selection.terms)]
    return json.dumps({"terms": terms}, ensure_ascii=False, indent=1) + "\n"


def describe(term: Term, selection: Selection) -> dict[str, Any]:
    """One term as plain data."""
    data = asdict(term)
    del data["id"], data["version"]
    data["confidence"] = round(term.confidence, 4)
    example = selection.example(term)
    return {**data, "example_source": example.source, "example_target": example.target}
