"""The table of languages: one row says how a language is written and split into sentences."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from aligner.errors import WrongUsageError

Splitter = Literal["punkt", "chinese", "sentencex"]


@dataclass(frozen=True, slots=True)
class Language:
    """A row of the table: one language."""

    code: str
    """The code used everywhere in the program: ISO 639-1, with a region where the script
    differs."""
    name: str
    script: str
    joiner: str
    """What is written between two sentences of a paragraph, and between two joined lines."""
    splitter: Splitter
    tmx_code: str
    """The code that CAT tools expect in xml:lang; users override it with --tmx-lang."""


LANGUAGES: dict[str, Language] = {
    row.code: row
    for row in (
        Language("ar", "Arabic", "Arab", " ", "sentencex", "ar-SA"),
        Language("de", "German", "Latn", " ", "sentencex", "de-DE"),
        Language("en", "English", "Latn", " ", "punkt", "en-US"),
        Language("es", "Spanish", "Latn", " ", "sentencex", "es-ES"),
        Language("fr", "French", "Latn", " ", "sentencex", "fr-FR"),
        Language("it", "Italian", "Latn", " ", "sentencex", "it-IT"),
        Language("ja", "Japanese", "Jpan", "", "sentencex", "ja-JP"),
        Language("ko", "Korean", "Kore", " ", "sentencex", "ko-KR"),
        Language("nl", "Dutch", "Latn", " ", "sentencex", "nl-NL"),
        Language("pl", "Polish", "Latn", " ", "sentencex", "pl-PL"),
        Language("pt", "Portuguese", "Latn", " ", "sentencex", "pt-PT"),
        Language("ru", "Russian", "Cyrl", " ", "sentencex", "ru-RU"),
        Language("th", "Thai", "Thai", "", "sentencex", "th-TH"),
        Language("tr", "Turkish", "Latn", " ", "sentencex", "tr-TR"),
        Language("zh", "Chinese", "Hans", "", "chinese", "zh-CN"),
        Language("zh-TW", "Chinese (Traditional)", "Hant", "", "chinese", "zh-TW"),
    )
}

ALIASES = {
    "zh-cn": "zh",
    "zh-hans": "zh",
    "zh-sg": "zh",
    "zh-hans-cn": "zh",
    "cmn": "zh",
    "zh-hant": "zh-TW",
    "zh-hk": "zh-TW",
    "zh-mo": "zh-TW",
    "zh-hant-tw": "zh-TW",
    "zh-tw": "zh-TW",
}


@cache
def get_language(code: str) -> Language:
    """The row of a language code in any common spelling; unknown codes get a row of their own.

    Raises:
        WrongUsageError: The text is not a language code.

    >>> get_language("zh_CN").code, get_language("EN-gb").code, get_language("zh-Hant").tmx_code
    ('zh', 'en', 'zh-TW')
    """
    tag = code.strip().replace("_", "-")
    lower = tag.lower()
    known = ALIASES.get(lower) or lower.split("-", maxsplit=1)[0]
    if known in LANGUAGES:
        return LANGUAGES[known]
    if not lower.replace("-", "").isalnum() or not 2 <= len(lower.split("-", maxsplit=1)[0]) <= 3:
        raise WrongUsageError(f"{code!r} is not a language code. Use one like en, zh, zh-TW or fr.")
    # Models other than the embedded one know more languages than the table.
    return Language(known, known, "Latn", " ", "sentencex", known)


def is_chinese(code: str) -> bool:
    """Whether the language is Chinese, in either script.

    >>> is_chinese("zh-TW"), is_chinese("ja")
    (True, False)
    """
    return get_language(code).splitter == "chinese"
