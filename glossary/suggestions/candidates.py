"""The candidates of suggestions: term-like noun phrases that are not in the glossary yet."""

import re
from collections.abc import Collection, Sequence

import numpy as np

from aligner.languages import is_chinese
from aligner.term import Term
from aligner.text import SCRIPTS
from glossary.candidates.corpus_index import SideIndex, candidate_tags
from glossary.ranking.termhood import find_termhood_features, termhood_score
from glossary.suggestions.pieces import find_pieces, ignore_hyphens

MIN_TERMHOOD = 0.3
"""Least termhood of a candidate; lower ones were mostly single common words."""
MAX_CANDIDATES = 4_000
"""Most candidates of either language, the most term-like first."""

_NOUN_PHRASE = re.compile(r"[ANPVXBGHKD]*[NPX]|[ANPX]?V")
"""Tags of plain noun phrases: nothing else is trusted without a counterpart in the links. A verb
may close a phrase of two words (核扩张); after two nouns it opens a clause (信任措施建立)."""
_HAN = re.compile(f"[{SCRIPTS['Han']}]")


def find_new_candidates(
    side: SideIndex, known: set[str], remainders: Collection[int] = ()
) -> list[int]:
    """The numbers of the candidates, the most term-like first.

    `known` are the folded spellings of the terms. `remainders` are candidates that a known term
    leaves of a longer one: they need no termhood, which counts that they stand in the longer one.
    """
    wanted = np.arange(len(side.spans.keys))
    if not len(wanted):
        return []
    features = find_termhood_features(side, wanted)
    termhood = termhood_score(features)
    # Half a name ("Zhao" where only "Tong Zhao" occurs) is no term.
    termhood[(features.single_name > 0) & (features.nested >= 1)] = -np.inf
    ordered = [int(i) for i in np.argsort(-termhood, kind="stable")]
    good = [i for i in ordered if termhood[i] >= MIN_TERMHOOD or i in remainders]
    names = side.spans.spellings(side.tokens, np.array(good, dtype=np.int64))
    tags = candidate_tags(side, good)
    seen = {ignore_hyphens(name) for name in known}
    pieces = find_pieces(side, good, names, seen)
    chosen: list[int] = []
    for i, name, shape in zip(good, names, tags, strict=True):
        # Spellings that differ in hyphens are one phrase, and no rivals of each other.
        spelling = ignore_hyphens(name)
        if (
            len(name) > 1
            and _NOUN_PHRASE.fullmatch(shape)
            and spelling not in seen
            and (i in remainders or i not in pieces)
            and _is_of_language(name, side.language)
        ):
            seen.add(spelling)
            chosen.append(i)
    return chosen[:MAX_CANDIDATES]


def collect_forms(terms: Sequence[Term]) -> tuple[set[str], set[str]]:
    """All spellings of the terms in either language, folded."""
    source = {
        text.casefold() for t in terms for text in (t.source, *(v.text for v in t.source_variants))
    }
    target = {
        text.casefold() for t in terms for text in (t.target, *(v.text for v in t.target_variants))
    }
    return source, target


def _is_of_language(name: str, language: str) -> bool:
    """Whether a phrase has the script of the language; Chinese in English text is quoted."""
    return language in ("ja", "ko") or bool(_HAN.search(name)) == is_chinese(language)
