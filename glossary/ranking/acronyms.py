"""Gives acronyms the rendering of their long forms, where the text explains them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from aligner.term_matching import term_key
from glossary.candidates.corpus_index import CorpusIndex
from glossary.ranking.entry import Entry
from glossary.ranking.pair_table import PairTable

LONG_CONFIDENCE = 0.6
"""Least confidence of a long form whose rendering its acronym takes."""
OWN_CONFIDENCE = 0.8
"""Least confidence with which an acronym keeps a rendering of its own."""


def write_out_acronyms(
    index: CorpusIndex,
    table: PairTable,
    entries: Sequence[Entry],
    long_forms: Mapping[str, str],
) -> list[Entry]:
    """The entries with acronyms rendered like their long forms.

    "Middle East respiratory syndrome (MERS)" tells that MERS is 中东呼吸综合征, though most links
    keep the letters; that remains as a variant. Acronyms without a sure rendering of their own get
    an entry in this way. `long_forms` are those that the source text explains.
    """
    keys = index.source.spans.keys
    by_name = {term_key(keys[entry.sources[0]]): entry for entry in entries}
    written_out = _candidate_names(index, long_forms)
    acronyms: dict[str, list[int]] = defaultdict(list)
    for number in sorted(set(table.source)):
        if (name := term_key(keys[number])) in written_out:
            acronyms[name].append(number)
    rows = {pair: row for row, pair in enumerate(zip(table.source, table.target, strict=True))}
    changed: dict[str, Entry] = {}
    for name, sources in acronyms.items():
        long = by_name.get(written_out[name])
        if long is None or long.confidence < LONG_CONFIDENCE:
            continue
        own = by_name.get(name)
        if own is None or _gives_way(index, table, own, long):
            target = table.target[long.best]
            found = [rows[s, target] for s in sources if (s, target) in rows]
            others = (own.best, *own.others) if own else long.others
            changed[name] = replace(
                own or long,
                sources=tuple(sources),
                best=found[0] if found else long.best,
                others=tuple(row for row in others if table.target[row] != target),
                confidence=long.confidence,
                long_forms=long.sources,
            )
    kept = [changed.pop(term_key(keys[entry.sources[0]]), entry) for entry in entries]
    return kept + list(changed.values())


def _candidate_names(index: CorpusIndex, long_forms: Mapping[str, str]) -> dict[str, str]:
    """For each acronym the name of the candidate that is its long form, both folded."""
    analyse = index.source.analyser.analyse
    return {
        term_key(short): term_key(
            " ".join(token.key for token in analyse(long)).replace(" 's", "'s")
        )
        for short, long in long_forms.items()
    }


def _gives_way(index: CorpusIndex, table: PairTable, own: Entry, long: Entry) -> bool:
    """Whether an acronym's own rendering is worth less than that of its long form."""
    keys = index.target.spans.keys
    mine, other = (keys[table.target[entry.best]] for entry in (own, long))
    if mine == other:
        return False
    return table.copied[own.best] or mine in other or own.confidence < OWN_CONFIDENCE
