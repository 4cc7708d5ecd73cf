"""What an export can be told, and what it tells afterwards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeVar

from aligner.bitext import LinkStatus
from aligner.errors import WrongUsageError
from aligner.languages import get_language
from aligner.term import Term
from aligner.wording import count_noun

Script = Literal["simplified", "traditional"]

NOT_REJECTED = frozenset(LinkStatus) - {LinkStatus.REJECTED}

REASONS = {
    "rejected": "rejected in review",
    "status": "not of the status asked for",
    "confidence": "below the confidence asked for",
    "empty": "without a counterpart",
    "duplicate": "the same as another pair",
    "crossing": "out of order, which this format cannot say",
}
"""Why a link is left out: the code of `ExportReport.left_out`, and the words for people."""

# BCP 47 without extensions; the form that OmegaT's schema takes ("zh_CN" it refuses).
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Which links are written, and how."""

    min_confidence: float = 0.0
    """Leave out links below it, but never one that a person accepted or edited."""
    statuses: frozenset[LinkStatus] = NOT_REJECTED
    dedupe: bool = False
    """Write only the best of several pairs with the same words on both sides."""
    skip_empty: bool = False
    """Leave out links with an empty side. TMX and Moses, which have no use for them, always do."""
    tmx_languages: Mapping[str, str] = field(default_factory=dict)
    """Our language code → the code to write, where it is not the usual one of `languages`."""
    to_script: Script | None = None
    """Convert Chinese text on the way out; the project keeps what was read."""
    pooled: bool = True
    """One file for all pairs of documents; else the destination is a folder with a file a pair."""
    excel: bool = False
    """CSV and TSV to open in Excel: a byte order mark, and no cell taken for a formula."""
    terms: tuple[Term, ...] = ()
    """The glossary, for the report."""
    title: str = ""
    """What the report calls itself."""
    force: bool = False
    """Replace files that are there."""

    def language_tag(self, language: str) -> str:
        """The code written for one of our languages.

        >>> ExportOptions().language_tag("zh")
        'zh-CN'
        >>> ExportOptions(tmx_languages={"zh": "zh-Hans"}).language_tag("zh")
        'zh-Hans'

        A document keeps the region where both sides are one language:

        >>> ExportOptions().language_tag("en-GB")
        'en-GB'
        """
        if language in self.tmx_languages:
            return self.tmx_languages[language]
        row = get_language(language)
        return language if "-" in language and language != row.code else row.tmx_code


DEFAULT_EXPORT = ExportOptions()

Options = TypeVar("Options")


def read_options(kind: type[Options], given: Mapping[str, Any]) -> Options:
    """The options of an export from keyword arguments; `kind` is the dataclass of them.

    Raises:
        WrongUsageError: There is no such option.
    """
    try:
        return kind(**given)
    except TypeError as error:
        names = ", ".join(option.name for option in fields(kind))  # type: ignore[arg-type]
        raise WrongUsageError(f"{error}. An export has these options: {names}.") from None


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written, and what was not."""

    files: tuple[str, ...]
    written: int
    """Links."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Code of `REASONS` → how many links."""
    removed_characters: int = 0
    """Control characters and broken surrogates that XML and other tools refuse."""

    def sentences(self) -> list[str]:
        """What was left out or changed, a sentence each; empty when nothing was.

        >>> ExportReport(("a.tmx",), 3, {"empty": 2}, 1).sentences()
        ['2 links left out: without a counterpart', '1 control character removed']
        """
        lines = [
            f"{count_noun(count, 'link')} left out: {REASONS[reason]}"
            for reason, count in self.left_out.items()
            if count
        ]
        if self.removed_characters:
            lines.append(f"{count_noun(self.removed_characters, 'control character')} removed")
        return lines


def parse_language_tags(values: list[str]) -> dict[str, str]:
    """The value of --tmx-lang: `zh-Hans` for the language it belongs to, `zh-TW=zh-HK` for another.

    >>> parse_language_tags(["en-GB", "zh-TW=zh_HK"])
    {'en': 'en-GB', 'zh-TW': 'zh-HK'}

    Raises:
        WrongUsageError: One of them is no language code.
    """
    tags: dict[str, str] = {}
    for value in values:
        left, _, right = value.rpartition("=")
        tag = right.strip().replace("_", "-")
        if not _LANGUAGE_TAG.fullmatch(tag):
            raise WrongUsageError(f"{value!r} is not a language code. Use one like zh-Hans, en-GB.")
        tags[get_language(left or tag).code] = tag
    return tags
