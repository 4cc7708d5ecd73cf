"""Which links an export writes, and their words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.bitext import Bitext, Link, LinkStatus, Run, Segment, Side
from aligner.exporters.cleaning import (
    language_in_script,
    remove_forbidden,
    script_converter,
)
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.joining import join_segments


@dataclass(frozen=True, slots=True)
class ExportPair:
    """A link that is written, in words."""

    bitext: Bitext
    link: Link
    number: int
    """The project's number of the link, or its place in the bitext (from 1) while it has none."""
    source_sentences: tuple[str, ...]
    target_sentences: tuple[str, ...]
    source: str
    """The sentences joined; "" when there is no counterpart."""
    target: str
    note: str
    flags: tuple[str, ...]
    name: str
    """The name of the bitext."""

    @property
    def kind(self) -> str:
        """How many sentences of each side: `1-2`."""
        return f"{self.link.source.size}-{self.link.target.size}"


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a bitext as written: after the conversion of the script."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class PairSelection:
    """What is written and what is not."""

    pairs: tuple[ExportPair, ...]
    left_out: Mapping[str, int]
    removed_characters: int

    def report(self, *files: object, also: Mapping[str, int] | None = None) -> ExportReport:
        """The report of an export that wrote these pairs; `also` was left out by the format."""
        left_out = Counter(self.left_out) + Counter(also or {})
        return ExportReport(
            files=tuple(str(file) for file in files),
            written=len(self.pairs) - sum((also or {}).values()),
            left_out=dict(sorted(left_out.items())),
            removed_characters=self.removed_characters,
        )


def select_pairs(
    bitexts: Sequence[Bitext], options: ExportOptions, *, both_sides: bool = False
) -> PairSelection:
    """The links to write, in source order; `both_sides` leaves out empty sides in any case."""
    left_out: Counter[str] = Counter()
    pairs: list[ExportPair] = []
    removed = 0
    for bitext in bitexts:
        words = _Words(bitext, options)
        for place, link in enumerate(bitext.links, start=1):
            reason = reason_to_leave_out(link, options, both_sides=both_sides)
            if reason:
                left_out[reason] += 1
            else:
                pairs.append(words.pair(link, link.id or place))
        removed += words.removed
    if options.dedupe:
        kept = _without_duplicates(pairs)
        left_out["duplicate"] += len(pairs) - len(kept)
        pairs = kept
    return PairSelection(tuple(pairs), left_out, removed)


def reason_to_leave_out(
    link: Link, options: ExportOptions, *, both_sides: bool = False
) -> str | None:
    """Why this link is not written, as a code of `REASONS`; None when it is."""
    if link.status not in options.statuses:
        return "rejected" if link.status is LinkStatus.REJECTED else "status"
    if link.status is LinkStatus.AUTO and link.confidence < options.min_confidence:
        return "confidence"
    if (options.skip_empty or both_sides) and not (link.source and link.target):
        return "empty"
    return None


def languages_of(bitext: Bitext, options: ExportOptions) -> Languages:
    """The languages of a bitext as written."""
    return Languages(
        language_in_script(bitext.source.language, options.to_script),
        language_in_script(bitext.target.language, options.to_script),
    )


class _Words:
    """Turns the links of one bitext into pairs and counts the characters it had to remove."""

    def __init__(self, bitext: Bitext, options: ExportOptions) -> None:
        self.bitext = bitext
        self.removed = 0
        self._name = self._clean(bitext.name)
        self._convert_source = script_converter(bitext.source.language, options.to_script)
        self._convert_target = script_converter(bitext.target.language, options.to_script)

    def pair(self, link: Link, number: int) -> ExportPair:
        bitext = self.bitext
        source = [self._convert_source(t) for t in self._texts(bitext.source_segments, link.source)]
        target = [self._convert_target(t) for t in self._texts(bitext.target_segments, link.target)]
        return ExportPair(
            bitext=bitext,
            link=link,
            number=number,
            source_sentences=tuple(source),
            target_sentences=tuple(target),
            source=self._join(Side.SOURCE, link.source, source),
            target=self._join(Side.TARGET, link.target, target),
            note=self._clean(link.note),
            flags=tuple(self._clean(flag) for flag in link.flags),
            name=self._name,
        )

    def _texts(self, segments: Sequence[Segment], run: Run) -> Iterator[str]:
        return (self._clean(segments[i].text) for i in run.ids)

    def _join(self, side: Side, run: Run, texts: list[str]) -> str:
        segments = self.bitext.segments(side)[run.start : run.end]
        return self._clean(join_segments(self.bitext.document(side), segments, texts))

    def _clean(self, text: str) -> str:
        clean, removed = remove_forbidden(text)
        self.removed += removed
        return clean


def _without_duplicates(pairs: list[ExportPair]) -> list[ExportPair]:
    """The best of each group with the same words, in the place of the first of the group."""
    best: dict[tuple[str, str], ExportPair] = {}
    for pair in pairs:
        key = (pair.source, pair.target)
        if key not in best or _worth(pair) > _worth(best[key]):
            best[key] = pair
    return list(best.values())


def _worth(pair: ExportPair) -> tuple[bool, float]:
    return pair.link.status is not LinkStatus.AUTO, pair.link.confidence
