"""What an export of a glossary may be asked for, which terms it writes, and what it reports."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from aligner.bitext import Bitext
from aligner.exporters.cleaning import flatten, remove_forbidden
from aligner.languages import get_language
from aligner.term import Term, TermStatus

NOT_REJECTED = frozenset(TermStatus) - {TermStatus.REJECTED}

REASONS = {
    "status": "not of the status asked for",
    "confidence": "below the confidence asked for",
    "limit": "beyond the limit",
    "forbidden": "forbidden renderings, which this format cannot mark",
    "duplicate": "a further rendering of a source term, which this format takes once",
    "too-long": "longer than this format allows",
    "comment": "beginning with #, which this format takes for a comment",
    "too-many": "beyond the size this format allows",
    "empty": "empty once control characters were removed",
}
"""Why a term is left out: the code in `TermReport.left_out`, and its words for people."""


@dataclass(frozen=True, slots=True)
class TermOptions:
    """Which terms are written, and how."""

    min_confidence: float = 0.0
    """Least confidence of a candidate; what a person decided is always written."""
    statuses: frozenset[TermStatus] = NOT_REJECTED
    limit: int | None = None
    """Most terms that are written."""
    language_tags: Mapping[str, str] = field(default_factory=dict)
    """The code to write in TMX and TBX for a language code of ours."""
    force: bool = False
    """Whether to overwrite an existing file."""
    title: str = "glossary"
    """The title of the glossary, for formats that have one."""

    def tag(self, language: str) -> str:
        """The code to write for one of our languages.

        >>> TermOptions().tag("zh")
        'zh-CN'
        """
        return self.language_tags.get(language) or get_language(language).tmx_code


@dataclass(frozen=True, slots=True)
class TermReport:
    """How many terms were written, and how many were left out for which reason."""

    file: str
    written: int
    left_out: Mapping[str, int] = field(default_factory=dict)

    def sentences(self) -> list[str]:
        """Sentences that say what was left out."""
        return [f"{count:,} left out: {REASONS[code]}" for code, count in self.left_out.items()]


@dataclass(frozen=True, slots=True)
class Example:
    """The sentences of a link in which both terms occur."""

    source: str = ""
    target: str = ""


class TermSelection:
    """The terms that an export writes, and how many others are left out for which reason."""

    def __init__(
        self, terms: Iterable[Term], options: TermOptions, bitexts: Sequence[Bitext]
    ) -> None:
        self.options = options
        self.left_out: dict[str, int] = {}
        self._bitexts = {bitext.name: bitext for bitext in bitexts}
        self.terms = [_clean(term) for term in terms if self._wanted(term)]
        self.filter(lambda term: bool(term.source and term.target), "empty")
        if options.limit is not None and len(self.terms) > options.limit:
            self.left_out["limit"] = len(self.terms) - options.limit
            self.terms = self.terms[: options.limit]

    def filter(self, keep: Callable[[Term], bool], reason: str) -> None:
        """Leave out the terms for which `keep(term)` is false, counting them under `reason`."""
        kept = [term for term in self.terms if keep(term)]
        if len(kept) < len(self.terms):
            self.left_out[reason] = self.left_out.get(reason, 0) + len(self.terms) - len(kept)
        self.terms = kept

    def example(self, term: Term) -> Example:
        """The sentences of the first evidence; empty if the texts are not at hand."""
        for place in term.evidence:
            bitext = self._bitexts.get(place.bitext)
            if bitext is not None:
                return Example(
                    flatten(remove_forbidden(bitext.source_segments[place.source_segment].text)[0]),
                    flatten(remove_forbidden(bitext.target_segments[place.target_segment].text)[0]),
                )
        return Example()

    def report(self, destination: Path | str) -> TermReport:
        """The report of an export to `destination`."""
        return TermReport(str(destination), len(self.terms), dict(self.left_out))

    def _wanted(self, term: Term) -> bool:
        reason = ""
        if term.status not in self.options.statuses:
            reason = "status"
        elif term.status is TermStatus.CANDIDATE and term.confidence < self.options.min_confidence:
            reason = "confidence"
        if reason:
            self.left_out[reason] = self.left_out.get(reason, 0) + 1
        return not reason


def _clean(term: Term) -> Term:
    """The term on one line, without characters that no format can hold."""
    return replace(
        term,
        source=clean_text(term.source),
        target=clean_text(term.target),
        note=clean_text(term.note),
        domain=clean_text(term.domain),
    )


def clean_text(text: str) -> str:
    r"""The text on one line, without control characters.

    >>> clean_text(" a\tb\x00\u2028c ")
    'a b c'
    """
    plain = "".join(c for c in flatten(remove_forbidden(text)[0]) if not 0x7F <= ord(c) <= 0x9F)
    return " ".join(plain.split())
