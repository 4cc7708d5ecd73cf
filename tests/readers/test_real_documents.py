"""Small inputs of the kinds in which real documents differ from tidy ones, read as they are meant.

The files are in `tests/cases/documents`; what is right stands in `expected.json` there: languages,
links, the least confidence of a link, and the notes for the user.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aligner.align_options import AlignOptions
from aligner.bitext import Bitext, Side
from aligner.joining import join_segments
from aligner.pipeline import align_files

CASES = Path(__file__).parents[1] / "cases" / "documents"
EXPECTED: list[dict[str, Any]] = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Rows:
    """The links of a bitext as the table shows them."""

    pairs: list[list[str]]
    least: float


def read_rows(bitext: Bitext) -> Rows:
    """The words of each link, "" for no counterpart, and the least confidence of a link."""
    pairs = []
    for link in bitext.links:
        sides = []
        for side in Side:
            run = link.run(side)
            chosen = bitext.segments(side)[run.start : run.end]
            sides.append(join_segments(bitext.document(side), chosen))
        pairs.append(sides)
    return Rows(pairs, min(link.confidence for link in bitext.linked()))


@pytest.mark.parametrize("case", EXPECTED, ids=[case["files"][0] for case in EXPECTED])
def test_a_real_kind_of_document_is_read_as_it_is_meant(case: dict[str, Any]) -> None:
    """Languages, links and notes are those that a person would give."""
    files = [CASES / name for name in case["files"]]
    options = AlignOptions(aligned=case.get("aligned", False))
    bitext = align_files(files[0], files[1] if len(files) > 1 else None, options).bitext
    assert [bitext.source.language, bitext.target.language] == case["languages"]
    rows = read_rows(bitext)
    assert rows.pairs == case["pairs"]
    assert rows.least >= case.get("least", 0.5)
    notes = [*bitext.source.notes, *bitext.target.notes]
    assert all(any(wanted in note for note in notes) for wanted in case.get("notes", []))
