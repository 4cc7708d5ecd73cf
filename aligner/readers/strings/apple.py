"""Strings of Apple's programs (.strings): `"key" = "text";`, with comments above."""

import re

from aligner.errors import UnreadableInputError
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.strings.keyed_string import KeyedString
from aligner.readers.strings.properties import unescape

_ITEM = re.compile(
    r"/\*(?P<comment>.*?)\*/|//(?P<line>[^\n]*)"
    r'|(?:"(?P<key>(?:[^"\\]|\\.)*)"|(?P<bare>[\w.-]+))\s*=\s*"(?P<text>(?:[^"\\]|\\.)*)"\s*;',
    re.DOTALL,
)


def read_strings(raw: RawInput) -> list[KeyedString]:
    """The strings of a file, each with its key and the comment above it.

    Raises:
        UnreadableInputError: The file holds no such strings.
    """
    text, _ = decode(raw)
    found, comment = [], ""
    for item in _ITEM.finditer(text):
        if item["text"] is None:
            comment = (item["comment"] or item["line"] or "").strip()
            continue
        key = item["key"] if item["key"] is not None else item["bare"]
        words = unescape(re.sub(r"\\U([0-9a-fA-F]{4})", r"\\u\1", item["text"]))
        if words.strip():
            note = "" if comment.lower().startswith("no comment") else comment
            found.append(KeyedString(unescape(key), words, note))
        comment = ""
    if not found:
        raise UnreadableInputError(raw.origin, 'it holds no strings of the form "key" = "text";.')
    return found
