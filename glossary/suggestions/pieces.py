"""Candidates that are pieces of longer phrases wherever they occur."""

from collections.abc import Collection, Sequence

import numpy as np

from aligner.arrays import Bools
from aligner.languages import is_chinese
from glossary.candidates.corpus_index import SideIndex


def ignore_hyphens(text: str) -> str:
    """Folded text with blanks for hyphens, which one text may set here and not there."""
    return text.casefold().replace("-", " ")


def find_pieces(
    side: SideIndex, candidates: Sequence[int], names: Sequence[str], known: Collection[str]
) -> set[int]:
    """The candidates that are pieces of hyphenated words, of compounds or of known terms.

    `names` has the spelling of each candidate, `known` the spellings of terms without hyphens.
    """
    cut = _are_cut_at_hyphens(side) | _are_before_nouns(side)
    spellings = [ignore_hyphens(name) for name in names]
    inside = _find_known_pieces(side, spellings, known)
    return {i for i, text in zip(candidates, spellings, strict=True) if cut[i] or text in inside}


def _find_known_pieces(
    side: SideIndex, spellings: Sequence[str], known: Collection[str]
) -> set[str]:
    """The spellings that occur no more often than a longer term that contains them."""
    text = ignore_hyphens("\n".join(side.tokens.texts))
    terms = sorted(known)
    every = "\n".join(terms)
    return {
        name
        for name in spellings
        if name in every
        and any(
            name in term and name != term and text.count(name) <= text.count(term) for term in terms
        )
    }


def _are_cut_at_hyphens(side: SideIndex) -> Bools:
    """Whether a hyphen is beside each candidate everywhere: "building" of "confidence-building"."""
    spans, tokens = side.spans, side.tokens
    hyphen = np.zeros(len(tokens.word) + 2, dtype=np.bool_)
    signs = [number for number, word in enumerate(tokens.words) if word == "-"]
    hyphen[1:-1] = np.isin(tokens.word, signs)
    cut = hyphen[spans.first.astype(np.int64)] | hyphen[spans.last.astype(np.int64) + 1]
    return _are_all(side, cut)


def _are_before_nouns(side: SideIndex) -> Bools:
    """Whether a noun follows each candidate wherever it occurs: "Cold War case" before "studies".

    In Chinese two nouns in a row may as well be two phrases: nothing is cut there.
    """
    spans, tokens = side.spans, side.tokens
    if is_chinese(side.language):
        return np.zeros(len(spans.keys), dtype=np.bool_)
    nouns = np.array([tag in "NPX" for tags in tokens.tags for tag in tags] + [False])
    cut = nouns[spans.last] & (spans.last != tokens.bounds[spans.sentence + 1])
    return _are_all(side, cut)


def _are_all(side: SideIndex, marked: Bools) -> Bools:
    """Whether all occurrences of each candidate are marked; `marked` has shape (occurrences,)."""
    size = len(side.spans.keys)
    result = np.ones(size, dtype=np.bool_)
    result[side.spans.candidate[~marked]] = False
    return result
