r"""Java properties (.properties): `key = text`, with \uXXXX and lines that go on after \."""

import re

from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.strings.keyed_string import KeyedString

_PAIR = re.compile(r"(?P<key>(?:\\.|[^\\=:\s])+)[ \t\f]*(?:[=:][ \t\f]*)?(?P<text>.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u(?P<code>[0-9a-fA-F]{4})|(?P<sign>.))", re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": "", "f": " "}


def read_strings(raw: RawInput) -> list[KeyedString]:
    """The strings of a file, each with its key and the comment above it.

    Raises:
        UnreadableInputError: The file is not text.
    """
    text, _ = decode(raw)
    found, comments, pending = [], list[str](), ""
    for line in text.split("\n"):
        bare = line.lstrip(" \t\f")
        if not pending and (not bare or bare[0] in "#!"):
            comments = [*comments, bare[1:].strip()] if bare else []
            continue
        whole = pending + bare
        slashes = len(whole) - len(whole.rstrip("\\"))
        if slashes % 2:
            pending = whole[:-1]
            continue
        pending = ""
        pair = _PAIR.match(whole)
        if pair and pair["text"].strip():
            key, words = (unescape(pair[name]) for name in ("key", "text"))
            found.append(KeyedString(key, words, " ".join(comments)))
        comments = []
    return found


def unescape(text: str) -> str:
    r"""The text with its escapes read; surrogate pairs become one character.

    >>> unescape(r"\u4fdd\u5b58\: a\tb")
    '保存: a\tb'
    """
    words = _ESCAPE.sub(
        lambda m: chr(int(m["code"], 16)) if m["code"] else _SIGNS.get(m["sign"], m["sign"]), text
    )
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
