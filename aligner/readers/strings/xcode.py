"""Xcode's string catalogues (.xcstrings): each string in all languages of the program."""

from collections import Counter
from typing import Any

from aligner.errors import UnreadableInputError
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import AlignedRow, AlignedRows, language_code
from aligner.readers.strings.json_strings import parse_json
from aligner.readers.strings.keyed_string import flatten


def read_aligned_rows(raw: RawInput, source: str | None, target: str | None) -> AlignedRows:
    """The strings in the source language and in the one named, or that most strings have.

    Raises:
        UnreadableInputError: The file is no catalogue, or has one language only.
    """
    values = parse_json(raw)
    strings = values.get("strings") if isinstance(values, dict) else None
    if not isinstance(strings, dict):
        raise UnreadableInputError(raw.origin, "it is no string catalogue of Xcode.")
    left = str(source or values.get("sourceLanguage") or "en")
    counts = Counter(code for string in strings.values() for code in _localizations(string))
    wanted = language_code(target) if target else ""
    others = [c for c, _ in counts.most_common() if language_code(c) != language_code(left)]
    right = next((c for c in others if not wanted or language_code(c) == wanted), "")
    if not right:
        raise UnreadableInputError(raw.origin, "it holds no translations in that language.")
    rows = [
        AlignedRow(
            (_words(string, left) or key,), tuple(filter(None, [_words(string, right)])),
            1.0, str(string.get("comment", "")) if isinstance(string, dict) else "",
        )
        for key, string in strings.items()
    ]  # fmt: skip
    return AlignedRows(tuple(rows), left, right)


def _localizations(string: Any) -> dict[str, Any]:
    found = string.get("localizations") if isinstance(string, dict) else None
    return found if isinstance(found, dict) else {}


def _words(string: Any, code: str) -> str:
    """The text of a string in a language; of plurals, the last form."""
    forms = [
        form.text
        for form in flatten(_localizations(string).get(code, {}))
        if form.key.endswith("value")
    ]
    return forms[-1] if forms else ""
