"""From ranked entries to terms: spelling, counts, variants and the places where they were seen."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from aligner.term import Term, TermEvidence, Variant
from glossary.candidates.corpus_index import SideSurvey, Survey
from glossary.pairing.pair_table import Entry
from glossary.pairing.scoring import Matching

EXAMPLES = 5
"""Places kept for each entry, the surest first."""

PARTS = {"N": "noun", "P": "proper noun", "A": "adjective", "B": "adjective", "V": "verb",
         "G": "noun", "X": "", "D": "adverb", "U": "", "Q": "noun", "F": "noun"}  # fmt: skip


def write_terms(survey: Survey, matching: Matching, entries: Sequence[Entry]) -> list[Term]:
    """The terms of the entries, in their order."""
    source_places = _places(survey.source, (s for entry in entries for s in _witnesses(entry)))
    rows = [row for entry in entries for row in (entry.best, *entry.others)]
    targets = matching.pairs["target"].to_numpy()
    target_places = _places(survey.target, (int(targets[row]) for row in rows))
    seen = _seen(matching, rows)
    return [
        _term(
            survey,
            matching,
            entry,
            source_places=source_places,
            target_places=target_places,
            seen=seen,
        )
        for entry in entries
    ]


def _term(
    survey: Survey,
    matching: Matching,
    entry: Entry,
    *,
    source_places: dict[int, NDArray[np.int64]],
    target_places: dict[int, NDArray[np.int64]],
    seen: dict[tuple[int, int], list[tuple[int, int, int]]],
) -> Term:
    pairs = matching.pairs
    target = int(pairs["target"][entry.best])
    here = np.concatenate([source_places[s] for s in entry.sources])
    sightings = [row for s in _witnesses(entry) for row in seen.get((s, target), [])]
    forms = count_forms(survey.source, here)
    if entry.long_forms:
        written_out = np.concatenate([source_places[s] for s in entry.long_forms])
        forms += count_forms(survey.source, written_out)
    renderings = count_forms(survey.target, target_places[target])
    others = [
        Variant(_most_common(survey.target, target_places[int(pairs["target"][row])]), n)
        for row in entry.others
        if (n := int(pairs["count"][row]))
    ]
    first = int(here[0])
    tags = _tags(survey.source, first)
    return Term(
        source=forms[0].text,
        target=renderings[0].text,
        source_language=survey.source.language,
        target_language=survey.target.language,
        confidence=round(entry.confidence, 4),
        part_of_speech=PARTS.get(tags[-1] if "I" not in tags else "N", ""),
        count=len({link for link, _, _ in sightings}),
        source_count=len(here),
        target_count=len(target_places[target]),
        source_variants=tuple(forms[1:]),
        target_variants=tuple(others),
        evidence=_evidence(survey, sightings),
    )


def _witnesses(entry: Entry) -> tuple[int, ...]:
    """The source candidates whose sightings speak for the entry."""
    return (*entry.sources, *entry.long_forms)


def count_forms(side: SideSurvey, places: NDArray[np.int64]) -> list[Variant]:
    """The spellings of a term, commonest first; a capital that only opens a sentence is undone."""
    inside: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    for place in places.tolist():
        opens = side.spans.first[place] == side.tokens.bounds[side.spans.sentence[place]]
        (opening if opens else inside)[_surface(side, place)] += 1
    is_name = _tags(side, int(places[0]))[:1] == "P"
    merged = Counter(inside)
    for form, count in opening.items():
        small = form[:1].lower() + form[1:]
        kept = form in inside or is_name or form[1:2].isupper()
        merged[form if kept and small not in inside else small] += count
    ordered = sorted(merged.items(), key=lambda item: (-item[1], item[0]))
    return [Variant(form, count) for form, count in ordered]


def _surface(side: SideSurvey, place: int) -> str:
    spans, tokens = side.spans, side.tokens
    first, last = int(spans.first[place]), int(spans.last[place])
    return " ".join(tokens.text(int(spans.sentence[place]), first, last).split())


def _tags(side: SideSurvey, place: int) -> str:
    spans, tokens = side.spans, side.tokens
    sentence = int(spans.sentence[place])
    offset = int(tokens.bounds[sentence])
    return tokens.tags[sentence][int(spans.first[place]) - offset : int(spans.last[place]) - offset]


def _most_common(side: SideSurvey, places: NDArray[np.int64]) -> str:
    return count_forms(side, places)[0].text


def _places(side: SideSurvey, wanted: Iterable[int]) -> dict[int, NDArray[np.int64]]:
    """For each wanted candidate the numbers of its places."""
    order = np.argsort(side.spans.candidate, kind="stable")
    ordered = side.spans.candidate[order]
    return {
        number: order[np.searchsorted(ordered, number) : np.searchsorted(ordered, number, "right")]
        for number in set(wanted)
    }


def _seen(matching: Matching, rows: list[int]) -> dict[tuple[int, int], list[tuple[int, int, int]]]:
    """For each wanted pair its sightings (link, source place, target place), surest first."""
    wanted = matching.pairs[rows].select("source", "target").unique()
    frame = matching.sightings.seen.join(wanted, on=["source", "target"]).sort(
        pl.col("share") * pl.col("weight"), "link", "source_at", "target_at",
        descending=[True, False, False, False],
    )  # fmt: skip
    result: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for link, here, there, source, target in frame.select(
        "link", "source_at", "target_at", "source", "target"
    ).iter_rows():
        result.setdefault((source, target), []).append((link, here, there))
    return result


def _evidence(survey: Survey, sightings: list[tuple[int, int, int]]) -> tuple[TermEvidence, ...]:
    """One place a link, at most `EXAMPLES`."""
    places: dict[int, TermEvidence] = {}
    for link, here, there in sightings:
        if link not in places and len(places) < EXAMPLES:
            bitext, source_segment, source_span = _locate(survey.source, here)
            _, target_segment, target_span = _locate(survey.target, there)
            places[link] = TermEvidence(
                survey.names[bitext], source_segment, source_span, target_segment, target_span
            )
    return tuple(places.values())


def _locate(side: SideSurvey, place: int) -> tuple[int, int, tuple[int, int]]:
    spans, tokens = side.spans, side.tokens
    sentence = int(spans.sentence[place])
    span = int(tokens.start[spans.first[place]]), int(tokens.end[spans.last[place] - 1])
    return int(side.origin[sentence]), int(side.index[sentence]), span
