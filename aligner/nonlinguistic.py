"""Letters that are no language: addresses, tags, code, placeholders.

They look like English in a text of any language, so they are left out wherever letters are counted
to tell which language a text is in.
"""

import re

_FENCE = re.compile(r"^[ \t>]*(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[^\n]*$|\Z)",
                    re.DOTALL | re.MULTILINE)  # fmt: skip
_PARTS = (
    _FENCE,
    re.compile(r"(?P<ticks>`{1,3})[^`\n]+(?P=ticks)"),
    # Tags and comments; their attributes may hold a few hundred characters.
    re.compile(r"<!--.{0,5000}?-->", re.DOTALL),
    re.compile(r"</?[A-Za-z][^<>\n]{0,1000}>"),
    re.compile(
        r"\b[a-zA-Z][a-zA-Z0-9+.-]{1,15}://[^\s<>\"'）】》”，。；、]+|\bwww\.[^\s<>\"'）】》”，。；、]+"
    ),
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    # The destination of a link in Markdown, and an anchor of a heading.
    re.compile(r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|\{#[^{}\s]*\}"),
    re.compile(
        r"\{\{[^{}\n]{0,200}\}\}|\$?\{[\w.,:-]{0,80}\}|%\(\w+\)[a-z]|%\d?\$?[sdif@]\b|&#?\w{1,10};"
    ),
    # Paths, names of files and of functions, words with digits inside: no word of prose.
    re.compile(r"(?<![\w/])(?:~|\.{1,2})?(?:/[\w.@+-]+){2,}/?|\b\w+(?:\.\w+)*\(\)|\b\w+_\w+\b"),
    re.compile(
        r"\b[\w-]+\.(?:js|ts|jsx|tsx|vue|py|rs|c|h|cpp|go|java|md|txt|html?|css|json|ya?ml|toml|xml|sh|exe|png|jpe?g|svg|gif|pdf)\b"
    ),
    # Encoded data.
    re.compile(r"\b[A-Za-z0-9+/_=-]{40,}"),
)


def leave_out_nonlinguistic(text: str) -> str:
    """The text with a blank for everything that is no language.

    >>> leave_out_nonlinguistic("见 <b>https://example.org/page</b> 与 `print(x)`。").split()
    ['见', '与', '。']
    """
    for part in _PARTS:
        text = part.sub(" ", text)
    return text
