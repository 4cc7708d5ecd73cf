"""The glossary as JSON: everything that is known of each term, evidence included."""

import json
from dataclasses import asdict
from typing import Any

from aligner.term import Term
from glossary.exporters.options import TermSelection
from glossary.exporters.table import by_confidence


def data(selection: TermSelection) -> bytes:
    """The whole file: an object with the list `terms`."""
    terms = [describe(term, selection) for term in by_confidence(selection.terms)]
    return (json.dumps({"terms": terms}, ensure_ascii=False, indent=1) + "\n").encode()


def describe(term: Term, selection: TermSelection) -> dict[str, Any]:
    """One term as plain data."""
    data = asdict(term)
    del data["id"], data["version"]
    data["confidence"] = round(term.confidence, 4)
    example = selection.example(term)
    return {**data, "example_source": example.source, "example_target": example.target}
