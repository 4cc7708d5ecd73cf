"""Names that a translation keeps as they are, and acronyms rendered like their long forms."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from aligner.term_matching import term_key
from glossary.candidates.corpus_index import Survey
from glossary.candidates.long_forms import find_long_forms
from glossary.candidates.tokens import Analyser
from glossary.pairing.pair_table import Entry, PairTable

KEPT = 0.5
"""Confidence of "this name stays as it is": right in the text at hand, but lists of terms rather
have the long form (none of six such names of terms-tico19)."""
OFTEN = 3
"""In so many links at least a name must stay as it is before that is worth an entry."""
SURE = 0.6
"""An acronym takes the rendering of its long form when that is so sure."""
OWN = 0.8
"""… and no other one of its own is so sure."""


def spell_out(survey: Survey, table: PairTable, entries: Sequence[Entry]) -> list[Entry]:
    """The entries with acronyms rendered like their long forms, where the text explains them.

    "Middle East respiratory syndrome (MERS)" says that MERS is 中东呼吸综合征, though the letters
    are kept in most links: that remains as a variant. Acronyms that had no sure rendering of their
    own get an entry in this way.
    """
    keys = survey.source.spans.keys
    by_name = {term_key(keys[entry.sources[0]]): entry for entry in entries}
    meant = _meanings(survey)
    acronyms: dict[str, list[int]] = defaultdict(list)
    for number in sorted(set(table.source)):
        if (name := term_key(keys[number])) in meant:
            acronyms[name].append(number)
    rows = {pair: row for row, pair in enumerate(zip(table.source, table.target, strict=True))}
    changed: dict[str, Entry] = {}
    for name, sources in acronyms.items():
        long = by_name.get(meant[name])
        if long is None or long.confidence < SURE:
            continue
        own = by_name.get(name)
        if own is None or _gives_way(survey, table, own, long):
            target = table.target[long.best]
            seen = [rows[s, target] for s in sources if (s, target) in rows]
            others = (own.best, *own.others) if own else long.others
            changed[name] = replace(
                own or long,
                sources=tuple(sources),
                best=seen[0] if seen else long.best,
                others=tuple(row for row in others if table.target[row] != target),
                confidence=long.confidence,
                long_forms=long.sources,
            )
    kept = [changed.pop(term_key(keys[entry.sources[0]]), entry) for entry in entries]
    return kept + list(changed.values())


def _meanings(survey: Survey) -> dict[str, str]:
    """For each acronym that the source explains the name of the candidate it stands for."""
    long_forms = find_long_forms(survey.source.tokens.texts)
    return {
        term_key(short): term_key(_as_candidate(long, survey.source.analyser))
        for short, long in long_forms.items()
    }


def _as_candidate(name: str, analyser: Analyser) -> str:
    """A name as the keys of the candidates spell it."""
    return " ".join(token.key for token in analyser.analyse(name)).replace(" 's", "'s")


def _gives_way(survey: Survey, table: PairTable, own: Entry, long: Entry) -> bool:
    """Whether an acronym's own rendering is worth less than that of its long form."""
    keys = survey.target.spans.keys
    mine, other = (keys[table.target[entry.best]] for entry in (own, long))
    if mine == other:
        return False
    return table.copied[own.best] or mine in other or own.confidence < OWN
