"""What the report shows, worked out before any HTML is written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from aligner.bitext import Bitext, LinkStatus, Side
from aligner.confidence import LIKELY_WRONG, UNCERTAIN
from aligner.exporters.cleaning import file_name, remove_forbidden
from aligner.exporters.dot_plot import DotPlot, dot_plot
from aligner.exporters.options import ExportOptions
from aligner.exporters.selection import ExportPair, PairSelection, languages_of
from aligner.exporters.term_marks import Piece, TermSpans, find_term_spans, mark_terms
from aligner.flags import explain
from aligner.joining import find_gaps
from aligner.languages import get_language
from aligner.term import Term, TermStatus

MOST_TERMS = 500
"""A glossary longer than this is better read from its own export."""
MOST_PLACES = 12
"""Links into the text shown for a term."""
FOLD = 4
"""This many neighbouring rows without a counterpart are folded into one."""
LEAST_SURE = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a pair: sentences in pieces, the gap before each sentence included."""

    sentences: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A pair as a row."""

    anchor: str
    number: int
    source: Cell
    target: Cell
    confidence: float
    decided: str
    """"accepted", "edited" …; empty where nobody decided."""
    remarks: tuple[str, ...]
    note: str

    @property
    def level(self) -> str:
        """The class of its colour."""
        if self.decided in ("accepted", "edited"):
            return "decided"
        if self.confidence >= UNCERTAIN:
            return "sure"
        return "fair" if self.confidence >= LIKELY_WRONG else "low"

    @property
    def one_sided(self) -> bool:
        """Whether it says "no counterpart"."""
        return not (self.source.sentences and self.target.sentences)


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring rows; `folded` ones have no counterpart and are shown on demand."""

    rows: tuple[ReportRow, ...]
    folded: bool
    source_count: int
    target_count: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the summary."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bin of the histogram."""

    label: str
    count: int
    share: float
    """Height as a share of the highest bar."""
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A pair of documents."""

    name: str
    source_file: str
    target_file: str
    source_language: str
    target_language: str
    source_tag: str
    target_tag: str
    facts: tuple[Fact, ...]
    plot: DotPlot
    bars: tuple[Bar, ...]
    least_sure: tuple[ReportRow, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class TermRow:
    """An entry of the glossary."""

    number: int
    source: str
    target: str
    variants: str
    confidence: float
    status: str
    count: int
    places: tuple[tuple[str, int], ...]
    """Anchor and number of the pairs that it occurs in."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The whole page."""

    title: str
    sections: tuple[Section, ...]
    terms: tuple[TermRow, ...]
    terms_left_out: int
    left_out: tuple[str, ...]


def make_report(
    bitexts: Sequence[Bitext], selection: PairSelection, options: ExportOptions
) -> ReportPage:
    """Everything that the page shows."""
    wanted = [term for term in options.terms if term.status is not TermStatus.REJECTED]
    terms = wanted[:MOST_TERMS]
    spans = find_term_spans(terms)
    chosen = {name: list(pairs) for name, pairs in groupby(selection.pairs, key=_bitext_name)}
    sections = tuple(
        _section(bitext, number, chosen.get(bitext.name, []), spans, options)
        for number, bitext in enumerate(bitexts, start=1)
    )
    places = {
        (pair.bitext.name, i): (_anchor(number, pair), pair.number)
        for number, bitext in enumerate(bitexts, start=1)
        for pair in chosen.get(bitext.name, [])
        for i in pair.link.source.ids
    }
    return ReportPage(
        title=remove_forbidden(options.title)[0] or ", ".join(section.name for section in sections),
        sections=sections,
        terms=tuple(_term_row(i, term, places) for i, term in enumerate(terms, start=1)),
        terms_left_out=len(wanted) - len(terms),
        left_out=tuple(selection.report().sentences()),
    )


def _bitext_name(pair: ExportPair) -> str:
    return pair.bitext.name


def _anchor(section: int, pair: ExportPair) -> str:
    return f"p{section}-{pair.number}"


def _section(
    bitext: Bitext,
    number: int,
    pairs: Sequence[ExportPair],
    spans: TermSpans,
    options: ExportOptions,
) -> Section:
    languages = languages_of(bitext, options)
    rows = [_row(pair, number, spans) for pair in pairs]
    doubtful = [row for row in rows if not row.decided and row.confidence < UNCERTAIN]
    doubtful = [row for row in doubtful if not row.one_sided]
    return Section(
        name=remove_forbidden(bitext.name)[0],
        source_file=file_name(bitext.source.origin),
        target_file=file_name(bitext.target.origin),
        source_language=get_language(languages.source).name,
        target_language=get_language(languages.target).name,
        source_tag=options.language_tag(languages.source),
        target_tag=options.language_tag(languages.target),
        facts=tuple(_facts(bitext, pairs)),
        plot=dot_plot(
            [pair.link for pair in pairs], len(bitext.source_segments), len(bitext.target_segments)
        ),
        bars=_histogram([row.confidence for row in rows if not row.one_sided]),
        least_sure=tuple(sorted(doubtful, key=lambda row: row.confidence)[:LEAST_SURE]),
        groups=tuple(_fold(rows)),
    )


def _row(pair: ExportPair, section: int, spans: TermSpans) -> ReportRow:
    status = pair.link.status
    return ReportRow(
        anchor=_anchor(section, pair),
        number=pair.number,
        source=_cell(pair, Side.SOURCE, spans),
        target=_cell(pair, Side.TARGET, spans),
        confidence=pair.link.confidence,
        decided="" if status is LinkStatus.AUTO else status.value,
        remarks=tuple(explain(flag) for flag in pair.flags),
        note=pair.note,
    )


def _cell(pair: ExportPair, side: Side, spans: TermSpans) -> Cell:
    bitext, run = pair.bitext, pair.link.run(side)
    texts = pair.source_sentences if side is Side.SOURCE else pair.target_sentences
    segments = bitext.segments(side)
    sentences: list[tuple[Piece, ...]] = []
    gaps = find_gaps(bitext.document(side), segments[run.start : run.end], texts)
    for gap, text, i in zip(gaps, texts, run.ids, strict=True):
        # The places are those of the project's words; cleaned text of another length has none.
        found = spans.get((bitext.name, side, i), ()) if len(text) == len(segments[i].text) else ()
        sentences.append((Piece(gap), *mark_terms(text, found)))
    return Cell(tuple(sentences))


def _facts(bitext: Bitext, pairs: Sequence[ExportPair]) -> Iterator[Fact]:
    linked = [pair.link for pair in pairs if pair.link.source and pair.link.target]
    for name, segments, runs in (
        ("Source sentences", bitext.source_segments, [link.source for link in linked]),
        ("Target sentences", bitext.target_segments, [link.target for link in linked]),
    ):
        found = len({i for run in runs for i in run.ids})
        yield Fact(name, f"{len(segments):,}, of which {found:,} have a counterpart")
    shapes = Counter(f"{link.source.size}–{link.target.size}" for link in linked)
    common = ", ".join(f"{shape}: {count:,}" for shape, count in shapes.most_common(5))
    yield Fact("Pairs", f"{len(linked):,} ({common})" if linked else "none")
    auto = [link for link in linked if link.status is LinkStatus.AUTO]
    below = sum(link.confidence < UNCERTAIN for link in auto)
    yield Fact("Decided by a person", f"{len(linked) - len(auto):,}")
    yield Fact(f"Undecided below {UNCERTAIN}", f"{below:,}")
    wrong = sum(1 - link.confidence for link in auto)
    yield Fact("Expected wrong pairs", f"{wrong:.1f} of {len(auto):,} undecided")


def _histogram(confidences: Sequence[float]) -> tuple[Bar, ...]:
    counts = Counter(min(9, int(confidence * 10)) for confidence in confidences)
    most = max(counts.values(), default=1)
    return tuple(
        Bar(f"{i / 10:.1f}", counts[i], counts[i] / most, doubtful=i / 10 < UNCERTAIN)
        for i in range(10)
    )


def _fold(rows: Sequence[ReportRow]) -> Iterator[Group]:
    for one_sided, group in groupby(rows, key=lambda row: row.one_sided):
        members = tuple(group)
        yield Group(
            members,
            folded=one_sided and len(members) >= FOLD,
            source_count=sum(len(row.source.sentences) for row in members),
            target_count=sum(len(row.target.sentences) for row in members),
        )


def _term_row(number: int, term: Term, places: dict[tuple[str, int], tuple[str, int]]) -> TermRow:
    seen = dict.fromkeys(
        places[place]
        for evidence in term.evidence
        if (place := (evidence.bitext, evidence.source_segment)) in places
    )
    return TermRow(
        number=number,
        source=remove_forbidden(term.source)[0],
        target=remove_forbidden(term.target)[0],
        variants=remove_forbidden(", ".join(v.text for v in term.target_variants))[0],
        confidence=term.confidence,
        status=term.status.value,
        count=term.count,
        places=tuple(seen)[:MOST_PLACES],
    )
