"""Reading beads and gold."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import UnreadableInputError
from aligner.evaluation.beads import Bead, PredictedBead, read_gold, read_predictions

ids = st.lists(st.integers(0, 10**9), max_size=5).map(lambda row: tuple(sorted(set(row))))
beads = st.lists(
    st.builds(PredictedBead, st.builds(Bead, ids, ids).filter(any), st.none() | st.floats(0, 1)),
    max_size=8,
)


def _as_line(bead: PredictedBead) -> str:
    end = "" if bead.confidence is None else f":{bead.confidence!r}"
    return f"{list(bead.bead.source)}:{list(bead.bead.target)}{end}"


def _as_json(bead: PredictedBead) -> str:
    return json.dumps(
        {
            "id": 1,
            "source_ids": bead.bead.source,
            "target_ids": bead.bead.target,
            "confidence": bead.confidence,
            "status": "auto",
        }
    )


@given(beads)
def test_lines_and_json_lines_say_the_same(given_beads: list[PredictedBead]) -> None:
    """Both formats give back the beads that were written."""
    for write in (_as_line, _as_json):
        assert read_predictions("a", "\n".join(map(write, given_beads))) == given_beads


@pytest.mark.parametrize(
    ("line", "bead"),
    [
        ("[3,4]:[5]", PredictedBead(Bead((3, 4), (5,)))),
        ("  [ 3 , 4 ] : [5] : 9.5e-1 ", PredictedBead(Bead((3, 4), (5,)), 0.95)),
        ("[4, 3, 3]:[]", PredictedBead(Bead((3, 4), ()))),
        ("[]:[0]:1", PredictedBead(Bead((), (0,)), 1.0)),
        ("[1]:[1]:-2.5", PredictedBead(Bead((1,), (1,)), -2.5)),
    ],
)
def test_blanks_order_and_forms_of_numbers_do_not_matter(line: str, bead: PredictedBead) -> None:
    """Other aligners' spellings of a bead are read as well."""
    assert read_predictions("a", line + "\r\n\n") == [bead]


def test_links_without_a_side_or_rejected_are_left_out() -> None:
    """A bead of nothing says nothing; a link that a person rejected is not predicted."""
    rejected = '{"source_ids": [1], "target_ids": [1], "confidence": 0.9, "status": "rejected"}'
    assert read_predictions("a", f"[]:[]\n{rejected}\n[0]:[0]") == [PredictedBead(Bead((0,), (0,)))]


@pytest.mark.parametrize(
    "line",
    ["3:5", "[a]:[1]", "[1]:[2]:sure", "[1][2]", "[-1]:[2]", "[1]:[2]:0.5:1", '{"source": "a"}',
     '{"source_ids": 3, "target_ids": [1]}', '{"source_ids": ["x"], "target_ids": [1]}', "{", "[1]",
     '{"source_ids": [true], "target_ids": [1]}', "[1 2]:[3]", "\0"],
)  # fmt: skip
def test_a_bad_line_is_named(line: str) -> None:
    """The message has the file, the number of the line, and what a line looks like."""
    with pytest.raises(UnreadableInputError, match=r"book\.pred: line 2 is not a bead.*\[3, 4\]"):
        read_predictions("book.pred", f"[0]:[0]\n{line}\n")


def test_a_gold_case_may_come_from_either_side_of_the_house() -> None:
    """The source sentences without counterpart are `unaligned_source` or `unaligned_en`."""
    for key in ("unaligned_source", "unaligned_en"):
        gold = read_gold("a", json.dumps({"beads": [[[1], [5]]], key: [0, 2]}, indent=2))
        assert gold.unaligned == frozenset({0, 2})
        assert gold.beads == (Bead((1,), (5,)),)


@pytest.mark.parametrize(
    "case",
    [{"beads": 3}, {"beads": [[1, 2]]}, {"beads": [], "alternatives": [[[1], [2]]]}],
)
def test_a_bad_case_is_refused(case: object) -> None:
    """An alternative needs the bead that it is one to."""
    with pytest.raises(UnreadableInputError, match="case"):
        read_gold("case.json", json.dumps(case))
