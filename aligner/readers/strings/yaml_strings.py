"""YAML files of strings (.yml, .yaml), as Rails and others have them."""

import re

from aligner.errors import UnreadableInputError
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.strings.keyed_string import KeyedString, flatten, without_language

_ALIAS = re.compile(r"(?:^|[\s\[,:-])\*[A-Za-z_][\w-]*\s*(?:$|[,\]}#])", re.MULTILINE)


def read_strings(raw: RawInput) -> list[KeyedString]:
    """The strings of a file, each with its key.

    Raises:
        UnreadableInputError: The file is no YAML, has aliases, or is no mapping of strings.
    """
    import yaml

    text, _ = decode(raw)
    if _ALIAS.search(text) and "&" in text:
        # Aliases of aliases grow to any size.
        raise UnreadableInputError(
            raw.origin, "it has aliases (*name), which are not read. Write the texts out."
        )
    try:
        # Every scalar as text: "no" and "on" are words here.
        values = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes strings, lists and dicts
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f": line {mark.line + 1} is wrong" if mark else ""
        raise UnreadableInputError(raw.origin, f"it is no YAML{where}.") from None
    if not isinstance(values, dict):
        raise UnreadableInputError(
            raw.origin, "it is YAML, but no file of strings: those hold keys and texts."
        )
    return list(flatten(without_language(values)))
