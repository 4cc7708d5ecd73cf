"""Names that a translation keeps as they are, and acronyms that it spells out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from glossary.pair_table import Entry, PairTable
from glossary.survey import Survey

KEPT = 0.5
"""Confidence of "this name stays as it is": right in the text at hand, but lists of terms rather
have the long form (none of six such names of terms-tico19)."""
OFTEN = 3
"""In so many links at least a name must stay as it is before that is worth an entry."""


SMALL = frozenset("of the and for in on to".split())
"""Words whose initials acronyms leave out."""


def initials(words: Sequence[str]) -> set[str]:
    """The acronyms that words can have.

    >>> sorted(initials("centers for disease control".split()))
    ['cdc', 'cfdc']
    """
    return {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in SMALL),
    }


def index_long_forms(terms: Mapping[int, str]) -> dict[str, list[int]]:
    """For each acronym the numbers of the terms it can stand for."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, term in terms.items():
        words = term.replace("-", " ").split()
        if len(words) > 1:
            for acronym in sorted(initials(words)):
                found[acronym].append(number)
    return found


def is_acronym(name: str) -> bool:
    """Whether a name has two capitals or more.

    >>> is_acronym("COVID-19"), is_acronym("Beijing")
    (True, False)
    """
    return sum(c.isupper() for c in name) > 1


def spell_out(survey: Survey, table: PairTable, entries: list[Entry]) -> list[Entry]:
    """The entries with acronyms rendered like their long forms where both were seen together.

    Likeness says nothing of acronyms, so WHO would stay WHO though half of the links have
    世界卫生组织, which is what "World Health Organization" is rendered as.
    """
    keys = survey.source.spans.keys
    rows: dict[int, list[int]] = defaultdict(list)
    for row, source in enumerate(table.source):
        rows[source].append(row)
    sure = {i: keys[e.sources[0]] for i, e in enumerate(entries) if e.confidence > KEPT}
    long_forms = index_long_forms(sure)

    def spelt_out(entry: Entry) -> Entry:
        known = [entries[i] for i in long_forms.get(keys[entry.sources[0]], ())]
        renderings = {table.target[other.best]: other.confidence for other in known}
        seen = [
            row
            for source in entry.sources
            for row in rows[source]
            if table.target[row] in renderings and table.count[row] >= OFTEN
        ]
        if not seen:
            return entry
        best = max(seen, key=lambda row: (table.count[row], -row))
        confidence = renderings[table.target[best]] * table.weight[best]
        return replace(entry, best=best, others=(entry.best,), confidence=confidence)

    return [spelt_out(entry) if table.copied[entry.best] else entry for entry in entries]
