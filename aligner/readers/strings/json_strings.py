"""JSON files of strings (.json, .arb): nested keys, lists, the descriptions of ARB."""

import json
from typing import Any

from aligner.errors import UnreadableInputError
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.strings.keyed_string import KeyedString, flatten, without_language


def read_strings(raw: RawInput) -> list[KeyedString]:
    """The strings of a file, each with its key.

    Raises:
        UnreadableInputError: The file is no JSON, or no object of strings.
    """
    values = parse_json(raw)
    if not isinstance(values, dict):
        raise UnreadableInputError(
            raw.origin,
            "it is JSON, but no file of strings: those hold an object of keys and texts. Save the "
            "text as .txt, or its pairs as .csv.",
        )
    notes = {
        key[1:]: str(about.get("description", ""))
        for key, about in values.items()
        if key.startswith("@") and isinstance(about, dict)
    }
    words = {key: value for key, value in values.items() if not key.startswith("@")}
    return [
        KeyedString(string.key, string.text, notes.get(string.key, ""))
        for string in flatten(without_language(words))
    ]


def parse_json(raw: RawInput) -> Any:
    """The values of a JSON file.

    Raises:
        UnreadableInputError: The file is no JSON, or nested too deeply.
    """
    text, _ = decode(raw)
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise UnreadableInputError(
            raw.origin,
            f"it is no JSON: line {error.lineno} {error.msg[:1].lower()}{error.msg[1:]}.",
        ) from None
    except RecursionError:
        raise UnreadableInputError(raw.origin, "it is nested too deeply to be read.") from None
