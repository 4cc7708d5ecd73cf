"""The forms of a term: how its occurrences are spelled, and how often."""

from collections import Counter

from aligner.arrays import Int64s
from aligner.term import Variant
from glossary.candidates.corpus_index import SideIndex


def count_forms(side: SideIndex, occurrences: Int64s) -> list[Variant]:
    """The spellings of a term, commonest first; a capital that only opens a sentence is undone."""
    inside: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    for at in occurrences.tolist():
        opens = side.spans.first[at] == side.tokens.bounds[side.spans.sentence[at]]
        (opening if opens else inside)[side.spans.surface(side.tokens, at)] += 1
    is_name = occurrence_tags(side, int(occurrences[0]))[:1] == "P"
    merged = Counter(inside)
    for form, count in opening.items():
        small = form[:1].lower() + form[1:]
        kept = form in inside or is_name or form[1:2].isupper()
        merged[form if kept and small not in inside else small] += count
    ordered = sorted(merged.items(), key=lambda item: (-item[1], item[0]))
    return [Variant(form, count) for form, count in ordered]


def occurrence_tags(side: SideIndex, at: int) -> str:
    """The tags of the tokens of an occurrence."""
    spans, tokens = side.spans, side.tokens
    sentence = int(spans.sentence[at])
    offset = int(tokens.bounds[sentence])
    return tokens.tags[sentence][int(spans.first[at]) - offset : int(spans.last[at]) - offset]
