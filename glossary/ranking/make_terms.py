"""Makes the terms of the chosen entries: spelling, counts, variants and evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from aligner.arrays import Int64s
from aligner.term import Term, TermEvidence, Variant
from glossary.candidates.corpus_index import CorpusIndex, SideIndex
from glossary.pairing.scoring import Matching
from glossary.ranking.entry import Entry
from glossary.ranking.forms import count_forms, occurrence_tags

MAX_EVIDENCE = 5
"""Most places kept as evidence of an entry, the surest first."""

PARTS = {"N": "noun", "P": "proper noun", "A": "adjective", "B": "adjective", "V": "verb",
         "G": "noun", "X": "", "D": "adverb", "U": "", "Q": "noun", "F": "noun"}  # fmt: skip
"""The part of speech for the tag of a term's last token."""


@dataclass(frozen=True, slots=True)
class _PairOccurrence:
    link: int
    source_at: int
    """Occurrence in the span table."""
    target_at: int


def make_terms(index: CorpusIndex, matching: Matching, entries: Sequence[Entry]) -> list[Term]:
    """The terms of the entries, in their order."""
    rows = [row for entry in entries for row in (entry.best, *entry.others)]
    targets = matching.pairs["target"].to_numpy()
    maker = _TermMaker(
        index=index,
        pairs=matching.pairs,
        source_occurrences=_find_occurrences(
            index.source, (s for entry in entries for s in _all_sources(entry))
        ),
        target_occurrences=_find_occurrences(index.target, (int(targets[row]) for row in rows)),
        pair_occurrences=_find_pair_occurrences(matching, rows),
    )
    return [maker.make(entry) for entry in entries]


@dataclass(frozen=True, slots=True)
class _TermMaker:
    index: CorpusIndex
    pairs: pl.DataFrame
    source_occurrences: dict[int, Int64s]
    target_occurrences: dict[int, Int64s]
    pair_occurrences: dict[tuple[int, int], list[_PairOccurrence]]

    def make(self, entry: Entry) -> Term:
        source, target = self.index.source, self.index.target
        number = int(self.pairs["target"][entry.best])
        here = np.concatenate([self.source_occurrences[s] for s in entry.sources])
        there = self.target_occurrences[number]
        found = [
            occurrence
            for s in _all_sources(entry)
            for occurrence in self.pair_occurrences.get((s, number), [])
        ]
        forms = count_forms(source, here)
        if entry.long_forms:
            written_out = np.concatenate([self.source_occurrences[s] for s in entry.long_forms])
            forms += count_forms(source, written_out)
        tags = occurrence_tags(source, int(here[0]))
        return Term(
            source=forms[0].text,
            target=count_forms(target, there)[0].text,
            source_language=source.language,
            target_language=target.language,
            confidence=round(entry.confidence, 4),
            part_of_speech=PARTS.get(tags[-1] if "I" not in tags else "N", ""),
            count=len({occurrence.link for occurrence in found}),
            source_count=len(here),
            target_count=len(there),
            source_variants=tuple(forms[1:]),
            target_variants=tuple(self._further_renderings(entry)),
            evidence=self._evidence(found),
        )

    def _further_renderings(self, entry: Entry) -> Iterable[Variant]:
        for row in entry.others:
            if count := int(self.pairs["count"][row]):
                occurrences = self.target_occurrences[int(self.pairs["target"][row])]
                yield Variant(count_forms(self.index.target, occurrences)[0].text, count)

    def _evidence(self, found: Sequence[_PairOccurrence]) -> tuple[TermEvidence, ...]:
        """The first occurrence in each link, at most `MAX_EVIDENCE`."""
        evidence: dict[int, TermEvidence] = {}
        for occurrence in found:
            if occurrence.link in evidence or len(evidence) == MAX_EVIDENCE:
                continue
            bitext, source_segment, source_span = _locate(self.index.source, occurrence.source_at)
            _, target_segment, target_span = _locate(self.index.target, occurrence.target_at)
            evidence[occurrence.link] = TermEvidence(
                self.index.bitext_names[bitext],
                source_segment,
                source_span,
                target_segment,
                target_span,
            )
        return tuple(evidence.values())


def _all_sources(entry: Entry) -> tuple[int, ...]:
    """The source candidates whose occurrences are evidence of the entry."""
    return (*entry.sources, *entry.long_forms)


def _find_occurrences(side: SideIndex, wanted: Iterable[int]) -> dict[int, Int64s]:
    """The occurrences of each wanted candidate, in text order."""
    order = np.argsort(side.spans.candidate, kind="stable")
    ordered = side.spans.candidate[order]
    return {
        number: order[np.searchsorted(ordered, number) : np.searchsorted(ordered, number, "right")]
        for number in set(wanted)
    }


def _find_pair_occurrences(
    matching: Matching, rows: list[int]
) -> dict[tuple[int, int], list[_PairOccurrence]]:
    """The occurrences of each wanted pair of candidates, surest first."""
    wanted = matching.pairs[rows].select("source", "target").unique()
    occurrences = matching.candidate_pairs.occurrences.join(wanted, on=["source", "target"]).sort(
        pl.col("share") * pl.col("weight"), "link", "source_at", "target_at",
        descending=[True, False, False, False],
    )  # fmt: skip
    result: dict[tuple[int, int], list[_PairOccurrence]] = {}
    for link, source_at, target_at, source, target in occurrences.select(
        "link", "source_at", "target_at", "source", "target"
    ).iter_rows():
        found = _PairOccurrence(link, source_at, target_at)
        result.setdefault((source, target), []).append(found)
    return result


def _locate(side: SideIndex, occurrence: int) -> tuple[int, int, tuple[int, int]]:
    """Bitext, segment, and span in the text of the segment."""
    spans, tokens = side.spans, side.tokens
    sentence = int(spans.sentence[occurrence])
    first, last = int(spans.first[occurrence]), int(spans.last[occurrence])
    span = int(tokens.start[first]), int(tokens.end[last - 1])
    return int(side.bitext_number[sentence]), int(side.segment_number[sentence]), span
