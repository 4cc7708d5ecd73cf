"""Drops entries that contradict a better one: pieces of longer terms, renderings already needed.

Two entries with the same rendering of which one term contains the other can rarely both be right.
Either the shorter term is a piece of the longer one, or the longer one has a word too many.
"""

from collections import defaultdict

import numpy as np

from glossary.candidates.corpus_index import CorpusIndex
from glossary.ranking.entry import Entry
from glossary.ranking.pair_table import PairTable

NESTED_SHARE = 0.8
"""A term is a piece of a longer one if at least this share of its occurrences lies inside it. Gold
terms that occur outside more often were right as often as their confidence says."""
PIECE_MARGIN = 1.1
"""The longer term must be this many times as probable as the piece."""
SURPLUS_MARGIN = 0.98
"""A longer term has a word too many if it is less than this many times as probable as its part: of
142 such gold terms of terms-hkma-dev .31 were right."""

WHOLE_CONFIDENCE = 0.82
"""A longer term with a higher confidence than this, a sufficient cosine (`WHOLE_COSINE_LOSS`) and
enough links (`WHOLE_LINKS`) is kept though its part is more probable. Of such terms .79 were right
in terms-hkma-dev and all three in terms-tico19 ("face mask" and "mask", both 口罩)."""
WHOLE_COSINE_LOSS = 0.06
"""By how much the cosine of a longer term that is kept may lie below that of its part."""
WHOLE_LINKS = 3
"""Least number of links of a longer term that is kept; those found once were mostly wrong in short
texts."""


def drop_fragments(index: CorpusIndex, table: PairTable, entries: list[Entry]) -> list[Entry]:
    """The entries without those that overlap a better one with the same rendering.

    "arsenal" and "nuclear arsenal" are not both 核武库: the shorter one never occurred alone there.
    "incubation" and "incubation period" are both 潜伏期, in different sentences. And "1918 flu" is
    not 流感, which more probably renders "flu".
    """
    keys = index.source.spans.keys
    count = np.bincount(index.source.spans.candidate, minlength=len(keys)).tolist()
    by_target: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_target[table.target[entry.best]].append(entry)

    def is_fragment(entry: Entry, other: Entry) -> bool:
        name, longer = (_padded(keys[e.sources[0]]) for e in (entry, other))
        probability, rival = (table.probability[e.best] for e in (entry, other))
        if name in longer:
            inside, everywhere = (sum(count[s] for s in e.sources) for e in (other, entry))
            return (
                inside >= NESTED_SHARE * everywhere
                and rival >= PIECE_MARGIN * probability
                and not table.copied[entry.best]
            )
        if longer not in name:
            return False
        if table.copied[other.best]:
            # The model underrates names that are kept, so "SARS-CoV-2 decreases" looks surer.
            return True
        return probability < SURPLUS_MARGIN * rival and not _is_whole(table, entry, other)

    return [
        entry
        for entry in entries
        if not any(
            is_fragment(entry, other)
            for other in by_target[table.target[entry.best]]
            if other is not entry
        )
    ]


def drop_overbooked(index: CorpusIndex, table: PairTable, entries: list[Entry]) -> list[Entry]:
    """The entries without those whose rendering is used up by more probable ones.

    If 推动 occurs twice in the text and renders "steer" twice, it does not render "wants". Terms
    of which one is part of the other do not compete; `drop_fragments` has compared them.
    """
    keys = index.source.spans.keys
    spans = index.target.spans
    free = np.bincount(spans.candidate, minlength=len(spans.keys)).tolist()
    taken: dict[int, list[str]] = defaultdict(list)
    kept: set[int] = set()
    for entry in sorted(entries, key=lambda entry: (-table.probability[entry.best], entry.best)):
        target, count = table.target[entry.best], table.count[entry.best]
        name = _padded(keys[entry.sources[0]])
        nested = any(name in other or other in name for other in taken[target])
        if nested or 2 * free[target] >= count:
            kept.add(entry.best)
            taken[target].append(name)
            free[target] -= 0 if nested else count
    return [entry for entry in entries if entry.best in kept]


def _is_whole(table: PairTable, entry: Entry, part: Entry) -> bool:
    """Whether a longer term is kept though its part is more probable; see `WHOLE_CONFIDENCE`."""
    return (
        entry.confidence > WHOLE_CONFIDENCE
        and table.count[entry.best] >= WHOLE_LINKS
        and table.cosine[entry.best] > table.cosine[part.best] - WHOLE_COSINE_LOSS
    )


def _padded(name: str) -> str:
    """A name with a space around each word, so that whole words can be found in it."""
    apart = name.replace("'s", " 's").replace("-", " ")
    return f" {apart} "
