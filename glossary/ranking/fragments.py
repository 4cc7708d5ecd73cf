"""Entries that cannot all be right: pieces of longer terms, and renderings that are spoken for."""

from collections import defaultdict

import numpy as np

from glossary.candidates.corpus_index import Survey
from glossary.pairing.pair_table import Entry, PairTable

CLOSE = 0.98
"""A longer term whose confidence is under this share of that of its part with the same rendering
has a word too many: of 142 such gold terms of terms-hkma-dev .31 were right."""
SURE = 0.82
"""… unless it is so sure itself, and"""
AS_LIKE = 0.06
"""… nearly as like the rendering as its part is, or more, and"""
OFTEN = 3
"""… was seen in so many links: of the sure and like ones .79 were right, and all three of
terms-tico19 ("face mask" and "mask", both 口罩); those seen once were mostly wrong in short texts.
"""
NESTED = 0.8
"""A term that stands inside one longer term so often is a piece of it. Gold terms that stand alone
more often were right as often as their confidence says, and are kept."""
SURER = 1.1
"""… if the longer one is so much surer."""


def drop_fragments(survey: Survey, table: PairTable, entries: list[Entry]) -> list[Entry]:
    """The entries without those that overlap a better one with the same rendering.

    "arsenal" and "nuclear arsenal" are not both 核武库: the shorter one never stood alone there.
    "incubation" and "incubation period" are both 潜伏期, in different sentences. And "1918 flu" is
    not 流感, which is surer to be "flu".
    """
    keys = survey.source.spans.keys
    often = np.bincount(survey.source.spans.candidate, minlength=len(keys)).tolist()
    by_target: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_target[table.target[entry.best]].append(entry)

    def is_piece(entry: Entry, other: Entry) -> bool:
        name, longer = (_padded(keys[e.sources[0]]) for e in (entry, other))
        sure, surer = (table.chance[e.best] for e in (entry, other))
        if name in longer:
            inside, alone = (sum(often[s] for s in e.sources) for e in (other, entry))
            return (
                inside >= NESTED * alone and surer >= SURER * sure and not table.copied[entry.best]
            )
        if longer not in name:
            return False
        if table.copied[other.best]:
            # The model doubts kept names, so that "SARS-CoV-2 decreases" looks surer than they.
            return True
        whole = (
            entry.confidence > SURE
            and table.count[entry.best] >= OFTEN
            and table.cosine[entry.best] > table.cosine[other.best] - AS_LIKE
        )
        return sure < CLOSE * surer and not whole

    return [
        entry
        for entry in entries
        if not any(
            is_piece(entry, other)
            for other in by_target[table.target[entry.best]]
            if other is not entry
        )
    ]


def drop_overbooked(survey: Survey, table: PairTable, entries: list[Entry]) -> list[Entry]:
    """The entries without those whose rendering surer ones need for themselves.

    If 推动 stands twice in the text and renders "steer" twice, it does not render "wants". Terms
    of which one is part of the other do not compete: `drop_fragments` has looked at them.
    """
    keys = survey.source.spans.keys
    spans = survey.target.spans
    free = np.bincount(spans.candidate, minlength=len(spans.keys)).tolist()
    taken: dict[int, list[str]] = defaultdict(list)
    kept: set[int] = set()
    for entry in sorted(entries, key=lambda entry: (-table.chance[entry.best], entry.best)):
        target, count = table.target[entry.best], table.count[entry.best]
        name = _padded(keys[entry.sources[0]])
        nested = any(name in other or other in name for other in taken[target])
        if nested or 2 * free[target] >= count:
            kept.add(entry.best)
            taken[target].append(name)
            free[target] -= 0 if nested else count
    return [entry for entry in entries if entry.best in kept]


def _padded(name: str) -> str:
    """A name whose words can be found by looking for them with a blank on both sides."""
    apart = name.replace("'s", " 's").replace("-", " ")
    return f" {apart} "
