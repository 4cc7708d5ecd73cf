"""Sentence borders, case by case; the cases are data in tests/cases/splitting."""

import json
from pathlib import Path
from typing import Any

import pytest

from aligner.splitting import split_text

FOLDER = Path(__file__).parent.parent / "cases" / "splitting"


def load_cases(intent: str) -> list[Any]:
    """Cases of one intent in all files, as pytest parameters."""
    cases = []
    for path in sorted(FOLDER.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")).get(intent, ()):
            language = case.get("language", path.stem)
            cases.append(pytest.param(language, case, id=f"{language}: {case['label']}"))
    return cases


def cut(language: str, case: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What the splitter gives and what the case expects."""
    text = case.get("text") or ("" if language[:2] in ("zh", "ja") else " ").join(case["sentences"])
    found = [text[start:end] for start, end in split_text(text, language)]
    return found, case.get("sentences", [text])


@pytest.mark.parametrize(("language", "case"), load_cases("in-the-wild"))
def test_in_the_wild(language: str, case: dict[str, Any]) -> None:
    """Sentences of real texts are split where a reader would split them."""
    found, expected = cut(language, case)
    assert found == expected


@pytest.mark.parametrize(("language", "case"), load_cases("must-not-split"))
def test_must_not_split(language: str, case: dict[str, Any]) -> None:
    """A sentence with tempting stops stays one sentence."""
    found, expected = cut(language, case)
    assert found == expected


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("language", "case"), load_cases("known-failures"))
def test_known_failures(language: str, case: dict[str, Any]) -> None:
    """What we get wrong is written down, so that an improvement announces itself."""
    found, expected = cut(language, case)
    assert found == expected
