"""Text → text that every tool accepts."""

import re
from collections.abc import Callable
from functools import cache

from aligner.exporters.options import Script
from aligner.languages import is_chinese

# XML 1.0, section 2.2: a document cannot contain these characters, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Everything that one tool or another takes for the end of a line or a cell.
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")

_CONVERSIONS = {"simplified": "t2s", "traditional": "s2t"}
"""OpenCC's character conversions; its word conversions (tw2sp) would change the translation."""


def remove_forbidden(text: str) -> tuple[str, int]:
    r"""The text without the characters that XML forbids, and how many they were.

    >>> remove_forbidden("a\x0bb\x00")
    ('ab', 2)
    """
    return _FORBIDDEN.subn("", text)


def file_name(origin: str) -> str:
    """The name of a file without the folders it lies in, which are nobody else's business.

    >>> file_name("/home/ann/essay.txt"), file_name("-")
    ('essay.txt', '-')
    """
    return remove_forbidden(re.split(r"[/\\]", origin)[-1])[0]


def flatten(text: str) -> str:
    r"""The text on one line and without tabs, for formats that have a sentence a line.

    >>> flatten("a\tb\r\nc")
    'a b c'
    """
    return _BREAKS.sub(" ", text)


def script_converter(language: str, script: Script | None) -> Callable[[str], str]:
    """What writes text of this language in the script; other languages stay as they are."""
    if script is None or not is_chinese(language):
        return str
    return _converter(_CONVERSIONS[script])


def language_in_script(language: str, script: Script | None) -> str:
    """The code of the language after the conversion.

    >>> language_in_script("zh-TW", "simplified"), language_in_script("en", "simplified")
    ('zh', 'en')
    """
    if script is None or not is_chinese(language):
        return language
    return "zh" if script == "simplified" else "zh-TW"


@cache
def _converter(conversion: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(conversion).convert
    return convert
